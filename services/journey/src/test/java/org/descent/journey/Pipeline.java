package org.descent.journey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.descent.standalone.broker.EmbeddedBroker;

/** A broker in this JVM and services in processes of their own. */
final class Pipeline implements AutoCloseable {
  private final EmbeddedBroker broker;
  private final Path logs;
  private final List<ServiceProcess> started = new ArrayList<>();

  private Pipeline(EmbeddedBroker broker, Path logs) {
    this.broker = broker;
    this.logs = logs;
  }

  /** A broker on {@code directory}, no services yet. */
  static Pipeline withBroker(Path directory) {
    try {
      var logs = Files.createDirectories(Path.of("target", "journeys").toAbsolutePath());
      return new Pipeline(EmbeddedBroker.start(directory.resolve("broker")), logs);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String bootstrap() {
    return broker.bootstrap();
  }

  ServiceProcess start(String module, Map<String, String> settings) {
    return start(module, settings, List.of());
  }

  /** Starts a service with {@code options} of the JVM. */
  ServiceProcess start(String module, Map<String, String> settings, List<String> options) {
    var service = ServiceProcess.start(module, bootstrap(), logs, settings, options);
    started.add(service);
    return service;
  }

  /** Starts control; small cohorts, so that there are several to share out. */
  Control control() {
    return control(4);
  }

  /** Starts control; cohorts of {@code cohortSize} trials. */
  Control control(int cohortSize) {
    return new Control(
        start("control", Map.of("descent.cohort-size", Integer.toString(cohortSize))));
  }

  ServiceProcess loader() {
    return start("dataset-loader", Map.of());
  }

  ServiceProcess trainer() {
    return trainer(Map.of());
  }

  /** Starts a trainer of one thread that reports often. */
  ServiceProcess trainer(Map<String, String> more) {
    var settings = new HashMap<>(more);
    settings.put("descent.trainer.threads", "1");
    settings.put("descent.trainer.segment", "100");
    return start("trainer", settings);
  }

  ServiceProcess evaluator() {
    return start("evaluator", Map.of());
  }

  /** Nothing is wanted of them any more, so none is given its seconds of grace. */
  @Override
  public void close() {
    started.forEach(ServiceProcess::kill);
    broker.close();
  }
}
