package org.descent.journey;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/**
 * The processes of a pipeline on bad lines: brokers, two controls, two trainers, and one each of
 * the others. Each goes by a clock of its own, where there can be one, and a single broker has a
 * disk of its own, where there may be one.
 */
final class Cast implements AutoCloseable {
  private final Random random;
  private final Optional<Path> clockLibrary;
  private final Path logs;
  private final Optional<Disk> disk;
  private final Brokers brokers;
  private final Map<String, Clock> clocks = new LinkedHashMap<>();
  private final Map<String, Supplier<ServiceProcess>> makers = new LinkedHashMap<>();
  private final Map<String, ServiceProcess> services = new LinkedHashMap<>();

  /**
   * None of them started.
   *
   * @param directory of brokers' logs and clocks
   * @param logs where each process's output goes
   */
  Cast(Random random, Path directory, Path logs, int brokers) throws IOException {
    this.random = random;
    this.clockLibrary = Clock.library(directory.resolve("clocks"));
    this.logs = logs;
    var logsOfBrokers = directory.resolve("disk");
    this.disk = brokers == 1 ? Disk.at(logsOfBrokers) : Optional.empty();
    var wrapping = disk.map(Disk::wrapping).orElse(Wrapping.NONE).with(clock("broker"));
    this.brokers = Brokers.of(brokers, logsOfBrokers, logs, wrapping);
  }

  /** Starts them, and waits until they are ready. */
  void start() {
    brokers.start();
    var control =
        Map.of(
            "descent.cohort-size",
            "4",
            "descent.topics.replication",
            brokers.areThree() ? "3" : "1");
    var trainer =
        Map.of(
            "descent.trainer.threads", "1",
            "descent.trainer.segment", "100",
            "descent.trainer.checkpoint-interval", "1s");
    add("first control", "control", control);
    services.get("first control").awaitReady();
    add("second control", "control", control);
    add("dataset-loader", "dataset-loader", Map.of());
    add("evaluator", "evaluator", Map.of());
    add("first trainer", "trainer", trainer);
    add("second trainer", "trainer", trainer);
    services.values().forEach(ServiceProcess::awaitReady);
    if (brokers.areThree()) {
      brokers.takeTurns(random);
    }
  }

  private void add(String name, String module, Map<String, String> settings) {
    var wrapping = Wrapping.NONE.with(clock(name));
    makers.put(
        name,
        () ->
            ServiceProcess.start(module, brokers.bootstrap(), logs, settings, List.of(), wrapping));
    services.put(name, makers.get(name).get());
  }

  private Map<String, String> clock(String name) {
    if (clockLibrary.isEmpty()) {
      return Map.of();
    }
    clocks.put(name, Clock.of(clockLibrary.get(), name));
    return clocks.get(name).environment();
  }

  Brokers brokers() {
    return brokers;
  }

  Optional<Disk> disk() {
    return disk;
  }

  /** As who is not a broker comes to the log of {@code broker}. */
  Path log(BrokerProcess broker) {
    return disk.map(disk -> disk.seen(broker.directory())).orElse(broker.directory());
  }

  boolean haveClocks() {
    return !clocks.isEmpty();
  }

  /** Somebody's clock. */
  Clock anyClock() {
    var all = List.copyOf(clocks.values());
    return all.get(random.nextInt(all.size()));
  }

  /** A control; which one differs from call to call. */
  Control control() {
    var name = random.nextBoolean() ? "first control" : "second control";
    return new Control(services.get(name));
  }

  /** Anybody, or one of the brokers. */
  Process anybody() {
    int chosen = random.nextInt(services.size() + 1);
    return chosen == services.size()
        ? brokers.any(random).process()
        : List.copyOf(services.values()).get(chosen).process();
  }

  /** Starts again whoever has ended. */
  void replace() {
    brokers.start();
    services.replaceAll((name, service) -> service.alive() ? service : makers.get(name).get());
  }

  @Override
  public void close() {
    services.values().forEach(ServiceProcess::kill);
    brokers.close();
    disk.ifPresent(Disk::close);
  }
}
