package org.descent.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.descent.contracts.Topics;
import org.descent.contracts.event.CohortPlanned;
import org.descent.experiment.spec.ExperimentReader;
import org.descent.experiment.spec.Forking;
import org.descent.transport.Events;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** More of what has been trained, while control and trainers come and go. */
@Tag("thorough")
class ExtendIT extends Journey {
  private static final Path RATES = Path.of("src/test/resources/experiments/learning-rates.yaml");
  private static final String[] SMALL = {"seeds=4", "budget=300"};

  @BeforeAll
  @Override
  void start() {
    super.start();
    pipeline.trainer().awaitReady();
  }

  @Test
  void whatIsExtendedComesToWhatItComesToAtOnce() throws Exception {
    var base = control.submit(Control.read(RATES, SMALL).get(0));
    var before = control.awaitComplete(base);
    int trials = Trials.courses(before).size();

    var answer =
        control.post("/api/experiments/" + base + "/extend", "{\"seeds\":7,\"budget\":900}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    var id = answer.body().replaceAll(".*\"experiment\":\"([^\"]+)\".*", "$1");
    replaceControl();
    var extended = control.awaitComplete(id);

    assertThat(control.status(id).path("adopted").asInt()).isEqualTo(trials);
    assertThat(extended.path("base").asText()).isEqualTo(base);
    var once =
        control.awaitComplete(
            control.submit(Control.read(RATES, "seeds=7", "budget=900", "name=at-once").get(0)));
    assertThat(Trials.courses(extended)).isEqualTo(Trials.courses(once)).hasSize(trials / 4 * 7);
    // nobody trained again what was there
    long exhausted =
        Trials.courses(before).stream()
            .filter(t -> t.path("end").asText().equals("exhausted"))
            .count();
    assertThat(exhausted).isPositive();
    assertThat(planned(id).stream().filter(t -> t.after() == 300)).hasSize((int) exhausted);
    assertThat(planned(id).stream().filter(t -> t.after() == 0)).hasSize(trials / 4 * 3);
    allModelsAreFound(id, trials / 4 * 7);
  }

  /** Those that it has published itself, and those that the trials have that it took over. */
  private void allModelsAreFound(String id, int trials) {
    var bootstrap = pipeline.bootstrap();
    var export =
        CommandLine.run(
            directory,
            "export",
            id,
            "--bootstrap",
            bootstrap,
            "--saved-models=all",
            "--out=models");
    assertThat(export.exit()).as(export.err()).isZero();
    assertThat(export.err()).contains("SavedModels of " + trials + " trials");
  }

  /** One of three rates diverges before its fork, and says so. */
  @Test
  void whatIsForkedComesToWhatItsDocumentComesToByItself() throws Exception {
    var experiment = Control.read(RATES, "name=to-fork", "seeds=4", "budget=300").get(0);
    var before = control.awaitComplete(control.submit(experiment));
    long exhausted = Trials.ends(before).stream().filter("exhausted"::equals).count();

    var set =
        Map.of("optimiser.sgd.learningRate", List.of("0.1", "0.05"), "budget", List.of("600"));
    var answer =
        control.post(
            "/api/experiments/" + experiment.id() + "/fork",
            new ObjectMapper().writeValueAsString(Map.of("at", 300, "set", set)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    var fork = ExperimentReader.forked(experiment, new Forking(300, set));
    var forked = control.awaitComplete(fork.id());

    var document = new LinkedHashMap<>(fork.document());
    document.put("name", "by-itself");
    var itself = control.awaitComplete(control.submit(ExperimentReader.document(document)));
    assertThat(Trials.courses(forked)).isEqualTo(Trials.courses(itself)).hasSize(24);
    assertThat(planned(fork.id()).stream().filter(t -> t.after() == 300))
        .hasSize(2 * (int) exhausted);
    assertThat(Trials.of(forked))
        .filteredOn(trial -> trial.path("end").asText().equals("failed"))
        .hasSize(8)
        .allMatch(trial -> trial.path("reason").asText().contains("iteration 300, where it forks"));
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
