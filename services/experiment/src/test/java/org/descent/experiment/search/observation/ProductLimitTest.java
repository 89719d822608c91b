package org.descent.experiment.search.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProductLimitTest {
  @Test
  void boundsTakeTheirShareAlong() {
    var limit =
        new ProductLimit(
            List.of(
                Score.of(2),
                Score.atLeast(3),
                Score.of(5),
                Score.of(5),
                Score.atLeast(5),
                Score.of(9)));
    assertThat(limit.beyond(1)).isEqualTo(1);
    assertThat(limit.beyond(2)).isCloseTo(5 / 6.0, within(1e-12));
    assertThat(limit.beyond(4)).isCloseTo(5 / 6.0, within(1e-12)); // a bound ends nothing
    assertThat(limit.beyond(5)).isCloseTo(5 / 6.0 * 2 / 4, within(1e-12)); // 2 of 4 at risk
    assertThat(limit.beyond(9)).isZero();
  }

  @Test
  void theUnusableAreBeyondEverything() {
    assertThat(new ProductLimit(List.of(Score.WORST, Score.of(1))).beyond(1e300)).isEqualTo(0.5);
  }
}
