package org.descent.control.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.descent.control.plan.World.GRID;
import static org.descent.control.plan.World.trials;

import java.util.List;
import java.util.Map;
import org.descent.contracts.event.CohortPlanned;
import org.descent.contracts.event.End;
import org.descent.experiment.Experiment;
import org.descent.experiment.results.ExperimentResult.TrialResult;
import org.descent.experiment.spec.ExperimentReader;
import org.descent.experiment.spec.Forking;
import org.junit.jupiter.api.Test;

/** Experiments whose trials go on otherwise, as control carries them out. */
class ForkedTest {
  private static final String RATE = "optimiser.sgd.learningRate";

  private final World world = new World();

  private static Experiment forked(Experiment base, int at, Map<String, List<String>> set) {
    return ExperimentReader.forked(base, new Forking(at, set));
  }

  /** The same document, of an experiment that nobody has trained before. */
  private static Experiment byItself(Experiment fork) {
    return ExperimentReader.document(fork.document());
  }

  @Test
  void trialsGoOnFromTheStateThatIsKeptWhereTheirBudgetWasUsedUp() {
    var grid = ExperimentReader.yaml(GRID);
    var exhausted =
        world.whole(grid).variants().stream()
            .flatMap(v -> v.trials().stream())
            .filter(t -> t.end() == End.EXHAUSTED)
            .map(TrialResult::id)
            .toList();
    var fork = forked(grid, 60, Map.of(RATE, List.of("0.01"), "budget", List.of("150")));

    var result = world.whole(fork);

    assertThat(world.trained).hasSize(8);
    assertThat(world.trained)
        .filteredOn(t -> t.after() == 60)
        .extracting(CohortPlanned.Trial::from)
        .containsExactlyInAnyOrderElementsOf(exhausted);
    assertThat(trials(result)).isEqualTo(trials(new World().whole(byItself(fork))));
    assertThat(world.experiments.status(fork.id()).orElseThrow().curvesComplete()).isTrue();
    world.assertReplays();
  }

  @Test
  void whereNoStateIsKeptTheStemIsTrainedAnew() {
    var grid = ExperimentReader.yaml(GRID);
    world.whole(grid);
    var fork = forked(grid, 30, Map.of("loss", List.of("l2"), RATE, List.of("0.01", "0.02")));

    var result = world.whole(fork);

    assertThat(world.trained).hasSize(16).allMatch(t -> t.from().isEmpty());
    assertThat(result.variants())
        .extracting(v -> v.settings().toString())
        .containsExactly(
            "{learningRate=0.1, learningRate from 30=0.01}",
            "{learningRate=0.1, learningRate from 30=0.02}",
            "{learningRate=0.2, learningRate from 30=0.01}",
            "{learningRate=0.2, learningRate from 30=0.02}");
    world.assertReplays();
  }

  @Test
  void aForkIsExtendedAndForkedAgain() {
    var grid = ExperimentReader.yaml(GRID.replace("target: {accuracy: 0.9}", "target: none"));
    world.whole(grid);
    var fork = forked(grid, 60, Map.of(RATE, List.of("0.01"), "budget", List.of("90")));
    world.whole(fork);

    var again = forked(fork, 90, Map.of(RATE, List.of("0.001"), "budget", List.of("120")));
    var result = world.whole(again);

    assertThat(world.trained).hasSize(8).allMatch(t -> t.after() == 90);
    assertThat(trials(result)).isEqualTo(trials(new World().whole(byItself(again))));
    world.assertReplays();
  }
}
