package org.descent.experiment.results;

import static org.assertj.core.api.Assertions.assertThat;

import org.descent.experiment.spec.ExperimentReader;
import org.descent.experiment.statistics.Interval;
import org.junit.jupiter.api.Test;

class QuantityTest {
  private static final String YAML =
      """
      apiVersion: descent/v1
      kind: Experiment
      name: q
      data: {detection: {images: 8, seed: 1}}
      network:
        layers: [flatten]
        heads: [{binary: {name: shape}}, {regression: {name: width, target: width, weight: 0.01, tolerance: 1}}]
      vary: {loss: [l2, cross-entropy]}
      """;

  @Test
  void lossesOfDifferentKindsAreDifferentQuantities() {
    var variants = ExperimentReader.yaml(YAML).variants();
    assertThat(Quantity.of(variants.get(0), "shape.loss")).isEqualTo("L2");
    assertThat(Quantity.of(variants.get(1), "shape.loss")).isEqualTo("cross-entropy");
    assertThat(Quantity.of(variants.get(1), "width.loss")).isEqualTo("L2");
    assertThat(Quantity.of(variants.get(0), "loss")).isEqualTo("L2 + 0.01 × L2");
    assertThat(Quantity.of(variants.get(1), "loss")).isEqualTo("cross-entropy + 0.01 × L2");
    assertThat(Quantity.of(variants.get(0), "width.accuracy"))
        .isEqualTo(Quantity.of(variants.get(1), "accuracy"))
        .isEqualTo("accuracy");
  }

  @Test
  void lossesSayWhatTheyAreOfTheirHead() {
    var yaml = YAML.replace("name: shape", "name: shape, smoothing: 0.1");
    var variants =
        ExperimentReader.yaml(
                yaml.replace("[l2, cross-entropy]", "[cross-entropy, huber, hinge, l1]"))
            .variants();
    assertThat(variants.stream().map(v -> Quantity.of(v, "shape.loss")))
        .containsExactlyInAnyOrder("cross-entropy smoothed by 0.1", "huber", "hinge", "L1");
    assertThat(variants.stream().map(v -> Quantity.of(v, "width.loss")))
        .containsExactlyInAnyOrder("L2", "huber", "L2", "L1");
  }

  @Test
  void accuraciesAreSharesAndNoLossIsBelowNothing() {
    var anywhere = new Interval(-2, 3);
    assertThat(anywhere.within(Quantity.possible("validation.accuracy")))
        .isEqualTo(new Interval(0, 1));
    assertThat(anywhere.within(Quantity.possible("shape.loss"))).isEqualTo(new Interval(0, 3));
    assertThat(anywhere.within(Quantity.possible("hessian-trace"))).isEqualTo(anywhere);
    assertThat(new Interval(-2, -1).within(Quantity.possible("loss")))
        .isEqualTo(new Interval(0, 0));
  }
}
