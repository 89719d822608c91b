package org.descent.standalone.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class NumbersTest {
  @Test
  void thousandsStandApartFromFiveDigitsOn() {
    assertThat(Numbers.grouped(9623)).isEqualTo("9623");
    assertThat(Numbers.grouped(10_333)).isEqualTo("10 333");
    assertThat(Numbers.grouped(-1_234_567)).isEqualTo("-1 234 567");
  }

  @Test
  void ratesKeepThreeDigits() {
    assertThat(Numbers.rounded(999.4)).isEqualTo("999");
    assertThat(Numbers.rounded(1_234)).isEqualTo("1.23 k");
    assertThat(Numbers.rounded(131_700)).isEqualTo("132 k");
    assertThat(Numbers.rounded(1_700_000)).isEqualTo("1.70 M");
  }

  @Test
  void durationsReadLikeAClock() {
    assertThat(Numbers.clock(Duration.ofSeconds(42))).isEqualTo("0:42");
    assertThat(Numbers.clock(Duration.ofSeconds(3723))).isEqualTo("1:02:03");
  }
}
