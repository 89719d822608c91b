package org.descent.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class MemoryMetricsTest {
  @Test
  @EnabledOnOs(OS.LINUX)
  void theProcessHoldsMoreThanItsHeapUses() {
    var runtime = Runtime.getRuntime();
    long pages = 16L << 20; // of the heap that nobody has touched yet
    assertThat(MemoryMetrics.resident().doubleValue())
        .isGreaterThan(runtime.totalMemory() - runtime.freeMemory() - pages);
  }
}
