package org.descent.journey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.descent.contracts.Topics;
import org.descent.contracts.event.Location;

/**
 * A pipeline to which things happen in an order that a seed decides. Whoever ends is started again.
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
    CLOCK_WRONG,
    DISK_FULL,
    LOG_TORN,
    RECORD_POISONED,
    BROKER_TURN,
  }

  /** Nothing else happens while one thing lasts, and a moment after. */
  private static final int LONGEST_MILLIS = 5_000;

  /** Of one in twenty. */
  private static final int VERY_LONG_MILLIS = 40_000;

  private static final int SHORTEST_MILLIS = 1_000;
  private static final int PAUSE_MILLIS = 1_500;

  /** What takes minutes to get over is left to runs by command. */
  private static final Set<Fault> LONG = Set.of(Fault.CLOCK_WRONG, Fault.LOG_TORN);

  /** How wrong a clock may be, in hours. */
  private static final int WRONG_HOURS = 2 * 24;

  private final Random random;
  private final Cast cast;
  private final List<Fault> kinds;
  private final Map<Fault, Integer> counts = new EnumMap<>(Fault.class);
  private final Set<Location> poisoned = new HashSet<>();

  private Chaos(Random random, Cast cast) {
    this.random = random;
    this.cast = cast;
    var kinds = new TreeSet<>(Set.of(Fault.values()));
    if (!Boolean.getBoolean("chaos.all")) {
      kinds.removeAll(LONG);
    }
    if (!cast.haveClocks()) {
      kinds.remove(Fault.CLOCK_WRONG);
    }
    if (cast.disk().isEmpty()) {
      kinds.remove(Fault.DISK_FULL);
    }
    if (!cast.brokers().areThree()) {
      kinds.remove(Fault.BROKER_TURN);
    }
    var wanted = System.getProperty("chaos.kinds", "");
    if (!wanted.isEmpty()) {
      kinds.retainAll(Stream.of(wanted.split(",")).map(Fault::valueOf).toList());
    }
    this.kinds = List.copyOf(kinds);
  }

  /**
   * A pipeline that is ready.
   *
   * @param directory of brokers' logs
   * @param logs where each process's output goes
   * @param brokers 1 or 3
   */
  static Chaos start(long seed, Path directory, Path logs, int brokers) throws IOException {
    var random = new Random(seed);
    var chaos = new Chaos(random, new Cast(random, directory, logs, brokers));
    try {
      chaos.cast.start();
      return chaos;
    } catch (RuntimeException | Error e) {
      chaos.close();
      throw e;
    }
  }

  String bootstrap() {
    return cast.brokers().bootstrap();
  }

  /** A control that is there; which one differs from call to call. */
  Control control() {
    return cast.control();
  }

  /** What may happen on this machine. */
  List<Fault> kinds() {
    return kinds;
  }

  /** How often what has happened. */
  Map<Fault, Integer> counts() {
    return counts;
  }

  /** Where the records stand that nobody can read. */
  Set<Location> poisoned() {
    return poisoned;
  }

  /** Makes one thing happen, waits until it is over, and starts again whoever has ended. */
  void happen() {
    var fault = kinds.get(random.nextInt(kinds.size()));
    happen(fault);
    counts.merge(fault, 1, Integer::sum);
    sleep(random.nextInt(PAUSE_MILLIS));
    replace();
  }

  private void happen(Fault fault) {
    switch (fault) {
      case KILLED -> cast.anybody().destroyForcibly();
      case TERMINATED -> cast.anybody().destroy();
      case FROZEN -> freeze(cast.anybody());
      case LINE_CUT -> line().cut();
      case LINE_SLOW -> slow(line());
      case LINE_SILENT -> silence(line());
      case CLOCK_WRONG -> wrong(cast.anyClock());
      case DISK_FULL -> full(cast.disk().orElseThrow());
      case LOG_TORN -> tear(cast.brokers().any(random));
      case RECORD_POISONED -> poison();
      case BROKER_TURN -> cast.brokers().takeTurns(random);
    }
  }

  /** Starts again whoever has ended. */
  void replace() {
    cast.replace();
  }

  private BadLine line() {
    var lines = cast.brokers().lines();
    return lines.get(random.nextInt(lines.size()));
  }

  private void slow(BadLine line) {
    line.delay(20 + random.nextInt(200));
    sleep(aWhile());
    line.delay(0);
  }

  private void silence(BadLine line) {
    line.silent(true);
    sleep(aWhile());
    line.silent(false);
  }

  private void wrong(Clock clock) {
    clock.wrong(Duration.ofHours(random.nextInt(2 * WRONG_HOURS) - WRONG_HOURS));
    sleep(aWhile());
    clock.wrong(Duration.ZERO);
  }

  private void full(Disk disk) {
    disk.full();
    sleep(aWhile());
    disk.roomy();
  }

  private void tear(BrokerProcess broker) {
    broker.kill();
    new TornLog(cast.log(broker)).tear(random);
  }

  /** Some may not take it, and the broker may be away. */
  private void poison() {
    var kinds = Poison.values();
    var kind = kinds[random.nextInt(kinds.length)];
    var topic = Topics.ALL.get(random.nextInt(Topics.ALL.size()));
    if (kind == Poison.LARGE || Poison.READ_BY_FEW.contains(topic)) {
      kind = Poison.NOT_JSON;
      topic = Topics.TRAININGS;
    }
    try {
      var key = "poison-" + counts.getOrDefault(Fault.RECORD_POISONED, 0);
      poisoned.add(new Records(bootstrap()).send(kind.record(topic, key)));
    } catch (KafkaException | IllegalStateException e) {
      // it is not there then, or nobody knows where
    }
  }

  private void freeze(Process process) {
    signal(process, "STOP");
    sleep(aWhile());
    signal(process, "CONT");
  }

  private int aWhile() {
    int longest = random.nextInt(20) == 0 ? VERY_LONG_MILLIS : LONGEST_MILLIS;
    return SHORTEST_MILLIS + random.nextInt(longest - SHORTEST_MILLIS);
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
  public void close() {
    cast.close();
  }
}
