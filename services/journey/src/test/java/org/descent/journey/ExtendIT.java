package org.descent.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.descent.contracts.Topics;
import org.descent.contracts.event.CohortPlanned;
import org.descent.transport.Events;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** More of what has been trained, while control and trainers come and go. */
@Tag("thorough")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExtendIT {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final Path RATES = Path.of("src/test/resources/experiments/learning-rates.yaml");
  private static final String[] SMALL = {"seeds=4", "budget=300"};

  @TempDir static Path directory;

  private Pipeline pipeline;
  private Control control;

  @BeforeAll
  void start() {
    pipeline = Pipeline.withBroker(directory);
    control = pipeline.control();
    pipeline.loader();
    pipeline.evaluator();
    pipeline.trainer().awaitReady();
    control.process().awaitReady();
  }

  @AfterAll
  void stop() {
    if (pipeline != null) {
      pipeline.close();
    }
  }

  @Test
  void whatIsExtendedComesToWhatItComesToAtOnce() throws Exception {
    var base = control.submit(Control.read(RATES, SMALL).get(0));
    var before = control.awaitComplete(base, LIMIT);
    int trials = trials(before).size();

    var answer =
        control.post("/api/experiments/" + base + "/extend", "{\"seeds\":7,\"budget\":900}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    var id = answer.body().replaceAll(".*\"experiment\":\"([^\"]+)\".*", "$1");
    control.process().kill();
    control = pipeline.control();
    control.process().awaitReady();
    var extended = control.awaitComplete(id, LIMIT);

    assertThat(control.status(id).path("adopted").asInt()).isEqualTo(trials);
    assertThat(extended.path("base").asText()).isEqualTo(base);
    var once =
        control.awaitComplete(
            control.submit(Control.read(RATES, "seeds=7", "budget=900", "name=at-once").get(0)),
            LIMIT);
    assertThat(trials(extended)).isEqualTo(trials(once)).hasSize(trials / 4 * 7);
    // nobody trained again what was there
    long exhausted =
        trials(before).stream().filter(t -> t.path("end").asText().equals("exhausted")).count();
    assertThat(exhausted).isPositive();
    assertThat(planned(id).stream().filter(t -> t.after() == 300)).hasSize((int) exhausted);
    assertThat(planned(id).stream().filter(t -> t.after() == 0)).hasSize(trials / 4 * 3);
  }

  /** What trials have come to, but where and by whom. */
  private static List<JsonNode> trials(JsonNode results) {
    var trials = new ArrayList<JsonNode>();
    for (var variant : results.path("variants")) {
      for (var trial : variant.path("trials")) {
        ((ObjectNode) trial)
            .remove(
                List.of(
                    "id", "cohort", "model", "seconds", "processorSeconds", "from", "provenance"));
        trials.add(trial);
      }
    }
    return trials;
  }

  private List<CohortPlanned.Trial> planned(String id) {
    return new Records(pipeline.bootstrap())
        .all(Topics.COHORTS).stream()
            .map(record -> Events.decode(record.value(), CohortPlanned.class))
            .filter(cohort -> cohort.experiment().equals(id))
            .flatMap(cohort -> cohort.trials().stream())
            .distinct()
            .toList();
  }
}
