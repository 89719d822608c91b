package org.descent.experiment.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.descent.contracts.InvalidSpec;
import org.descent.experiment.search.SearchPlan.Extent;
import org.descent.experiment.search.Step.Done;
import org.descent.experiment.search.Step.Propose;
import org.descent.experiment.search.Step.Start;
import org.descent.experiment.search.Step.Wait;
import org.descent.experiment.search.observation.MetricObjective;
import org.descent.experiment.search.observation.VariantState;
import org.descent.experiment.search.replicates.Replicates;
import org.descent.experiment.search.space.Choice;
import org.descent.experiment.search.space.Constraint;
import org.descent.experiment.search.space.Space;
import org.descent.experiment.search.space.Uniform;
import org.descent.experiment.search.space.Whole;
import org.descent.experiment.search.stopping.NoStopping;
import org.descent.experiment.search.strategy.GridStrategy;
import org.descent.experiment.search.strategy.History;
import org.descent.experiment.search.strategy.RandomStrategy;
import org.descent.experiment.search.strategy.Strategy;
import org.descent.experiment.search.strategy.Turn;
import org.junit.jupiter.api.Test;

class LaggedSearchTest {
  private static final Space SPACE =
      Space.of(Map.of("x", new Uniform(0, 1), "y", new Uniform(0, 1)));
  private static final Workshop.Training SLOPE = Workshop.loss((point, seed) -> sum(point));

  /** Steps from the best point that it knows of: whatever it knows shows in what it proposes. */
  private record Climb() implements Strategy {
    @Override
    public Optional<double[]> propose(History history, Turn turn) {
      var units = history.space().draw(turn.random());
      history.ranked().stream()
          .findFirst()
          .ifPresent(
              best -> {
                for (int i = 0; i < units.length; i++) {
                  units[i] = best.point().unit(i) * units[i];
                }
              });
      return Optional.of(units);
    }
  }

  @Test
  void theOrderInWhichTrialsFinishChangesNothing() {
    var alone = Workshop.run(() -> search(new Climb(), 40, 5), SLOPE, 1, 0);
    for (int trainers : new int[] {2, 3, 5, 9}) {
      for (long order = 0; order < 10; order++) {
        var together = Workshop.run(() -> search(new Climb(), 40, 5), SLOPE, trainers, order);
        assertThat(together.steps()).isEqualTo(alone.steps());
      }
    }
  }

  @Test
  void aStepKnowsTheResultsOfAllButTheLastOnesAndNoOthers() {
    var known = new ArrayList<List<Integer>>();
    Strategy notes =
        (history, turn) -> {
          known.add(history.seen().stream().map(VariantState::variant).toList());
          return new RandomStrategy().propose(history, turn);
        };
    Workshop.run(() -> search(notes, 6, 2), SLOPE, 3, 7);
    assertThat(new LinkedHashSet<>(known)) // the last one is number 5
        .containsExactly(List.of(), List.of(0), List.of(0, 1), List.of(0, 1, 2));
  }

  @Test
  void itWaitsForTheOldestOfThoseItNeeds() {
    var search = search(new RandomStrategy(), 9, 2);
    var observed = Observed.NOTHING;
    for (int i = 0; i < 2; i++) {
      observed = observed.and((Start) search.next(observed));
    }
    assertThat(search.next(observed)).isInstanceOf(Propose.class); // the third needs none
    observed = observed.and((Start) search.next(observed));
    var second = List.of(SLOPE.train(SPACE.point(new double[] {0.5, 0.5}), 0, 10));
    assertThat(search.next(observed.and(1, second))).isInstanceOf(Wait.class);
    assertThat(search.next(observed.and(0, second))).isInstanceOf(Propose.class);
  }

  @Test
  void whatComesTwiceCountsOnce() {
    var observed = Workshop.run(search(new Climb(), 5, 0), SLOPE);
    var other = List.of(SLOPE.train(SPACE.point(new double[] {0, 0}), 0, 10));
    assertThat(observed.and(3, other)).isEqualTo(observed);
  }

  @Test
  void everyPartOfASearchsLogAsksForTheNextStepOfIt() {
    var whole = Workshop.run(() -> search(new Climb(), 20, 3), SLOPE, 3, 1);
    var part = Observed.NOTHING;
    for (int i = 0; i < whole.steps().size(); i++) {
      assertThat(search(new Climb(), 20, 3).next(part)).isEqualTo(whole.steps().get(i));
      part = part.and(whole.steps().get(i)).and(i, whole.result(i).orElseThrow());
    }
    assertThat(search(new Climb(), 20, 3).next(part)).isInstanceOf(Done.class);
  }

  @Test
  void theSeedChangesTheProposals() {
    assertThat(search(new RandomStrategy(), 5, 0).next(Observed.NOTHING))
        .isNotEqualTo(
            new LaggedSearch(plan(SPACE, new RandomStrategy(), new Extent(5, 0, 2)))
                .next(Observed.NOTHING));
  }

  @Test
  void aFiniteSpaceIsTriedPointByPointAndThenDone() {
    var space =
        Space.of(
            Map.of("a", new Whole(1, 4), "b", Choice.of("p", "q", "r")),
            List.of(Constraint.parse("a != 2")));
    var plan = plan(space, new RandomStrategy(), new Extent(100, 3, 1));
    var observed = Workshop.run(() -> new LaggedSearch(plan), SLOPE, 2, 3);
    assertThat(observed.steps()).extracting(s -> ((Propose) s).point()).hasSize(9);
    assertThat(observed.steps()).extracting(s -> ((Propose) s).point()).doesNotHaveDuplicates();
    assertThat(new LaggedSearch(plan).next(observed))
        .isEqualTo(new Done("the space has no more points"));
  }

  @Test
  void aGridIsWalkedInOrderTheLastParameterFastest() {
    var space =
        Space.of(
            Map.of("a", new Whole(1, 2), "b", new Uniform(0, 1)),
            List.of(Constraint.parse("a + b < 3")));
    var plan = plan(space, new GridStrategy(3), new Extent(100, 0, 1));
    assertThat(Workshop.run(new LaggedSearch(plan), SLOPE).steps())
        .extracting(s -> ((Propose) s).point().text())
        .containsExactly(
            "a=1, b=0", "a=1, b=0.5", "a=1, b=1", "a=2, b=0", "a=2, b=0.5"); // 2 + 1 is not below 3
  }

  @Test
  void aSearchThatCannotBeIsRefused() {
    assertThatThrownBy(() -> new Extent(0, 0, 1))
        .isInstanceOf(InvalidSpec.class)
        .hasMessage("trials 0, expected 1 or more");
    assertThatThrownBy(() -> new Extent(1, -1, 1))
        .isInstanceOf(InvalidSpec.class)
        .hasMessage("lag -1, expected 0 or more");
    assertThatThrownBy(
            () ->
                new SearchPlan(
                    SPACE,
                    List.of(),
                    new RandomStrategy(),
                    new NoStopping(10),
                    Replicates.of(1),
                    new Extent(1, 0, 1)))
        .isInstanceOf(InvalidSpec.class)
        .hasMessage("a search without an objective, expected one");
  }

  static SearchPlan plan(Space space, Strategy strategy, Extent extent) {
    return new SearchPlan(
        space,
        List.of(MetricObjective.minimise("loss")),
        strategy,
        new NoStopping(10),
        Replicates.of(1),
        extent);
  }

  private static Search search(Strategy strategy, int variants, int lag) {
    return new LaggedSearch(plan(SPACE, strategy, new Extent(variants, lag, 1)));
  }

  private static double sum(org.descent.experiment.search.space.Point point) {
    return point.values().values().stream()
        .mapToDouble(v -> v instanceof Number n ? n.doubleValue() : 0)
        .sum();
  }
}
