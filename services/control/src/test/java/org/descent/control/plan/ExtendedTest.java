package org.descent.control.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.descent.control.plan.World.GRID;
import static org.descent.control.plan.World.SEARCH;
import static org.descent.control.plan.World.prepared;
import static org.descent.control.plan.World.trials;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.descent.contracts.event.CohortPlanned;
import org.descent.contracts.event.DatasetPrepared;
import org.descent.contracts.event.End;
import org.descent.contracts.event.ReportPublished;
import org.descent.experiment.Experiment;
import org.descent.experiment.plan.Sizing;
import org.descent.experiment.results.ExperimentResult;
import org.descent.experiment.results.ExperimentResult.TrialResult;
import org.descent.experiment.results.State;
import org.descent.experiment.spec.ExperimentReader;
import org.descent.experiment.spec.Extension;
import org.descent.experiment.spec.InvalidExperiment;
import org.junit.jupiter.api.Test;

/** Experiments that take over what others have trained, as control carries them out. */
class ExtendedTest {
  private static Extension more(Integer seeds, Integer budget, String variants) {
    return new Extension(seeds, budget, variants, Map.of());
  }

  private static Extension adding(String path, String... values) {
    return new Extension(null, null, "", Map.of(path, List.of(values)));
  }

  private static Experiment read(String document) {
    return ExperimentReader.yaml(document);
  }

  private static Experiment extended(String document, Extension more) {
    return ExperimentReader.extended(read(document), more);
  }

  private static void assertSame(ExperimentResult extended, ExperimentResult fromTheStart) {
    assertThat(trials(extended)).isEqualTo(trials(fromTheStart)).isNotEmpty();
    assertThat(extended.state()).isEqualTo(State.COMPLETE);
    assertThat(extended.search()).isEqualTo(fromTheStart.search());
    for (int v = 0; v < extended.variants().size(); v++) {
      assertThat(extended.variants().get(v).summary())
          .isEqualTo(fromTheStart.variants().get(v).summary());
    }
  }

  @Test
  void moreSeedsTrainExactlyThoseThatAreMissing() {
    var world = new World();
    world.whole(read(GRID));
    var more = extended(GRID, more(10, null, ""));

    var result = world.whole(more);

    assertThat(world.trained).hasSize(12).allMatch(t -> t.seed() > 4 && t.after() == 0);
    assertSame(result, new World().whole(read(GRID.replace("seeds: 4", "seeds: 10"))));
    var status = world.experiments.status(more.id()).orElseThrow();
    assertThat(status.base()).isEqualTo(read(GRID).id());
    assertThat(status.adopted()).isEqualTo(8);
    assertThat(status.curvesComplete()).isTrue();
    assertThat(result.variants().get(0).trials())
        .filteredOn(t -> t.from() != null)
        .hasSize(4)
        .allMatch(t -> t.from().startsWith(read(GRID).id() + "."));
  }

  @Test
  void aLargerBudgetGoesOnWhereTheSmallerOneWasUsedUp() {
    var world = new World();
    var before = world.whole(read(GRID));
    var exhausted =
        before.variants().stream()
            .flatMap(v -> v.trials().stream())
            .filter(t -> t.end() == End.EXHAUSTED)
            .map(TrialResult::id)
            .toList();
    assertThat(exhausted).hasSizeBetween(1, 7);

    var result = world.whole(extended(GRID, more(null, 200, "")));

    assertThat(world.trained)
        .extracting(CohortPlanned.Trial::from)
        .containsExactlyInAnyOrderElementsOf(exhausted);
    assertThat(world.trained).allMatch(t -> t.after() == 60);
    assertSame(result, new World().whole(read(GRID.replace("budget: 60", "budget: 200"))));
  }

  @Test
  void valuesThatAreAddedAreTrainedAndTheOthersAreTakenOver() {
    var world = new World();
    world.whole(read(GRID));

    var result = world.whole(extended(GRID, adding("optimiser.sgd.learningRate", "0.3", "0.4")));

    assertThat(world.trained).hasSize(8).allMatch(t -> t.variant() >= 2);
    assertSame(result, new World().whole(read(GRID.replace("0.2]", "0.2, 0.3, 0.4]"))));
  }

  @Test
  void whereOneValueStandsBothAreTrained() {
    var world = new World();
    world.whole(read(GRID));

    var result = world.whole(extended(GRID, adding("loss", "l2")));

    assertThat(world.trained).hasSize(8);
    assertThat(result.variants()).hasSize(4);
    assertThat(result.variants().stream().flatMap(v -> v.trials().stream()))
        .filteredOn(t -> t.from() != null)
        .hasSize(8);
  }

  @Test
  void whatWasExtendedIsExtendedAgain() {
    var world = new World();
    world.whole(read(GRID));
    var longer = extended(GRID, more(null, 80, ""));
    world.whole(longer);

    var result = world.whole(ExperimentReader.extended(longer, more(6, 200, "")));

    assertThat(world.trained)
        .filteredOn(t -> t.seed() > 4)
        .hasSize(4)
        .allMatch(t -> t.after() == 0);
    assertThat(world.trained).filteredOn(t -> t.seed() <= 4).allMatch(t -> t.after() == 80);
    assertSame(
        result,
        new World()
            .whole(
                read(GRID.replace("budget: 60", "budget: 200").replace("seeds: 4", "seeds: 6"))));
    world.assertReplays();
  }

  @Test
  void moreVariantsOfASearchFollowOnThoseThatItHasProposed() {
    var world = new World();
    world.whole(read(SEARCH));
    var before = Set.copyOf(world.work);

    var result = world.whole(extended(SEARCH, more(null, null, "+4")));

    var fromTheStart = new World();
    assertSame(result, fromTheStart.whole(read(SEARCH.replace("variants: 8", "variants: 12"))));
    fromTheStart.work.removeAll(before);
    assertThat(world.work).isEqualTo(fromTheStart.work).isNotEmpty();
    world.assertReplays();
  }

  @Test
  void trialsThatFailedAreTrainedByWhoeverExtendsTheirExperiment() {
    var world = new World();
    world.failing = true;
    world.whole(read(GRID));
    world.failing = false;

    var result = world.whole(extended(GRID, more(5, null, "")));

    assertThat(world.trained).extracting(CohortPlanned.Trial::seed).containsOnly(2L, 4L, 5L);
    assertSame(result, new World().whole(read(GRID.replace("seeds: 4", "seeds: 5"))));
  }

  @Test
  void whatFailedIsTrainedAgainAndOnlyThat() {
    var world = new World();
    world.failing = true;
    var id = read(GRID).id();
    var failed = world.whole(read(GRID));
    assertThat(failed.variants()).allMatch(v -> v.summary().ends().get(End.FAILED) == 2);
    world.failing = false;
    world.trained.clear();

    for (var cohort : world.experiments.again(id, Sizing.fixed(3))) {
      world.tell(cohort);
      world.queue.add(cohort);
    }
    assertThat(world.experiments.status(id).orElseThrow().state()).isEqualTo(State.RUNNING);
    var result = world.rest(id);

    assertThat(world.trained).hasSize(4).allMatch(t -> t.seed() % 2 == 0);
    assertSame(result, new World().whole(read(GRID)));
    assertThat(world.log).filteredOn(ReportPublished.class::isInstance).hasSize(2);
    assertThat(world.experiments.again(id, Sizing.fixed(3))).isEmpty();
    world.assertReplays();
  }

  @Test
  void theLogReplayedInAnyOrderComesToTheSame() {
    var world = new World();
    world.whole(read(GRID));
    world.whole(extended(GRID, more(6, 200, "")));
    world.assertReplays();
  }

  @Test
  void filesThatHaveChangedSinceAreNoBaseToExtend() {
    var world = new World();
    world.whole(read(GRID));
    var more = extended(GRID, more(6, null, ""));
    world.tell(more.submitted());
    var other = prepared(more.id());
    world.tell(
        new DatasetPrepared(
            other.experiment(),
            "fedcba9876543210",
            "1".repeat(64),
            other.shape(),
            other.targets(),
            200,
            0,
            0,
            1,
            other.rows()));

    assertThat(world.experiments.missing(more.id(), Sizing.fixed(3))).isEmpty();
    var status = world.experiments.status(more.id()).orElseThrow();
    assertThat(status.state()).isEqualTo(State.REJECTED);
    assertThat(status.reason()).contains("its data are others", read(GRID).id());
  }

  @Test
  void whatIsNoMoreIsRefusedInOneLine() {
    assertRefused(GRID, more(4, null, ""), "seeds: 4, expected more than the 4");
    assertRefused(GRID, more(null, 60, ""), "budget: 60, expected more than the 60 iterations");
    assertRefused(GRID, more(null, null, "+5"), "variants: rates searches nothing");
    assertRefused(SEARCH, more(null, null, "8"), "variants: 8, expected more than the 8");
    assertRefused(SEARCH, more(null, null, "+0"), "variants: +0, expected more than the 8");
    assertRefused(SEARCH, more(null, null, "lots"), "variants: lots, expected a number");
    assertRefused(GRID, more(null, null, ""), "nothing is to be more");
    assertRefused(
        GRID, adding("optimiser.sgd.learningRate", "0.1"), "learningRate has 0.1 already");
    assertRefused(GRID, adding("seeds", "0.1"), "add: seeds cannot vary");
    assertRefused(GRID, adding("optimiser.adam.beta1", "0.1"), "has no value to stand beside");
    assertRefused(GRID, adding("loss", "l3"), "l3");
    assertRefused(
        GRID.replace("vary: {", "vary: {budget: [60, 70], "),
        more(null, 100, ""),
        "budget: it varies in rates");
  }

  private static void assertRefused(String document, Extension more, String message) {
    assertThatThrownBy(() -> extended(document, more))
        .isInstanceOf(InvalidExperiment.class)
        .hasMessageContaining(message)
        .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
  }

  @Test
  void seedsThatAreListedStayAndTheSmallestOthersFollow() {
    var listed = GRID.replace("seeds: 4", "seeds: [3, 8]");
    assertThat(extended(listed, more(5, null, "")).seeds()).containsExactly(3L, 8L, 1L, 2L, 4L);
  }
}
