package org.descent.control.log;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.descent.contracts.Topics;
import org.descent.messaging.Breakdowns;

/** Control's topics are read side by side, each in a thread of its own. */
@ApplicationScoped
class Reading {
  /** What says which experiments there are, which all others speak of. */
  private static final Set<String> FIRST = Set.of(Topics.EXPERIMENTS, Topics.DATASETS);

  /** With a request under way, records come at once. */
  private static final int WAIT_MILLIS = 5_000;

  /** In this time all of them end what they are about. */
  private static final Duration STOP = Duration.ofSeconds(1);

  private final Map<String, Object> kafka;
  private final Hearing hearing;
  private final Replay replay;
  private final Breakdowns breakdowns;
  private final List<TopicReader> readers = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  Reading(
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      Hearing hearing,
      Replay replay,
      Breakdowns breakdowns) {
    this.kafka = kafka;
    this.hearing = hearing;
    this.replay = replay;
    this.breakdowns = breakdowns;
  }

  void onStart(@Observes StartupEvent event) {
    for (var topic : Replay.TOPICS) {
      var before = FIRST.contains(topic) ? Set.<String>of() : FIRST;
      var reader = new TopicReader(topic, before, () -> consumer(topic), hearing::hear, replay);
      var thread = new Thread(breakdowns.watching("control: " + topic, reader), "reads " + topic);
      thread.setDaemon(true);
      readers.add(reader);
      threads.add(thread);
      thread.start();
    }
  }

  private Consumer<String, byte[]> consumer(String topic) {
    var settings = new HashMap<>(kafka);
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    settings.remove(ConsumerConfig.GROUP_PROTOCOL_CONFIG);
    settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "descent-control-" + topic);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, WAIT_MILLIS);
    return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
  }

  /** Before what hears them is gone. */
  void onStop(@Observes ShutdownEvent event) throws InterruptedException {
    readers.forEach(TopicReader::stop);
    long end = System.nanoTime() + STOP.toNanos();
    for (var thread : threads) {
      thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
      thread.interrupt();
    }
  }
}
