package org.descent.control.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.descent.control.plan.World.GRID;
import static org.descent.control.plan.World.SEARCH;
import static org.descent.control.plan.World.prepared;
import static org.descent.control.plan.World.trials;

import java.util.List;
import org.descent.contracts.event.CohortPlanned;
import org.descent.contracts.event.Event;
import org.descent.contracts.event.ExperimentCancelled;
import org.descent.experiment.Experiment;
import org.descent.experiment.plan.Sizing;
import org.descent.experiment.results.ExperimentStatus;
import org.descent.experiment.results.State;
import org.descent.experiment.spec.ExperimentReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Experiments that rest and go on, as control carries them out. */
class PausedTest {
  private static final Sizing SIZING = Sizing.fixed(1);

  private final World world = new World();

  /** Hands the experiment in and trains the first of its cohorts. */
  private List<Event> begun(Experiment experiment) {
    world.tell(experiment.submitted());
    world.tell(prepared(experiment.id()));
    var planned = world.experiments.missing(experiment.id(), SIZING);
    planned.forEach(world::tell);
    world.train((CohortPlanned) planned.get(0));
    return planned;
  }

  private ExperimentStatus status(Experiment experiment) {
    return world.experiments.status(experiment.id()).orElseThrow();
  }

  @Test
  void whatRestsIsNotPlannedAndWhatGoesOnIsPublishedAgainWhereItHasNotEnded() {
    var grid = ExperimentReader.yaml(GRID);
    var planned = begun(grid);
    world.pause(grid, true, true);
    assertThat(status(grid).state()).isEqualTo(State.PAUSED);
    assertThat(world.experiments.missing(grid.id(), SIZING)).isEmpty();

    world.pause(grid, false, true);
    assertThat(status(grid).state()).isEqualTo(State.RUNNING);
    var again = world.experiments.missing(grid.id(), SIZING);
    assertThat(again)
        .isEqualTo(
            planned.subList(1, planned.size()).stream()
                .map(cohort -> ((CohortPlanned) cohort).in(2))
                .toList());
    again.forEach(world::tell);
    assertThat(world.experiments.missing(grid.id(), SIZING)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {GRID, SEARCH})
  void whatHasRestedComesToWhatItComesToWithoutThat(String document) {
    var experiment = ExperimentReader.yaml(document);
    var planned = begun(experiment);
    for (int i = 1; i < planned.size(); i++) {
      world.queue.add((CohortPlanned) planned.get(i));
    }
    for (int i = 0; i < 3; i++) {
      world.pause(experiment, true, true);
      world.rest(experiment.id()); // trainers leave what they have
      assertThat(status(experiment).state()).isEqualTo(State.PAUSED);
      world.pause(experiment, false, i != 1); // control's cohorts may be there before that
      var next = world.experiments.missing(experiment.id(), SIZING);
      next.forEach(world::tell);
      next.subList(1, next.size()).forEach(cohort -> world.queue.add((CohortPlanned) cohort));
      world.train((CohortPlanned) next.get(0));
    }
    var result = world.rest(experiment.id());

    assertThat(trials(result)).isEqualTo(trials(new World().whole(experiment)));
    assertThat(status(experiment).state()).isEqualTo(State.COMPLETE);
    assertThat(world.trained).doesNotHaveDuplicates();
    world.assertReplays();
  }

  /** Of two controls, or one that asks twice, the second says nothing new. */
  @Test
  void aTurnTwiceIsOneTurnAndAnEarlierOneIsNone() {
    var grid = ExperimentReader.yaml(GRID);
    begun(grid);
    world.pause(grid, true, true);
    var pause = world.log.get(world.log.size() - 1);
    assertThat(world.experiments.on(pause)).isFalse();
    world.pause(grid, false, true);
    assertThat(world.experiments.on(pause)).isFalse();
    assertThat(status(grid).state()).isEqualTo(State.RUNNING);
  }

  @Test
  void theLastRecordOfItsKeyIsEnoughToKnowTheExperiment() {
    var grid = ExperimentReader.yaml(GRID);
    begun(grid);
    world.pause(grid, true, true);
    world.log.remove(grid.submitted()); // as compaction does
    world.assertReplays();
  }

  @Test
  void whatIsCancelledWhileItRestsIsPublishedOnceMoreSoThatItsTrialsEnd() {
    var grid = ExperimentReader.yaml(GRID);
    var planned = begun(grid);
    world.pause(grid, true, true);
    world.tell(new ExperimentCancelled(grid.id(), grid.submitted()));

    assertThat(status(grid).state()).isEqualTo(State.CANCELLED);
    assertThat(world.experiments.missing(grid.id(), SIZING))
        .isEqualTo(
            planned.subList(1, planned.size()).stream()
                .map(cohort -> ((CohortPlanned) cohort).in(1))
                .toList());
  }
}
