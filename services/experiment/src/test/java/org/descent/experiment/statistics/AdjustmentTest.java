package org.descent.experiment.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class AdjustmentTest {
  private static final double[] P = {0.01, 0.04, 0.03, 0.005, 0.5, 0.03};

  @Test
  void holmIsThatOfStatsmodels() {
    // statsmodels 0.15, multipletests(P, method="holm")
    assertThat(Adjustment.holm(P))
        .containsExactly(new double[] {0.05, 0.12, 0.12, 0.03, 0.5, 0.12}, within(1e-12));
  }

  @Test
  void benjaminiAndHochbergsIsThatOfStatsmodels() {
    // statsmodels 0.15, multipletests(P, method="fdr_bh")
    assertThat(Adjustment.benjaminiHochberg(P))
        .containsExactly(new double[] {0.03, 0.048, 0.045, 0.03, 0.5, 0.045}, within(1e-12));
  }

  @Test
  void fifteenComparisonsGiveTheFindingsThatWerePublished() {
    // Benjamini & Hochberg 1995, section 3.2: at 5 % the false discovery rate finds 4, Holm 3
    double[] p = {
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
      0.5719, 0.6528, 0.7590, 1.0000
    };
    assertThat(DoubleStream.of(Adjustment.benjaminiHochberg(p)).filter(q -> q <= 0.05)).hasSize(4);
    assertThat(DoubleStream.of(Adjustment.holm(p)).filter(q -> q <= 0.05)).hasSize(3);
  }

  @Test
  void oneTestAloneStaysAsItIs() {
    assertThat(Adjustment.holm(0.02)).containsExactly(0.02);
    assertThat(Adjustment.holm()).isEmpty();
    assertThat(Adjustment.holm(0.9, 0.8)).containsExactly(1, 1);
  }
}
