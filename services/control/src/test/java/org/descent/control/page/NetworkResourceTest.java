package org.descent.control.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.descent.contracts.Floats;
import org.descent.contracts.event.CohortCheckpointed;
import org.descent.contracts.event.End;
import org.descent.contracts.event.ModelPublished;
import org.descent.contracts.event.Provenance;
import org.descent.contracts.event.TrialEvaluated;
import org.descent.contracts.event.TrialTrained;
import org.descent.control.Xor;
import org.descent.control.plan.Experiments;
import org.descent.control.rest.Refused;
import org.descent.experiment.Experiment;
import org.descent.experiment.plan.Earlier;
import org.descent.experiment.plan.Planner;
import org.descent.experiment.plan.Sizing;
import org.junit.jupiter.api.Test;

class NetworkResourceTest {
  private static final int PARAMETERS = 9; // [2, 2] + [2] + [2, 1] + [1]

  private final Experiments experiments = new Experiments(Xor::read);
  private final NetworkResource networks =
      new NetworkResource(experiments, new Shelf(4), new Training());
  private final ExamplesResource examples = new ExamplesResource(experiments, new FourPoints());

  @Test
  void aNetworkIsToldWithItsArraysAndItsWeightsAtEachSnapshot() {
    var experiment = lived(2, 3);

    var view = networks.networks(experiment.id(), 1, "2");

    assertThat(view.shape()).containsExactly(2);
    assertThat(view.size()).isEqualTo(PARAMETERS);
    assertThat(view.parameters().stream().map(NetworkView.Array::name))
        .containsExactly("layer0/weights", "layer0/biases", "label/weights", "label/biases");
    assertThat(view.trials()).singleElement().satisfies(t -> assertThat(t.seed()).isEqualTo(2));
    var trial = view.trials().get(0);
    assertThat(trial.iterations()).containsExactly(1, 2, 3, 4);
    assertThat(Floats.fromBytes(trial.weights())).hasSize(4 * PARAMETERS).contains(0, 3);
  }

  @Test
  void ofManySeedsTheFirstDozenAreToldUnlessOthersAreNamed() {
    var experiment = lived(1, 30);

    assertThat(seeds(networks.networks(experiment.id(), 0, ""))).hasSize(12).startsWith(1L, 2L);
    assertThat(seeds(networks.networks(experiment.id(), 0, "30,7"))).containsExactly(30L, 7L);
  }

  @Test
  void whatHasNotEndedHasNoNetworkYet() {
    var experiment = Xor.experiment("begun", 1, 2);
    experiments.on(experiment.submitted());
    assertThatThrownBy(() -> networks.networks(experiment.id(), 0, ""))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("have not been prepared");

    experiments.on(Xor.prepared(experiment));
    assertThat(networks.networks(experiment.id(), 0, "").trials()).isEmpty();
  }

  @Test
  void whatIsInTrainingIsToldAsItsTrainerLastSaid() {
    var experiment = Xor.experiment("training", 1, 3);
    experiments.on(experiment.submitted());
    experiments.on(Xor.prepared(experiment));
    Planner.rest(experiment, Xor.prepared(experiment), Sizing.fixed(3), new Earlier(), Set.of(), 0)
        .forEach(experiments::on);
    experiments.on(Xor.converged(experiment, 0, 1, 20));

    var trials = networks.networks(experiment.id(), 0, "").trials();

    assertThat(trials).extracting(NetworkView.Trial::seed).containsExactly(1L, 3L);
    assertThat(trials.get(0).end()).isEqualTo(End.CONVERGED);
    assertThat(trials.get(1).end()).isNull();
    assertThat(trials.get(1).iterations()).containsExactly(1, 5, 8);
    assertThat(Floats.fromBytes(trials.get(1).weights())).startsWith(1).endsWith(7);
  }

  /** Where the third of some trials stands after seven iterations. */
  private static final class Training extends RunningCohorts {
    Training() {
      super(Map.of());
    }

    @Override
    Optional<CohortCheckpointed> of(String cohort) {
      var running =
          new CohortCheckpointed.Running(
              "training-00000000.0.3",
              7,
              PARAMETERS,
              weights(7),
              new byte[0],
              List.of(1, 5),
              weights(1, 5),
              0.1);
      return Optional.of(
          new CohortCheckpointed(
              cohort,
              "training-00000000",
              new Provenance("1.0", "2.18", "CPU:0", "stacked", "generator/1"),
              List.of(running),
              List.of(),
              0));
    }

    private static byte[] weights(int... values) {
      var all = new float[values.length * PARAMETERS];
      for (int i = 0; i < all.length; i++) {
        all[i] = values[i / PARAMETERS];
      }
      return Floats.toBytes(all);
    }
  }

  @Test
  void ofMoreSnapshotsThanAnAnswerHoldsSomeAreToldTheFirstAndTheLastAmongThem() {
    var experiment = lived(1, 1);
    var ended = (TrialEvaluated) Xor.life(experiment).stream().reduce((a, b) -> b).orElseThrow();
    var model = new Shelf(1000).of(ended.training(), Set.of()).orElseThrow();

    assertThat(NetworkView.Trial.of(ended, 0, model, 4).iterations())
        .containsExactly(1, 334, 667, 1000);
    assertThat(NetworkView.Trial.of(ended, 0, model, 1).iterations()).containsExactly(1000);
    assertThat(NetworkView.Trial.of(ended, 0, model, 4).published()).isEqualTo(1000);
  }

  @Test
  void weightsThatTheLogHasNoMoreAreLeftOut() {
    var experiment = lived(1, 2);
    var forgetful = new NetworkResource(experiments, new Shelf(0), new Training());

    assertThat(forgetful.networks(experiment.id(), 0, "").trials()).isEmpty();
  }

  @Test
  void examplesAreToldInTheOrderAskedFor() {
    var experiment = lived(1, 1);

    var some = examples.examples(experiment.id(), "train", 0, "2,0", 500);

    assertThat(some.total()).isEqualTo(4);
    assertThat(some.rows()).containsExactly(2, 0);
    assertThat(Floats.fromBytes(some.features())).containsExactly(1, 0, 0, 0);
    assertThat(some.targets().get(0).values()).containsExactly(1f, 0f);
    assertThat(examples.examples(experiment.id(), "train", 0, "", 3).rows()).hasSize(3);
  }

  @Test
  void whatIsNotThereIsRefusedInALineThatNamesIt() {
    var id = lived(1, 2).id();
    Map.<String, Runnable>of(
            "variant 1, expected 0 to 0", () -> networks.networks(id, 1, ""),
            "seed 3, expected", () -> networks.networks(id, 0, "3"),
            "seeds: 25 of them", () -> networks.networks(id, 0, "1,".repeat(24) + "1"),
            "split odd", () -> examples.examples(id, "odd", 0, "", 1),
            "split test: there are no rows", () -> examples.examples(id, "test", 0, "", 1),
            "row 4, expected 0 to 3", () -> examples.examples(id, "train", 0, "4", 1),
            "limit 0", () -> examples.examples(id, "train", 0, "", 0),
            "fold 1, expected 0 to 0", () -> examples.examples(id, "train", 1, "", 1),
            "there is no experiment none", () -> networks.networks("none", 0, ""))
        .forEach(
            (said, asked) ->
                assertThatThrownBy(asked::run)
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining(said));
  }

  private Experiment lived(int variants, int seeds) {
    var experiment = Xor.experiment("networks-" + variants + "-" + seeds, variants, seeds);
    Xor.life(experiment).forEach(experiments::on);
    return experiment;
  }

  private static List<Long> seeds(NetworkView view) {
    return view.trials().stream().map(NetworkView.Trial::seed).toList();
  }

  /** A log with so many snapshots of each trial, of which each weight is the snapshot's index. */
  private static final class Shelf extends PublishedModels {
    private final int snapshots;

    Shelf(int snapshots) {
      super(Map.of());
      this.snapshots = snapshots;
    }

    @Override
    Optional<ModelPublished> of(TrialTrained trained, Set<String> beside) {
      if (snapshots == 0) {
        return Optional.empty();
      }
      var weights = new float[snapshots * PARAMETERS];
      IntStream.range(0, weights.length).forEach(i -> weights[i] = i / PARAMETERS);
      return Optional.of(
          new ModelPublished(
              trained.trial(),
              trained.experiment(),
              IntStream.rangeClosed(1, snapshots).boxed().toList(),
              PARAMETERS,
              Floats.toBytes(weights),
              List.of()));
    }
  }
}
