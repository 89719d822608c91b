package org.descent.experiment.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.descent.experiment.Variant;
import org.descent.experiment.spec.ExperimentReader;
import org.descent.experiment.statistics.Observation;
import org.descent.experiment.statistics.Quantiles;
import org.junit.jupiter.api.Test;

class MarginalTest {
  private static final List<Variant> GRID =
      ExperimentReader.yaml(
              """
              apiVersion: descent/v1
              kind: Experiment
              name: m
              data: xor
              network: {layers: [{dense: {units: 2, activation: tanh}}], heads: [{binary: {}}]}
              vary:
                loss: [l2, cross-entropy]
                network.layers: [[{dense: {units: 2, activation: tanh}}], [{dense: {units: 8, activation: tanh}}]]
                budget: [100, 1000]
              """)
          .variants();

  /** Trials of the wide networks need 50 and 500, those of the narrow 200 and 900. */
  private static List<Observation> observations(Variant variant) {
    boolean wide = variant.label().contains("8");
    int budget = variant.training().iterations();
    return List.of(
        Observation.reached(wide ? 50 : 200).within(budget),
        Observation.reached(wide ? 500 : 900).within(budget));
  }

  @Test
  void allTrialsThatShareTheSettingCountAndNotTheFastest() {
    var marginals = Marginal.of(GRID, "budget", "", MarginalTest::observations);

    assertThat(marginals).extracting(Marginal::value).containsExactly("100", "1000");
    var large = marginals.get(1);
    assertThat(large.variants()).isEqualTo(4);
    assertThat(large.trials()).isEqualTo(8);
    // 50 50 200 200 500 500 900 900: the fastest variant's median would be 275
    assertThat(large.quantiles().get(2).iterations()).isEqualTo(350);
  }

  @Test
  void trialsOfDifferentBudgetsAreSeenThroughTheSmallest() {
    var cells = Marginal.of(GRID, "loss", "", MarginalTest::observations);

    assertThat(cells).hasSize(2);
    for (var cell : cells) {
      assertThat(cell.variants()).isEqualTo(4);
      // of budget 1000 nothing after 100 counts: 50 twice, and six times beyond 100
      assertThat(cell.quantiles().get(0).iterations()).isEqualTo(50);
      assertThat(cell.quantiles().get(2).reached()).isFalse();
      assertThat(cell.quantiles().get(2).iterations()).isEqualTo(100);
    }
  }

  @Test
  void twoSettingsMakeACellEach() {
    var cells = Marginal.of(GRID, "loss", "budget", MarginalTest::observations);

    assertThat(cells)
        .extracting(c -> c.value() + " " + c.group() + " " + c.variants())
        .containsExactly("l2 100 2", "cross-entropy 100 2", "l2 1000 2", "cross-entropy 1000 2");
    assertThat(Marginal.of(GRID, "loss", "", v -> List.of()).get(0).quantiles())
        .isEqualTo(Quantiles.of(List.of()));
  }
}
