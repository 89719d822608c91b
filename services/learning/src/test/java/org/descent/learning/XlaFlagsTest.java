package org.descent.learning;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class XlaFlagsTest {
  @Test
  void testsRunWithTheUsualFlags() {
    assertThat(XlaFlags.unusual()).isEmpty();
    assertThat(XlaFlags.inCaller()).isTrue();
  }

  @Test
  void otherFlagsAreNamedInAnyOrder() {
    assertThat(XlaFlags.unusual(XlaFlags.parse(null))).isEqualTo("without XLA_FLAGS");
    assertThat(XlaFlags.unusual(XlaFlags.parse(" --b=1  --a=2 ")))
        .isEqualTo("XLA_FLAGS --a=2 --b=1");
    assertThat(
            XlaFlags.unusual(
                XlaFlags.parse(
                    "--xla_cpu_use_thunk_runtime=false --xla_cpu_prefer_vector_width=512")))
        .isEmpty();
  }
}
