package org.descent.experiment.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class PerformanceProfileTest {
  private static final double INF = Double.POSITIVE_INFINITY;

  /**
   * Seconds to target of AlgoPerf 0.6, external tuning: criteo1tb, fastmri, imagenet_resnet,
   * imagenet_vit, librispeech_conformer, librispeech_deepspeech, ogbg, wmt. From the logs in
   * mlcommons/submissions_algorithms, by its scoring code: medians over studies.
   */
  private static final double[] BASELINE = {
    7491.487124443054, 873.2600636482239, INF, INF, INF, INF, 4575.802174806595, 35319.428525447845
  };

  private static final double[] SHAMPOO = {
    7692.307582139969,
    640.7693979740143,
    INF,
    41094.59843540192,
    INF,
    INF,
    2868.327675104141,
    33604.82180261612
  };

  @Test
  void algoPerfsScoresAreThePublishedOnes() {
    var profile = PerformanceProfile.of(List.of(SHAMPOO, BASELINE));
    assertThat(profile.algoPerf(0)).isCloseTo(0.6243686868686883, within(1e-12)); // 0.6244
    assertThat(profile.algoPerf(1)).isCloseTo(0.45896464646464646, within(1e-12)); // 0.4590
    assertThat(profile.area(0, 4)).isCloseTo(profile.algoPerf(0), within(5e-3));
  }

  @Test
  void sharesAreCountedWithinAFactorOfTheBest() {
    // of three problems the first method needs 1, 4/3 and never, the second 2, 1 and 1 times the
    // best
    var profile =
        PerformanceProfile.of(List.of(new double[] {10, 40, INF}, new double[] {20, 30, 50}));
    assertThat(profile.share(0, 1)).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(profile.share(0, 1.34)).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(profile.share(0, 1e9)).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(profile.share(1, 1)).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(profile.share(1, 2)).isEqualTo(1);
    // up to a factor of 4: (3 + 8/3 + 0) / 3 / 3 and (2 + 3 + 3) / 3 / 3
    assertThat(profile.area(0, 4)).isCloseTo((1 + 8 / 9.0) / 3, within(1e-12));
    assertThat(profile.area(1, 4)).isCloseTo((2 / 3.0 + 2) / 3, within(1e-12));
  }

  @Test
  void whatNobodySolvesCountsForNobody() {
    var profile = PerformanceProfile.of(List.of(new double[] {INF, 1}, new double[] {INF, 2}));
    assertThat(profile.share(0, 4)).isEqualTo(0.5);
    assertThatThrownBy(() -> PerformanceProfile.of(List.of(new double[] {0})))
        .hasMessage("a time of 0.0");
  }
}
