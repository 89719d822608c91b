package org.descent.experiment.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.event.CohortPlanned;
import org.descent.contracts.event.DatasetPrepared;
import org.descent.contracts.event.Fitted;
import org.descent.contracts.event.Location;
import org.descent.contracts.spec.PreparationSpec;
import org.descent.experiment.Experiment;
import org.descent.experiment.spec.ExperimentReader;
import org.junit.jupiter.api.Test;

class PlannerTest {
  private static Experiment experiment(String rest) {
    return ExperimentReader.yaml("apiVersion: descent/v1\nkind: Experiment\nname: e\n" + rest);
  }

  private static Experiment xor(String rest) {
    return experiment(
        "data: xor\nnetwork: {layers: [{dense: {units: 2}}], heads: [binary]}\n" + rest);
  }

  /** From a file, so that nothing is known before the dataset is there. */
  private static Experiment csv(String rest) {
    return experiment(
        "data: {csv: {file: a.csv, targets: [label]}}\nnetwork: {layers: [{conv2d: {filters: 1,"
            + " kernel: 2}}, flatten], heads: [binary]}\n"
            + rest);
  }

  private static DatasetPrepared dataset(Experiment experiment, List<Integer> shape, int train) {
    return new DatasetPrepared(
        experiment.id(),
        "d",
        "d",
        shape,
        List.of("label"),
        train,
        0,
        0,
        1,
        new Location("descent.dataset-rows.v1", 0, 0, 0));
  }

  private static List<CohortPlanned> plan(Experiment experiment, int cohortSize) {
    return Planner.plan(experiment, dataset(experiment, List.of(2), 4), Sizing.fixed(cohortSize));
  }

  private static List<String> trials(CohortPlanned cohort) {
    return cohort.trials().stream().map(t -> t.variant() + "." + t.seed()).toList();
  }

  @Test
  void trialsOfOneFoldAreTrainedTogetherOnItsData() {
    var e = xor("split: {folds: 2}\nseeds: 4\nvary: {network.activation: [tanh, relu]}\n");
    var first = dataset(e, List.of(2), 2);
    var second = dataset(e, List.of(2), 3);
    var announced = first.with(List.of(second));

    var cohorts = Planner.plan(e, announced, Sizing.fixed(100));

    for (var cohort : cohorts) {
      long odd = cohort.trials().stream().filter(t -> t.seed() % 2 == 1).count();
      assertThat(odd).isIn(0L, (long) cohort.trials().size());
      assertThat(cohort.dataset()).isEqualTo(odd > 0 ? first : second);
    }
    assertThat(cohorts.stream().mapToInt(c -> c.trials().size()).sum()).isEqualTo(8);
  }

  @Test
  void whatWasFoundForThePreparationIsNotSaidOfEveryCohort() {
    var e = xor("seeds: 2\n");
    var fitted = new Fitted(new PreparationSpec.Scale(0, 2), Map.of("mean", List.of(0.5)));
    var dataset = dataset(e, List.of(2), 4).preparedBy(List.of(fitted));

    assertThat(Planner.plan(e, dataset, Sizing.fixed(64)).get(0).dataset())
        .isEqualTo(dataset(e, List.of(2), 4));
  }

  @Test
  void trialsThatDifferInLossActivationAndRateShareACohort() {
    var e =
        xor(
            "vary: {loss: [l2, cross-entropy], network.activation: [relu, tanh],"
                + " optimiser.sgd.learningRate: [0.1, 1],"
                + " initialisation.biases: [{constant: 0}, {constant: 1}]}\nseeds: 2\n");

    var cohorts = plan(e, 64);

    assertThat(cohorts).hasSize(1);
    assertThat(cohorts.get(0).trials()).hasSize(32);
    assertThat(cohorts.get(0).variants()).hasSize(16);
    assertThat(cohorts.get(0).cohort()).isEqualTo(e.id() + ".c0000");
    for (var trial : cohorts.get(0).trials()) {
      assertThat(trial.trial()).isEqualTo(e.id() + "." + trial.variant() + "." + trial.seed());
      assertThat(cohorts.get(0).training(trial))
          .isEqualTo(e.variants().get(trial.variant()).training());
    }
  }

  @Test
  void soDoTrialsThatDifferInWhateverProgramsTakeForEachTrial() {
    for (var axis :
        List.of(
            "{optimiser: [{adam: {learningRate: 1, beta1: 0}}, {adam: {learningRate: 2, beta1: 0.5}}, {adam: {learningRate: 1, beta2: 0.9}},"
                + " {adam: {epsilon: 1e-3, learningRate: 1}}]}",
            "{optimiser: [{momentum: {learningRate: 1, momentum: 0}}, {momentum: {learningRate: 1, momentum: 0.9}}]}",
            "{budget: [10, 20, 50]}",
            "{target: [none, {loss: 1}, {accuracy: 0.5}]}",
            "{update: [{decay: {rate: 0.1}}, {decay: {rate: 0.2}}]}",
            "{update.clipping: [{norm: 1}, {norm: 2}]}",
            "{update.schedule: [{warmUp: 5}, {course: {cosine: {over: 50}}}]}",
            "{network.heads: [[{binary: {tolerance: 0.1}}], [{binary: {tolerance: 0.2, weight: 2}}]]}",
            "{initialisation.weights: [{normal: {sigma: 1}}, he-normal]}")) {
      assertThat(plan(xor("vary: " + axis + "\n"), 64)).as(axis).hasSize(1);
    }
  }

  @Test
  void trialsOfAnotherShapeOptimiserOrBatchDoNot() {
    assertThat(plan(xor("vary: {'network.layers[0].dense.units': [2, 3]}\n"), 64)).hasSize(2);
    assertThat(
            plan(
                xor(
                    "vary: {optimiser: [{sgd: {learningRate: 1}}, {adam: {learningRate: 1}},"
                        + " {adam: {learningRate: 2}}, {momentum: {learningRate: 1}}]}\n"),
                64))
        .hasSize(3);
    assertThat(plan(xor("vary: {batch: [full, 2]}\n"), 64)).hasSize(2);
  }

  @Test
  void cohortsAreCutVariantByVariantAndSeedBySeed() {
    var cohorts = plan(xor("vary: {loss: [l2, cross-entropy]}\nseeds: 3\n"), 4);

    assertThat(cohorts)
        .extracting(PlannerTest::trials)
        .containsExactly(List.of("0.1", "0.2", "0.3", "1.1"), List.of("1.2", "1.3"));
    assertThat(cohorts.get(0).variants()).hasSize(2);
    assertThat(cohorts.get(1).variants())
        .extracting(v -> v.label())
        .containsExactly("cross-entropy");
    assertThat(cohorts.get(1).cohort()).endsWith(".c0001");
  }

  @Test
  void planIsTheSameEachTimeAndAfterReplay() {
    var e = xor("vary: {'network.layers[0].dense.units': [2, 3], loss: [l2, cross-entropy]}\n");

    assertThat(plan(e, 7)).isEqualTo(plan(ExperimentReader.document(e.document()), 7));
  }

  @Test
  void firstSeedOfAVariantComputesItsSurface() {
    var e =
        experiment(
            "data: {point: {x: 1, y: 1}}\nnetwork: {heads: [binary]}\nsurface: {}\n"
                + "vary: {loss: [l2, cross-entropy]}\nseeds: [5, 3]\n");

    var cohort = Planner.plan(e, dataset(e, List.of(1), 1), Sizing.fixed(64)).get(0);

    assertThat(cohort.trials())
        .extracting(CohortPlanned.Trial::surface)
        .containsExactly(true, false, true, false);
  }

  @Test
  void networkThatDoesNotFitTheDatasetIsRefused() {
    var e = csv("");

    assertThatThrownBy(() -> Planner.check(e, List.of(1, 5), List.of("label")))
        .isInstanceOf(InvalidSpec.class)
        .hasMessage("layers[0] conv2d: a 2x2 kernel does not fit an input of 1x5");
    assertThatThrownBy(() -> Planner.check(e, List.of(4, 4), List.of("width", "price")))
        .isInstanceOf(InvalidSpec.class)
        .hasMessage("head label: the data has no target label, expected one of width, price");
  }

  @Test
  void variantThatDoesNotFitIsNamed() {
    var e = csv("vary: {'network.layers[0].conv2d.kernel': [2, 3]}\n");

    assertThatThrownBy(() -> Planner.check(e, List.of(2, 2), List.of("label")))
        .isInstanceOf(InvalidSpec.class)
        .hasMessage("variant 3: layers[0] conv2d: a 3x3 kernel does not fit an input of 2x2");
  }

  @Test
  void batchAboveTheTrainingExamplesIsRefused() {
    var e = csv("batch: 11\n");

    assertThatThrownBy(() -> Planner.plan(e, dataset(e, List.of(2, 2), 10), Sizing.fixed(64)))
        .isInstanceOf(InvalidSpec.class)
        .hasMessage("batch: 11 examples, expected at most the 10 to train on");
  }

  @Test
  void surfaceOfMoreThanOneNeuronAndTooFineAGridAreRefused() {
    var wide = csv("surface: {}\n");
    var fine =
        experiment(
            "data: {csv: {file: a.csv, targets: [label]}}\nnetwork: {heads: [binary]}\n"
                + "surface: {weight: {step: 0.01}, bias: {step: 0.01}}\n");

    assertThatThrownBy(() -> Planner.check(wide, List.of(2, 2), List.of("label")))
        .hasMessage("surface: the network has 7 parameters, expected one weight and one bias");
    assertThatThrownBy(() -> Planner.check(fine, List.of(1), List.of("label")))
        .hasMessage("surface: 160801 grid points, expected at most 40000"); // 401²
  }

  @Test
  void emptyCohortsAreRefused() {
    assertThatThrownBy(() -> plan(xor(""), 0))
        .isInstanceOf(InvalidSpec.class)
        .hasMessage("cohort size 0, expected 1 or more");
  }
}
