package org.descent.loader;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;

/** All meters of the dataset-loader. */
@Startup
@Singleton
class LoaderMetrics {
  private final Counter prepared;
  private final Counter reused;
  private final Counter rejected;
  private final Counter rows;
  private final Counter bytes;

  LoaderMetrics(MeterRegistry registry) {
    prepared = datasets(registry, "prepared");
    reused = datasets(registry, "reused");
    rejected = datasets(registry, "rejected");
    rows =
        Counter.builder("descent.loader.rows")
            .description("Rows written to the log")
            .register(registry);
    bytes =
        Counter.builder("descent.loader.bytes")
            .description("Bytes of rows written to the log")
            .register(registry);
  }

  void prepared(long rowCount, long byteCount) {
    prepared.increment();
    rows.increment(rowCount);
    bytes.increment(byteCount);
  }

  void reused() {
    reused.increment();
  }

  void rejected() {
    rejected.increment();
  }

  private static Counter datasets(MeterRegistry registry, String outcome) {
    return Counter.builder("descent.loader.datasets")
        .description("Datasets asked for by an experiment, by what became of them")
        .tag("outcome", outcome)
        .register(registry);
  }
}
