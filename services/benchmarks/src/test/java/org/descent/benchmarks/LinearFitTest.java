package org.descent.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The arithmetic on what was measured; none of it depends on how fast anything is. */
class LinearFitTest {
  @Test
  void pointsOnALineAreFittedExactly() {
    var fit = LinearFit.of("line", new double[] {1, 2, 4, 8}, new double[] {2.5, 3, 4, 6});

    assertThat(fit.slope()).isCloseTo(0.5, within(1e-12));
    assertThat(fit.intercept()).isCloseTo(2, within(1e-12));
    assertThat(fit.rSquared()).isCloseTo(1, within(1e-12));
  }

  @Test
  void whatTheLineLeavesUnexplainedLowersRSquared() {
    // means 1 and 2; sxx = 2, sxy = 2, syy = 8: slope 1, R² = 2² / (2 · 8)
    var fit = LinearFit.of("bent", new double[] {0, 1, 2}, new double[] {2, 0, 4});

    assertThat(fit.slope()).isCloseTo(1, within(1e-12));
    assertThat(fit.intercept()).isCloseTo(1, within(1e-12));
    assertThat(fit.rSquared()).isCloseTo(1.0 / 4, within(1e-12));
  }

  @Test
  void oneSizeAloneHasNoLine() {
    assertThatThrownBy(() -> LinearFit.of("one", new double[] {3, 3}, new double[] {1, 2}))
        .hasMessageContaining("3.0");
  }

  @Test
  void rateAndSpreadComeFromTheMedianOfTheRepeats() {
    var m =
        new Measurement(
            "peer", "dense", 10, 1, 100, 9.0, List.of(4.0, 1.0, 2.0), Map.of(), Map.of());

    assertThat(m.stepsPerSecond()).isEqualTo(500); // 1000 in 2 s
    assertThat(m.trialsPerSecond()).isEqualTo(5);
    assertThat(m.spread()).isEqualTo(1.5); // (4 - 1) / 2
  }
}
