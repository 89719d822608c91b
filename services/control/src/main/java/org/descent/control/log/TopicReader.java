package org.descent.control.log;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.descent.contracts.Reason;
import org.jboss.logging.Logger;

/**
 * Reads a topic from its beginning to its end, and on as it grows. It is a member of no group,
 * since nobody shares this work: whatever becomes of a broker's groups, who can be read is read.
 * How far it is, is told by its position and not by the last record: the end of a log may have
 * none.
 */
final class TopicReader implements Runnable {
  private static final Logger LOG = Logger.getLogger(TopicReader.class);

  private static final Duration POLL = Duration.ofMillis(200);
  private static final long AGAIN_MILLIS = 1_000;

  /** How often it looks for new partitions. */
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final String topic;
  private final Set<String> before;
  private final Supplier<Consumer<String, byte[]>> consumers;
  private final java.util.function.Consumer<List<ConsumerRecord<String, byte[]>>> listener;
  private final Replay replay;

  /** Where to go on when the present consumer fails. */
  private final Map<TopicPartition, Long> next = new HashMap<>();

  private volatile boolean stopped;

  /**
   * @param before topics that have to be known before this one is read
   * @param consumers makes one that starts at the beginning where it is not told where
   * @param listener hears every record, with what comes along with it
   * @param replay is told how far it is
   */
  TopicReader(
      String topic,
      Set<String> before,
      Supplier<Consumer<String, byte[]>> consumers,
      java.util.function.Consumer<List<ConsumerRecord<String, byte[]>>> listener,
      Replay replay) {
    this.topic = topic;
    this.before = before;
    this.consumers = consumers;
    this.listener = listener;
    this.replay = replay;
  }

  /** Returns when it is told to stop, or interrupted. */
  @Override
  public void run() {
    try {
      replay.await(before);
      while (!stopped) {
        read();
      }
    } catch (InterruptedException | InterruptException e) {
      // control ends
    }
  }

  /** It may take what it has under way to its end. */
  void stop() {
    stopped = true;
  }

  private void read() throws InterruptedException {
    Consumer<String, byte[]> consumer = null;
    try {
      consumer = consumers.get();
      follow(consumer);
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      LOG.warnf("reading %s again from %s: %s", topic, next, Reason.of(e));
      TimeUnit.MILLISECONDS.sleep(AGAIN_MILLIS);
    } finally {
      if (consumer != null) {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
      }
    }
  }

  private void follow(Consumer<String, byte[]> consumer) {
    long looked = System.nanoTime() - LOOK_NANOS;
    while (!stopped) {
      if (System.nanoTime() - looked >= LOOK_NANOS) {
        assign(consumer);
        looked = System.nanoTime();
      }
      var poll = consumer.poll(POLL);
      var records = new ArrayList<ConsumerRecord<String, byte[]>>(poll.count());
      poll.forEach(records::add);
      listener.accept(records);
      poll.nextOffsets()
          .forEach(
              (partition, offset) -> {
                next.put(partition, offset.offset());
                replay.passed(partition, offset.offset());
              });
    }
  }

  /** All partitions there are. */
  private void assign(Consumer<String, byte[]> consumer) {
    var all =
        consumer.partitionsFor(topic).stream()
            .map(p -> new TopicPartition(topic, p.partition()))
            .collect(Collectors.toSet());
    if (all.isEmpty()) {
      throw new KafkaException("the broker does not know it yet");
    }
    if (!all.equals(consumer.assignment())) {
      consumer.assign(all);
      next.forEach(consumer::seek);
    }
  }
}
