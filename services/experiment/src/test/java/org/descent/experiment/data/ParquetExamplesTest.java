package org.descent.experiment.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jerolba.carpet.CarpetWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.Classes;
import org.descent.contracts.spec.DataSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetExamplesTest {
  /** A row of many types. */
  public record Row(
      int whole,
      long large,
      float single,
      double exact,
      Boolean truth,
      String word,
      BigDecimal money,
      List<Integer> list) {}

  private static final Row ONE =
      new Row(1, -(1L << 40), 0.1f, 1e-5, true, "b", new BigDecimal("1E+2"), List.of(1));
  private static final Row TWO =
      new Row(2, 3, -0.5f, 1e20, false, "a", new BigDecimal("0.25"), List.of());
  private static final Row LACKING = new Row(3, 3, 0, 0, null, "a", BigDecimal.ONE, null);

  @TempDir Path directory;

  @Test
  void columnsOfEveryPlainTypeAreRead() throws IOException {
    write(ONE, TWO);

    var examples =
        load(List.of("word"), List.of("whole", "large", "single", "exact", "truth", "money"));

    assertThat(examples.features())
        .containsExactly(1, -0x1p40f, 0.1f, 1e-5f, 1, 100, 2, 3, -0.5f, 1e20f, 0, 0.25f);
    assertThat(examples.target("word")).containsExactly(1, 0);
    assertThat(examples.column("word").classes()).containsExactly("a", "b");
  }

  @Test
  void missingValuesClassesAndTextsAreThoseOfTables() throws IOException {
    write(ONE, TWO, LACKING);
    var y = Map.of("whole", new Classes(List.of("2", "1")));
    var truth = List.of("truth", "word");
    var dropping =
        new DataSpec.Parquet(
            "d.parquet", List.of("whole"), truth, List.of("word"), y, DataSpec.Missing.DROP);

    var examples = DataSources.load(dropping, directory);

    assertThat(examples.features()).containsExactly(1, 0, 1, 0, 1, 0);
    assertThat(examples.target("whole")).containsExactly(1, 0);
    refused(
        List.of("truth"),
        " row 3, column truth: no value; missing: drop leaves such rows out, missing: mean gives"
            + " features the mean of their column");
  }

  @Test
  void nestedColumnIsRefusedWhereItIsRead() throws IOException {
    write(ONE);

    refused(
        List.of(),
        ": column list is nested, expected one value a row; features: […] leaves it out");
    refused(List.of("lists"), ": no column for feature lists, did you mean list?");
  }

  @Test
  void otherFilesAreToldForWhatTheyAre() throws IOException {
    var file = directory.resolve("d.parquet");
    Files.writeString(file, "<html>");
    refused(
        List.of("a"),
        ": not Parquet, or broken: it is HTML or XML, perhaps the page of a download that failed");
    write(ONE);
    var whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> load(List.of("whole"), List.of("a")))
        .isInstanceOf(InvalidSpec.class)
        .hasMessageStartingWith(file + ": not Parquet, or broken: ")
        .hasMessageNotContaining("\n");
  }

  private Examples load(List<String> targets, List<String> features) {
    return DataSources.load(spec(targets, features), directory);
  }

  private static DataSpec spec(List<String> targets, List<String> features) {
    return new DataSpec.Parquet("d.parquet", targets, features, List.of(), null, null);
  }

  private void refused(List<String> features, String message) {
    assertThatThrownBy(() -> load(List.of("word"), features))
        .isInstanceOf(InvalidSpec.class)
        .hasMessage(directory.resolve("d.parquet") + message);
  }

  private void write(Row... rows) throws IOException {
    var file = directory.resolve("d.parquet");
    Files.deleteIfExists(file);
    try (var out = Files.newOutputStream(file);
        var writer = new CarpetWriter.Builder<>(out, Row.class).withDefaultDecimal(20, 4).build()) {
      writer.write(Arrays.asList(rows));
    }
  }
}
