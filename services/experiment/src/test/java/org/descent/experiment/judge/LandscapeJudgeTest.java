package org.descent.experiment.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.descent.contracts.Floats;
import org.descent.contracts.event.Landscape;
import org.junit.jupiter.api.Test;

class LandscapeJudgeTest {
  private static final Landscape.Axis AXIS =
      new Landscape.Axis(new double[] {-2, -1, 0, 1, 2}, Double.NaN);

  private static Landscape landscape(Landscape.Axis... axes) {
    return new Landscape("random", List.of(axes), List.of(), List.of(), new byte[0]);
  }

  private static boolean agrees(float claimed, double found) {
    var losses = new Landscape.Losses("train", Floats.toBytes(new float[] {claimed}));
    return LandscapeJudge.disagreement(landscape(AXIS), losses, 0, found, 10).isEmpty();
  }

  @Test
  void itLooksInTheMiddleAtTheEndsAndHalfWayBetweenCorners() {
    assertThat(LandscapeJudge.points(landscape(AXIS))).containsExactly(0, 2, 4);
    assertThat(LandscapeJudge.points(landscape(AXIS, AXIS)))
        .containsExactly(0, 2, 4, 10, 12, 14, 20, 22, 24);
  }

  @Test
  void lossesAgreeWithinWhatFloat32Explains() {
    assertThat(agrees(1000, 1000.9)).isTrue();
    assertThat(agrees(1000, 1001.1)).isFalse();
    assertThat(agrees(0, 1e-6)).isTrue();
    assertThat(agrees(0, 1e-4)).isFalse();
    assertThat(agrees(1, Double.NaN)).isFalse();
    assertThat(agrees(Float.NaN, 1)).isFalse();
    assertThat(agrees(Float.POSITIVE_INFINITY, 1e38)).isTrue(); // the sum over ten is none
    assertThat(agrees(Float.NaN, Double.NaN)).isTrue();
  }

  @Test
  void aDisagreementSaysWhere() {
    var losses = new Landscape.Losses("test", Floats.toBytes(new float[25]));
    assertThat(LandscapeJudge.disagreement(landscape(AXIS, AXIS), losses, 14, 0.5, 10))
        .contains("landscape random, test loss at (0.00, 2.00): claimed 0.000000, found 0.5000000");
  }
}
