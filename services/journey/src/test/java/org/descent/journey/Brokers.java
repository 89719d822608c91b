package org.descent.journey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.descent.contracts.Topics;
import org.descent.standalone.broker.FreePort;

/**
 * The brokers of a pipeline, each in a JVM of its own behind a line of its own: one, or three that
 * hold everything three times and of which one is always down.
 */
final class Brokers implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  /** Segments are rolled and compacted all the time, and what was erased is soon gone. */
  private static final Map<String, String> AT_WORK =
      Map.of(
          "log.roll.ms", "20000",
          "log.cleaner.backoff.ms", "2000",
          "log.cleaner.min.cleanable.ratio", "0.01",
          "log.cleaner.delete.retention.ms", "20000",
          "log.retention.check.interval.ms", "5000",
          "log.segment.delete.delay.ms", "1000");

  private final List<BrokerProcess> brokers;
  private final List<BadLine> lines;
  private int down = -1;

  private Brokers(List<BrokerProcess> brokers, List<BadLine> lines) {
    this.brokers = brokers;
    this.lines = lines;
  }

  /**
   * One, or so many that hold everything so often, none of them started.
   *
   * @param wrapping what they are started by and in, besides what a broker needs
   */
  static Brokers of(int count, Path directory, Path logs, Wrapping wrapping) throws IOException {
    var ports = new ArrayList<BrokerProcess.Ports>();
    var lines = new ArrayList<BadLine>();
    for (int i = 0; i < count; i++) {
      int port = FreePort.next();
      lines.add(new BadLine(0, port));
      ports.add(
          new BrokerProcess.Ports(
              port, FreePort.next(), count == 1 ? port : FreePort.next(), lines.get(i).port()));
    }
    var brokers = new ArrayList<BrokerProcess>();
    for (int i = 0; i < count; i++) {
      var log = logs.resolve("broker-" + ports.get(i).clients() + ".log");
      var own = directory.resolve("broker-" + (i + 1));
      brokers.add(new BrokerProcess(own, log, i, ports, AT_WORK, wrapping));
    }
    return new Brokers(brokers, lines);
  }

  String bootstrap() {
    return lines.stream().map(line -> "127.0.0.1:" + line.port()).collect(Collectors.joining(","));
  }

  List<BadLine> lines() {
    return lines;
  }

  boolean areThree() {
    return brokers.size() > 1;
  }

  /** Starts those that are not there and are not the one that is down. */
  void start() {
    for (int i = 0; i < brokers.size(); i++) {
      if (i != down && !brokers.get(i).isAlive()) {
        brokers.get(i).start();
      }
    }
  }

  /** One of those that are there. */
  BrokerProcess any(Random random) {
    var there = brokers.stream().filter(BrokerProcess::isAlive).toList();
    return there.isEmpty() ? brokers.get(0) : there.get(random.nextInt(there.size()));
  }

  /** Starts the one that is down, waits until it holds all that the others hold, and kills one. */
  void takeTurns(Random random) {
    down = -1;
    start();
    Eventually.holds(LIMIT, () -> "all brokers hold everything", this::holdEverything);
    down = random.nextInt(brokers.size());
    brokers.get(down).kill();
  }

  private boolean holdEverything() {
    start();
    try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrap()))) {
      return admin
          .describeTopics(Topics.ALL)
          .allTopicNames()
          .get(10, TimeUnit.SECONDS)
          .values()
          .stream()
          .flatMap(topic -> topic.partitions().stream())
          .allMatch(partition -> partition.isr().size() == brokers.size());
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    brokers.forEach(BrokerProcess::kill);
    for (var line : lines) {
      try {
        line.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
