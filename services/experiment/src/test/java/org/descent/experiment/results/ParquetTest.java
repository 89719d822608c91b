package org.descent.experiment.results;

import static org.assertj.core.api.Assertions.assertThat;

import com.jerolba.carpet.CarpetReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.descent.contracts.event.TrialEvaluated;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parquet holds what CSV does. */
class ParquetTest {
  @TempDir Path directory;

  @Test
  void resultsHaveTheCellsOfTheTable() throws IOException {
    var ledger = new Ledger(Story.experiment());
    Story.events().stream()
        .map(event -> event instanceof TrialEvaluated e ? Story.averaging(e, 0.125, 0.75) : event)
        .forEach(ledger::on);
    var results = List.of(ledger.result());
    var table = new StringBuilder();
    ResultsCsv.write(results, table);
    var file = directory.resolve("results.parquet");
    try (var out = Files.newOutputStream(file)) {
      ResultsParquet.write(results, out);
    }

    var rows = read(file);

    assertThat(texts(rows)).isEqualTo(texts(table)).hasSize(4);
    assertThat(rows.get(0))
        .containsEntry("setting.loss", "l2")
        .containsEntry("seed", 5L)
        .containsEntry("iterationsToTarget", 4)
        .containsEntry("agrees", true)
        .containsEntry("averaged.train.loss", 0.125);
    assertThat(rows.get(1)).containsEntry("train.loss", Double.NaN);
  }

  @Test
  void settingsThatAreNumbersAreNumbers() throws IOException {
    var world =
        new World(
            """
            search:
              space:
                loss: {choice: [l2, cross-entropy]}
                optimiser.sgd.learningRate: {choice: [0.5, 1.0e-3]}
              objective: {minimise: loss}
              strategy: random
              variants: 4
            seeds: {at-least: 1, at-most: 2, fresh: 2}
            """,
            1);
    var file = directory.resolve("results.parquet");
    try (var out = Files.newOutputStream(file)) {
      ResultsParquet.write(List.of(world.whole(false).ledger().result()), out);
    }

    assertThat(read(file))
        .isNotEmpty()
        .allSatisfy(row -> assertThat(row.get("setting.learningRate")).isIn(0.5, 0.001))
        .allSatisfy(row -> assertThat(row.get("setting.loss")).isIn("l2", "cross-entropy"));
  }

  @Test
  void curvesHaveEveryIterationAndWhatTheirVariantIsCalled() throws IOException {
    var curves = new Curves();
    Story.add(curves, Story.slice(1, 3, 1, 9));
    Story.add(curves, Story.slice(0, 5, 1, 2, Float.NaN));
    var table = new StringBuilder();
    CurvesCsv.write(Story.experiment(), curves, table);
    var file = directory.resolve("curves.parquet");
    try (var out = Files.newOutputStream(file)) {
      CurvesParquet.write(Story.experiment(), curves, out);
    }

    var rows = read(file);

    assertThat(rows)
        .extracting(row -> row.get("label"))
        .containsExactly("l2", "l2", "cross-entropy");
    assertThat(rows.get(0)).containsEntry("loss", 2f).containsEntry("iteration", 1);
    rows.forEach(row -> row.remove("label"));
    assertThat(texts(rows)).isEqualTo(texts(table));
  }

  @Test
  void nothingIsATableWithoutRows() throws IOException {
    var file = directory.resolve("curves.parquet");
    try (var out = Files.newOutputStream(file)) {
      CurvesParquet.write(Story.experiment(), new Curves(), out);
    }

    assertThat(read(file)).isEmpty();
  }

  private static List<Map<String, Object>> read(Path file) throws IOException {
    var rows = new ArrayList<Map<String, Object>>();
    try (var found = new CarpetReader<>(file.toFile(), Map.class).iterator()) {
      while (found.hasNext()) {
        @SuppressWarnings("unchecked")
        var row = (Map<String, Object>) found.next();
        rows.add(new HashMap<>(row));
      }
    }
    return rows;
  }

  /** Column by column, what is missing as nothing. */
  private static List<Map<String, String>> texts(List<Map<String, Object>> rows) {
    return rows.stream()
        .map(
            row -> {
              var texts = new TreeMap<String, String>();
              row.forEach((name, cell) -> texts.put(name, Objects.toString(cell, "")));
              return (Map<String, String>) texts;
            })
        .toList();
  }

  private static List<Map<String, String>> texts(CharSequence csv) throws IOException {
    var format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    var rows = new ArrayList<Map<String, String>>();
    try (var parser = format.parse(new StringReader(csv.toString()))) {
      parser.forEach(row -> rows.add(new TreeMap<>(row.toMap())));
    }
    return rows;
  }
}
