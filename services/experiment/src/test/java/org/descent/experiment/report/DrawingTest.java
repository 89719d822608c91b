package org.descent.experiment.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.descent.experiment.results.Numbers;
import org.junit.jupiter.api.Test;

class DrawingTest {
  @Test
  void aLinearScaleHasRoundTicks() {
    assertThat(new Scale(0, 1, 0, 100, false).ticks(5)).hasSize(6);
    assertThat(new Scale(0, 0.7, 300, 0, false).at(0.35)).isEqualTo(150);
  }

  @Test
  void aLogarithmicScaleGivesEachDecadeTheSameRoom() {
    var scale = new Scale(1, 10_000, 0, 400, true);

    assertThat(scale.at(100)).isCloseTo(200, within(1e-9));
    assertThat(scale.ticks(5)).hasSize(5).contains(1.0, 10_000.0);
  }

  @Test
  void aScaleOfOneNumberStillHasRoom() {
    assertThat(Scale.over(3, 3, 0, 10, false).at(3)).isZero();
    assertThat(Scale.over(3, 3, 0, 10, true).at(3)).isZero();
  }

  @Test
  void aLineIsCutWhereItLeavesTheSquare() {
    assertThat(Plane.clipped(new double[] {1, 1, -1}, 0, 1)).containsExactly(0, 1, 1, 0);
    assertThat(Plane.clipped(new double[] {1, 0, -0.5}, 0, 1)).containsExactly(0.5, 0, 0.5, 1);
    assertThat(Plane.clipped(new double[] {1, 1, -5}, 0, 1)).isEmpty();
  }

  @Test
  void numbersAreShort() {
    assertThat(Numbers.significant(0.123456, 3)).isEqualTo("0.123");
    assertThat(Numbers.significant(30_000, 3)).isEqualTo("30000");
    assertThat(Numbers.iterations(12_345)).isEqualTo("12\u202f345");
    assertThat(Numbers.place(-1.25)).isEqualTo("-1.2");
    assertThat(Numbers.probability(0.0001)).isEqualTo("< 0.001");
  }

  @Test
  void jsonCannotEndItsScript() {
    assertThat(Json.of(Map.of("a", "</script>"))).isEqualTo("{\"a\":\"\\u003c/script\\u003e\"}");
    assertThat(Json.of(new double[] {1, Double.NaN, 0.123456789})).isEqualTo("[1,null,0.12346]");
    assertThat(Json.exact(List.of(0.123456789, 3))).isEqualTo("[0.123456789,3]");
  }

  @Test
  void neighbouringPixelsOfAShadeAreOneStroke() {
    var item = new Gallery.Item(new double[][] {{0, 1, 1, 0}}, List.of("p 0.9 (1)"), true);

    assertThat(Gallery.picture(item)).contains("M1 0h2v1h-2z");
  }
}
