package org.descent.journey;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.descent.contracts.Topics;
import org.descent.experiment.spec.ExperimentReader;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Writes a small log, and what it comes to, for the tests of later versions: to {@code
 * -Ddescent.log-for-later=FILE}, a line of JSON a record or result. {@code EarlierLogTest} reads
 * those of all versions.
 */
@Tag("for-others")
class LogForLaterIT {
  private static final Path RATES = Path.of("src/test/resources/experiments/learning-rates.yaml");
  private static final Path SEARCHED = Path.of("src/test/resources/experiments/searched.yaml");
  private static final List<String> TOPICS =
      List.of(
          Topics.EXPERIMENTS,
          Topics.DATASETS,
          Topics.COHORTS,
          Topics.PROGRESS,
          Topics.CHECKPOINTS,
          Topics.MODELS,
          Topics.TRAININGS,
          Topics.EVALUATIONS,
          Topics.REPORTS);

  @TempDir Path directory;

  private final ObjectMapper json = new ObjectMapper();

  @Test
  void aSmallLogIsWritten() throws IOException {
    var file = Path.of(System.getProperty("descent.log-for-later", "target/log.jsonl.gz"));
    Files.createDirectories(file.toAbsolutePath().getParent());
    try (var pipeline = Pipeline.withBroker(directory);
        var out =
            new OutputStreamWriter(
                new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8)) {
      var control = pipeline.control();
      pipeline.start("dataset-loader", Map.of("descent.data-dir", directory.toString()));
      pipeline.evaluator();
      pipeline.trainer().awaitReady();
      control.process().awaitReady();
      var ids = experiments(control);
      for (var topic : TOPICS) {
        for (var record : new Records(pipeline.bootstrap()).all(topic)) {
          var value = record.value() == null ? new byte[0] : record.value();
          write(out, Map.of("topic", topic, "value", Base64.getEncoder().encodeToString(value)));
        }
      }
      for (var id : ids) {
        write(out, Map.of("experiment", id, "results", control.results(id)));
      }
    }
  }

  /** One of each kind that the log tells of in its own way. */
  private List<String> experiments(Control control) throws IOException {
    var ids = new ArrayList<String>();
    var base = control.submit(Control.read(RATES, "seeds=2", "budget=40").get(0));
    ids.add(base);
    control.awaitComplete(base);
    for (var more :
        List.of("/extend {\"seeds\":3}", "/fork {\"at\":20,\"set\":{\"loss\":[\"l2\"]}}")) {
      var words = more.split(" ");
      var answer = control.post("/api/experiments/" + base + words[0], words[1]);
      var id = json.readTree(answer.body()).path("experiment").asText();
      control.awaitComplete(id);
      ids.add(id);
    }
    var searched =
        control.submit(
            Control.read(SEARCHED, "budget=90", "search.variants=6", "search.lag=2").get(0));
    control.awaitComplete(searched);
    ids.add(searched);
    Files.writeString(directory.resolve("d.csv"), "a,b,y\n1,2,0\n2,1,1\n0,2,0\n3,1,1\n");
    for (var target : List.of("y", "z")) {
      ids.add(control.submit(ExperimentReader.yaml(onFile(target))));
    }
    var cancelled = control.submit(Control.read(RATES, "name=cancelled", "budget=10000000").get(0));
    Eventually.holds(
        () -> "it runs: " + control.status(cancelled),
        () -> control.status(cancelled).path("iterations").asLong() > 0);
    control.post("/api/experiments/" + cancelled + "/cancel", "");
    ids.add(cancelled);
    Eventually.holds(
        () -> "all are over",
        () ->
            ids.stream()
                .map(id -> control.status(id).path("state").asText())
                .allMatch(List.of("complete", "cancelled", "rejected")::contains));
    Eventually.holds(
        () -> "all trials have ended: " + control.status(cancelled),
        () -> control.status(cancelled).path("ended").asInt() == 12);
    return ids.stream().map(id -> control.status(id).path("experiment").asText()).toList();
  }

  private static String onFile(String target) {
    return """
    apiVersion: descent/v1
    kind: Experiment
    name: on-%1$s
    data: {csv: {file: d.csv, targets: [%1$s]}}
    network: {heads: [{binary: {target: %1$s}}]}
    budget: 20
    seeds: 2
    """
        .formatted(target);
  }

  private void write(Writer out, Map<String, Object> line) throws IOException {
    out.write(json.writeValueAsString(line));
    out.write('\n');
  }
}
