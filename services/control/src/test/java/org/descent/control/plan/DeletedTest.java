package org.descent.control.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.descent.control.plan.World.GRID;
import static org.descent.control.plan.World.SEARCH;
import static org.descent.control.plan.World.prepared;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.descent.contracts.event.DatasetRejected;
import org.descent.contracts.event.Event;
import org.descent.contracts.event.ExperimentDeleted;
import org.descent.experiment.Experiment;
import org.descent.experiment.plan.Sizing;
import org.descent.experiment.results.State;
import org.descent.experiment.spec.ExperimentReader;
import org.descent.experiment.spec.Extension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeletedTest {
  private final World world = new World();

  private ExperimentDeleted delete(Experiment experiment) {
    var deletion = world.experiments.deletion(experiment.id()).orElseThrow();
    world.tell(deletion);
    return deletion;
  }

  @ParameterizedTest
  @ValueSource(strings = {GRID, SEARCH})
  void whatIsDeletedIsGoneInWhateverOrderTheLogIsRead(String yaml) {
    var experiment = ExperimentReader.yaml(yaml);
    world.whole(experiment);
    var heard = new ArrayList<Event>();
    world.experiments.listen((about, event) -> heard.add(event));

    assertThat(delete(experiment).attempt()).isEqualTo(ExperimentDeleted.FOREVER);

    assertThat(heard).singleElement().isInstanceOf(ExperimentDeleted.class);
    assertThat(world.experiments.find(experiment.id())).isEmpty();
    for (long order = 0; order < 10; order++) {
      var other = world.again(order);
      assertThat(other.statuses()).isEmpty();
      assertThat(other.missing(experiment.id(), Sizing.fixed(3))).isEmpty();
      assertThat(other.isDeleted(experiment.id())).isTrue();
    }
  }

  @Test
  void whatIsToldOfItOnceMoreChangesNothing() {
    var experiment = ExperimentReader.yaml(GRID);
    world.whole(experiment);
    delete(experiment);

    List.copyOf(world.log)
        .forEach(event -> assertThat(world.experiments.on(event)).as("%s", event).isFalse());
    assertThat(world.experiments.on(experiment.submitted().again(7))).isFalse();
    assertThat(world.experiments.statuses()).isEmpty();
  }

  @Test
  void whatWasNeverPlannedIsHandedInAgainAndItsDeletionHeardOnceMoreLeavesItAlone() {
    var experiment = ExperimentReader.yaml(GRID);
    world.tell(experiment.submitted());
    world.tell(new DatasetRejected(experiment.id(), "no such file"));
    var deletion = delete(experiment);
    assertThat(world.experiments.find(experiment.id())).isEmpty();
    assertThat(world.experiments.isDeleted(experiment.id())).isFalse();

    int attempt = world.experiments.nextAttempt(experiment.id());
    assertThat(attempt).isEqualTo(1);
    world.tell(experiment.submitted().again(attempt));
    world.experiments.on(deletion);
    world.experiments.on(new DatasetRejected(experiment.id(), "no such file"));
    world.tell(prepared(experiment.id()).answering(experiment.submitted().again(1), List.of()));

    assertThat(world.experiments.status(experiment.id()).orElseThrow().state())
        .isEqualTo(State.RUNNING);
  }

  @Test
  void whoBuildsOnAnExperimentIsItsHeir() {
    var base = ExperimentReader.yaml(GRID);
    world.whole(base);
    var more =
        ExperimentReader.extended(
            base, new Extension(base.seeds().size() + 1, null, null, Map.of()));
    world.whole(more);

    assertThat(world.experiments.heirs(List.of(base.id()))).containsExactly(more.id());
    assertThat(world.experiments.heirs(List.of(more.id()))).isEmpty();
    delete(more);
    assertThat(world.experiments.heirs(List.of(base.id()))).isEmpty();
    world.assertReplays();
  }
}
