package org.descent.control.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.descent.control.rest.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListedTest {
  @ParameterizedTest
  @ValueSource(strings = {"", " ", ",", ",,,", " , "})
  void nothingIsNoList(String text) {
    assertThatExceptionOfType(Refused.class)
        .isThrownBy(() -> Listed.ids("experiments", text, 3))
        .satisfies(
            e ->
                assertThat(e.getMessage())
                    .isEqualTo(
                        "experiments names 0, expected 1 to 3 ids with commas between them"));
  }

  @Test
  void eachIsListedOnceAndInItsOrder() {
    assertThat(Listed.ids("experiments", "b, a,,b,", 2)).containsExactly("b", "a");
  }

  @Test
  void manyAreRefused() {
    assertThatExceptionOfType(Refused.class)
        .isThrownBy(() -> Listed.ids("experiments", "a,b,c,d", 3))
        .satisfies(e -> assertThat(e.getMessage()).startsWith("experiments names 4, "));
  }
}
