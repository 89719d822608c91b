package org.descent.journey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.descent.standalone.broker.FreePort;

/**
 * A pipeline of separate JVMs on a bad line, to which things happen in an order that a seed
 * decides. Whoever ends is started again.
 */
final class Chaos implements AutoCloseable {
  /** What may happen. */
  enum Fault {
    KILLED,
    TERMINATED,
    FROZEN,
    LINE_CUT,
    LINE_SLOW,
    LINE_SILENT,
  }

  private static final String BROKER = "broker";

  /** Nothing else happens while one thing lasts, and a moment after. */
  private static final int LONGEST_MILLIS = 12_000;

  private static final int SHORTEST_MILLIS = 1_000;
  private static final int PAUSE_MILLIS = 2_500;

  private final Random random;
  private final Path logs;
  private final BrokerProcess broker;
  private final BadLine line;
  private final Map<String, Supplier<ServiceProcess>> makers = new LinkedHashMap<>();
  private final Map<String, ServiceProcess> services = new LinkedHashMap<>();
  private final Map<Fault, Integer> counts = new EnumMap<>(Fault.class);

  private Chaos(Random random, Path logs, BrokerProcess broker, BadLine line) {
    this.random = random;
    this.logs = logs;
    this.broker = broker;
    this.line = line;
  }

  /**
   * Two controls, two trainers, and one each of the others.
   *
   * @param directory of the broker's log
   * @param logs where each process's output goes
   */
  static Chaos start(long seed, Path directory, Path logs) throws IOException {
    int port = FreePort.next();
    var line = new BadLine(0, port);
    var broker =
        new BrokerProcess(
            directory.resolve(BROKER), logs.resolve("broker-" + port + ".log"), port, line.port());
    var chaos = new Chaos(new Random(seed), logs, broker, line);
    broker.start();
    var control = Map.of("descent.cohort-size", "4");
    var trainer =
        Map.of(
            "descent.trainer.threads", "1",
            "descent.trainer.segment", "100",
            "descent.trainer.checkpoint-interval", "1s");
    chaos.add("first control", "control", control);
    chaos.services.get("first control").awaitReady();
    chaos.add("second control", "control", control);
    chaos.add("dataset-loader", "dataset-loader", Map.of());
    chaos.add("evaluator", "evaluator", Map.of());
    chaos.add("first trainer", "trainer", trainer);
    chaos.add("second trainer", "trainer", trainer);
    chaos.services.values().forEach(ServiceProcess::awaitReady);
    return chaos;
  }

  private void add(String name, String module, Map<String, String> settings) {
    makers.put(name, () -> ServiceProcess.start(module, bootstrap(), logs, settings, List.of()));
    services.put(name, makers.get(name).get());
  }

  String bootstrap() {
    return "127.0.0.1:" + line.port();
  }

  /** A control that is there; which one differs from call to call. */
  Control control() {
    var name = random.nextBoolean() ? "first control" : "second control";
    return new Control(services.get(name));
  }

  /** How often what has happened. */
  Map<Fault, Integer> counts() {
    return counts;
  }

  /** Makes one thing happen, waits until it is over, and starts again whoever has ended. */
  void happen() {
    var faults = Fault.values();
    var fault = faults[random.nextInt(faults.length)];
    int millis = SHORTEST_MILLIS + random.nextInt(LONGEST_MILLIS - SHORTEST_MILLIS);
    switch (fault) {
      case KILLED -> victim().destroyForcibly();
      case TERMINATED -> victim().destroy();
      case FROZEN -> freeze(victim(), millis);
      case LINE_CUT -> line.cut();
      case LINE_SLOW -> {
        line.delay(20 + random.nextInt(200));
        sleep(millis);
        line.delay(0);
      }
      case LINE_SILENT -> {
        line.silent(true);
        sleep(millis);
        line.silent(false);
      }
    }
    counts.merge(fault, 1, Integer::sum);
    sleep(random.nextInt(PAUSE_MILLIS));
    replace();
  }

  /** Starts again whoever has ended. */
  void replace() {
    if (!broker.process().isAlive()) {
      broker.start();
    }
    services.replaceAll((name, service) -> service.alive() ? service : makers.get(name).get());
  }

  private Process victim() {
    int chosen = random.nextInt(services.size() + 1);
    return chosen == services.size()
        ? broker.process()
        : List.copyOf(services.values()).get(chosen).process();
  }

  private static void freeze(Process process, int millis) {
    signal(process, "STOP");
    sleep(millis);
    signal(process, "CONT");
  }

  private static void signal(Process process, String signal) {
    try {
      new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void sleep(int millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    services.values().forEach(ServiceProcess::kill);
    broker.process().destroyForcibly();
    line.close();
  }
}
