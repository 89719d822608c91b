package org.descent.messaging;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How much of the machine's memory the process holds: its heap, and what libraries in native code
 * have taken beside it. Known on Linux alone.
 */
@Singleton
class MemoryMetrics implements MeterBinder {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String RESIDENT = "VmRSS:";
  private static final int KILO = 1024;

  @Override
  public void bindTo(MeterRegistry registry) {
    if (Files.isReadable(STATUS)) {
      Gauge.builder("descent.process.resident", MemoryMetrics::resident)
          .baseUnit("bytes")
          .description("Memory that the process holds, native libraries' included")
          .register(registry);
    }
  }

  /** Bytes; not a number if nobody knows. */
  static Number resident() {
    try (var lines = Files.lines(STATUS)) {
      return lines
          .filter(line -> line.startsWith(RESIDENT)) // VmRSS:    123456 kB
          .mapToDouble(line -> KILO * Double.parseDouble(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElse(Double.NaN);
    } catch (IOException e) {
      return Double.NaN;
    }
  }
}
