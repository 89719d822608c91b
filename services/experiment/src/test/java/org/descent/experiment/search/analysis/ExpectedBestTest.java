package org.descent.experiment.search.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.descent.experiment.search.analysis.Regret.Result;
import org.descent.experiment.search.analysis.Regret.Step;
import org.junit.jupiter.api.Test;

class ExpectedBestTest {
  @Test
  void itIsTheMeanOverAllWaysToDraw() {
    var best = new ExpectedBest(new double[] {4, 1, 3});
    assertThat(best.after(1)).isCloseTo(8 / 3.0, within(1e-12));
    assertThat(best.after(2)).isCloseTo((1 + 1 + 3) / 3.0, within(1e-12)); // 41, 13, 43
    assertThat(best.after(3)).isCloseTo(1, within(1e-12));
    assertThat(best.deviation(2)).isCloseTo(Math.sqrt(11 / 3.0 - 25 / 9.0), within(1e-12));
    assertThat(best.deviation(3)).isCloseTo(0, within(1e-9));
  }

  @Test
  void nothingIsSaidOfMoreTrialsThanThereWere() {
    var best = new ExpectedBest(new double[] {4, 1});
    assertThat(best.most()).isEqualTo(2);
    assertThatThrownBy(() -> best.after(3)).hasMessage("3 trials, expected 1 to 2");
    assertThatThrownBy(() -> best.after(0)).hasMessage("0 trials, expected 1 to 2");
  }

  @Test
  void regretFallsWithTheBestSoFarAndCostsAddUp() {
    assertThat(
            Regret.of(
                List.of(
                    new Result(10, 3),
                    new Result(5, Double.NaN),
                    new Result(20, 4),
                    new Result(1, 1)),
                0.5))
        .containsExactly(
            new Step(10, 2.5), new Step(15, 2.5), new Step(35, 2.5), new Step(36, 0.5));
  }
}
