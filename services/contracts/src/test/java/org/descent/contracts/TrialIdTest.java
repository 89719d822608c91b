package org.descent.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrialIdTest {
  @Test
  void whatIsWrittenIsRead() {
    var id = new TrialId("xor-1f2e3d4c", 12, Long.MIN_VALUE);

    assertThat(Ids.trial("xor-1f2e3d4c", 12, Long.MIN_VALUE)).isEqualTo(id.toString());
    assertThat(TrialId.parse(id.toString())).contains(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "xor",
        "xor.1",
        "xor.a.1",
        "xor.1.",
        "xor.01.2",
        "xor.1.-0",
        ".1.2",
        "xor.-1.2",
        "xor.1.99999999999999999999",
        "xor.9999999999.1"
      })
  void anythingElseIsNone(String text) {
    assertThat(TrialId.parse(text)).isEmpty();
  }
}
