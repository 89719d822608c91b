package org.descent.journey;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One of each service, and more trainers, in JVMs of their own. */
final class Everybody implements AutoCloseable {
  private final String bootstrap;
  private final Path logs;
  private final int trainers;
  private final Map<String, ServiceProcess> services = new LinkedHashMap<>();

  /** None of them started. */
  Everybody(String bootstrap, Path logs, int trainers) {
    this.bootstrap = bootstrap;
    this.logs = logs;
    this.trainers = trainers;
  }

  /** Starts them all, and returns when they are ready. */
  void start() {
    start("control", "control", Map.of("descent.cohort-size", "4"));
    start("dataset-loader", "dataset-loader", Map.of());
    start("evaluator", "evaluator", Map.of());
    for (int i = 1; i <= trainers; i++) {
      start(
          "trainer " + i,
          "trainer",
          Map.of("descent.trainer.threads", "1", "descent.trainer.segment", "100"));
    }
    services.values().forEach(ServiceProcess::awaitReady);
  }

  private void start(String name, String module, Map<String, String> settings) {
    services.put(name, ServiceProcess.start(module, bootstrap, logs, settings, List.of()));
  }

  /** By name. */
  Map<String, ServiceProcess> all() {
    return services;
  }

  Control control() {
    return new Control(services.get("control"));
  }

  @Override
  public void close() {
    services.values().forEach(ServiceProcess::kill);
  }
}
