package org.descent.experiment.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.descent.experiment.results.SearchTrace.Arm;
import org.descent.experiment.results.SearchTrace.Check;
import org.descent.experiment.results.SearchTrace.Outcome;
import org.descent.experiment.results.SearchTrace.Run;
import org.descent.experiment.results.SearchTrace.Tried;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What figures of a search show is what its ledger knows, trial by trial. */
class SearchTraceTest {
  private static final String HALVING =
      """
      search:
        space:
          optimiser:
            choice:
              - sgd: {learningRate: {log-uniform: [0.001, 1]}}
              - momentum: {learningRate: {log-uniform: [0.0001, 1]}, momentum: {uniform: [0, 0.9]}}
        objective: {minimise: loss}
        strategy: random
        variants: 24
        lag: 4
        stopping: {successive-halving: {rungs: 3, factor: 3}}
      seeds: {at-least: 1, at-most: 3, fresh: 2}
      """;
  private static final String PLAIN =
      """
      vary: {loss: [l2, cross-entropy]}
      search:
        space: {optimiser.sgd.learningRate: {log-uniform: [0.001, 1]}}
        objective: {minimise: loss}
        strategy: random
        variants: 7
        lag: 2
      seeds: 2
      """;
  private static final String TWO =
      """
      search:
        space: {optimiser.sgd.learningRate: {log-uniform: [0.003, 0.3]}}
        objective: [{minimise: loss}, {maximise: accuracy}]
        strategy: nsga2
        variants: 20
        lag: 2
      seeds: 1
      """;

  private static SearchTrace trace(World world) {
    return world.ledger().search().orElseThrow().trace();
  }

  @ParameterizedTest
  @ValueSource(strings = {HALVING, PLAIN, TWO})
  void everyTrialIsThereOnceWithWhatItCameTo(String document) {
    var world = new World(document, 1).whole(false);
    var result = world.ledger().result();
    var told = trace(world);
    assertThat(told.arms()).hasSameSizeAs(result.search().arms());
    int trials = 0;
    for (int a = 0; a < told.arms().size(); a++) {
      var arm = told.arms().get(a);
      var outline = result.search().arms().get(a);
      assertThat(arm.best()).isEqualTo(outline.best());
      assertThat(arm.front()).isEqualTo(outline.front());
      assertThat(arm.variants().stream().map(Tried::values))
          .isEqualTo(outline.variants().stream().map(SearchResult.Scored::values).toList());
      for (var tried : arm.variants()) {
        var variant = result.variants().get(tried.variant());
        for (var run : tried.trials()) {
          trials++;
          var own = variant.trials().stream().filter(t -> t.seed() == run.seed()).findFirst().get();
          assertThat(own.iterations()).isEqualTo(run.iterations());
          assertThat(own.heldBack()).isEqualTo(run.outcome() == Outcome.HELD_BACK);
          assertThat(run.checks().get(run.checks().size() - 1).value())
              .isEqualTo(run.values().get(0));
        }
      }
    }
    assertThat(trials).isEqualTo(world.ledger().status().total());
  }

  @Test
  void aRungIsACheckAndWhatFailedHasNoValue() {
    var arm = arm(new World(HALVING, 1).whole(false));
    assertThat(arm.budgets()).containsExactly(9, 27, 81);
    var runs = arm.variants().stream().flatMap(v -> v.trials().stream()).toList();
    assertThat(runs).extracting(Run::outcome).contains(Outcome.HELD_BACK, Outcome.EXHAUSTED);
    for (var run : runs) {
      for (int i = 1; i < run.checks().size(); i++) {
        assertThat(run.checks().get(i).iterations())
            .isGreaterThan(run.checks().get(i - 1).iterations());
        assertThat(run.checks().get(i).step()).isGreaterThan(run.checks().get(i - 1).step());
      }
      assertThat(run.values().get(0) == null).isEqualTo(run.outcome() == Outcome.FAILED);
    }
    assertThat(runs.stream().filter(Run::fresh)).hasSize(2);
    assertThat(runs.stream().filter(r -> r.checks().size() == 3)).isNotEmpty();
  }

  @Test
  void aParameterThatAVariantDoesNotHaveIsNull() {
    var world = new World(HALVING, 1).whole(false);
    var parameters = trace(world).parameters();
    assertThat(parameters).extracting(p -> p.options().size()).containsExactly(2, 0, 0, 0);
    assertThat(parameters).extracting(SearchTrace.Parameter::log).contains(true, false);
    for (var tried : arm(world).variants()) {
      boolean momentum = tried.point().get(0).equals("momentum");
      for (int p = 1; p < 4; p++) {
        boolean own = parameters.get(p).name().contains("momentum");
        assertThat(tried.point().get(p) != null).isEqualTo(own == momentum);
      }
    }
  }

  @Test
  void whatIsUnderWayIsThereWithoutAValue() {
    var world = new World(PLAIN, 1);
    world.plan();
    var tried = arm(world).variants();
    assertThat(tried).isNotEmpty();
    assertThat(tried)
        .allMatch(v -> v.outcome() == Outcome.RUNNING && !v.usable() && v.trials().size() == 2);
  }

  @Test
  void twoObjectivesHaveAFrontAndTheAreaThatItDominates() {
    var world = new World(TWO, 1).whole(false);
    var arm = arm(world);
    assertThat(arm.best()).isNull();
    assertThat(arm.front()).hasSizeGreaterThan(1);
    var front = arm.variants().stream().filter(v -> arm.front().contains(v.variant())).toList();
    // counted in small columns
    double area = 0;
    double from = front.stream().mapToDouble(v -> v.values().get(0)).min().getAsDouble();
    double to = arm.reference().get(0);
    int columns = 20_000;
    for (int i = 0; i < columns; i++) {
      double at = from + (to - from) * (i + 0.5) / columns;
      double most =
          front.stream()
              .filter(v -> v.values().get(0) <= at)
              .mapToDouble(v -> v.values().get(1))
              .max()
              .orElse(arm.reference().get(1));
      area += (most - arm.reference().get(1)) * (to - from) / columns;
    }
    assertThat(arm.hypervolume()).isCloseTo(area, within(1e-3 * area));
  }

  @Test
  void ofMoreTrialsThanAreAskedForTheBestAreToldAndOthersEvenly() {
    var whole = trace(new World(HALVING, 1).whole(false));
    var some = whole.atMost(12);
    assertThat(some.trials()).isLessThanOrEqualTo(12);
    var kept = some.arms().get(0).variants().stream().map(Tried::variant).toList();
    assertThat(kept).contains(whole.arms().get(0).best()).isSorted();
    double best =
        whole.arms().get(0).variants().stream()
            .filter(Tried::usable)
            .mapToDouble(v -> v.values().get(0))
            .min()
            .getAsDouble();
    assertThat(some.arms().get(0).variants())
        .anyMatch(v -> v.usable() && v.values().get(0) == best);
    assertThat(kept.get(kept.size() - 1)).isGreaterThan(12); // not the first ones alone
    assertThat(whole.atMost(whole.trials())).isSameAs(whole);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 100, 9_999, 10_000})
  void anAnswerIsBounded(int most) throws Exception {
    var variants = new ArrayList<Tried>();
    for (int v = 0; v < 12_000; v++) {
      var value = List.of(Math.sin(v) + 1.5);
      var checks =
          List.of(
              new Check(v, 90, 1 / 3.0), new Check(v + 9, 270, 2 / 3.0), new Check(v, 810, 0.1));
      var run = new Run(1, false, Outcome.EXHAUSTED, 810, value, false, checks, null);
      var point = List.of("glorot-uniform", "momentum", "0.017683418", "0.4", "0.123456", "64");
      variants.add(new Tried(v, point, Outcome.EXHAUSTED, value, false, List.of(run)));
    }
    var arm = new Arm(Map.of(), List.of(90, 270, 810), variants, 7, List.of(), null, List.of());
    var objectives = List.of(new SearchTrace.Objective("train.loss", false));
    var told = new SearchTrace("tpe", objectives, List.of(), List.of(arm)).atMost(most);
    assertThat(told.trials()).isBetween(1, most);
    assertThat(told.arms().get(0).variants()).anyMatch(v -> v.variant() == 7);
    assertThat(new ObjectMapper().writeValueAsBytes(told).length).isLessThan(5_000_000);
  }

  @Test
  void programsReadItByTheNamesItIsDocumentedWith() throws Exception {
    var tree = new ObjectMapper().valueToTree(trace(new World(HALVING, 1).whole(false)));
    assertThat(names(tree)).isEqualTo(List.of("strategy", "objectives", "parameters", "arms"));
    assertThat(names(tree.at("/objectives/0"))).isEqualTo(List.of("metric", "maximise"));
    assertThat(names(tree.at("/arms/0")))
        .isEqualTo(List.of("settings", "budgets", "variants", "best"));
    assertThat(names(tree.at("/arms/0/variants/0")))
        .isEqualTo(List.of("variant", "point", "outcome", "values", "atLeast", "trials"));
    assertThat(tree.at("/arms/0/variants").findValuesAsText("outcome"))
        .contains("held-back", "exhausted", "failed");
  }

  private static List<String> names(com.fasterxml.jackson.databind.JsonNode node) {
    var names = new ArrayList<String>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static Arm arm(World world) {
    return trace(world).arms().get(0);
  }
}
