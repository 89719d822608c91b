package org.descent.messaging;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.descent.contracts.Topics;

/**
 * Whether the log is still the one that this process began with. A broker that has come back
 * without its disk knows the topics no more, or others under their names: then everything that this
 * process knows is of records that are gone, and it has to begin anew, as everybody else has.
 */
@ApplicationScoped
class SameLog {
  private static final long LOOK_SECONDS = 10;
  private static final int ANSWER_MILLIS = 5_000;

  /** A broker that has just started may not know yet what it has. */
  private static final int MISSED_OFTEN = 3;

  /** What stands for a topic that the broker does not have. */
  static final Uuid MISSING = Uuid.ZERO_UUID;

  private final Map<String, Object> kafka;
  private final List<String> topics;
  private final Map<String, Uuid> began = new HashMap<>();
  private final Map<String, Integer> missed = new HashMap<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            var t = new Thread(work, "same log");
            t.setDaemon(true);
            return t;
          });
  private Admin admin;

  @Inject
  SameLog(
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      @Any Instance<Service> services) {
    this(kafka, Opening.topics(services));
  }

  /**
   * @param topics whose records it knows; none if it makes them itself
   */
  SameLog(Map<String, Object> kafka, List<String> topics) {
    this.kafka = kafka;
    this.topics = topics.isEmpty() ? List.of(Topics.EXPERIMENTS) : topics;
  }

  /** Once the topics are there. */
  void on(
      @Observes @Priority(600) StartupEvent event, MessagingConfig config, Breakdowns breakdowns) {
    if (!config.startPatience().isZero()) {
      thread.scheduleWithFixedDelay(
          breakdowns.watching("log", this::look), 0, LOOK_SECONDS, TimeUnit.SECONDS);
    }
  }

  private void look() {
    try {
      if (admin == null) {
        admin = Admin.create(kafka);
      }
      var found = new HashMap<String, Uuid>();
      var options = new DescribeTopicsOptions().timeoutMs(ANSWER_MILLIS);
      for (var answer : admin.describeTopics(topics, options).topicNameValues().entrySet()) {
        try {
          var topic = answer.getValue().get(2L * ANSWER_MILLIS, TimeUnit.MILLISECONDS);
          found.put(answer.getKey(), topic.topicId());
        } catch (ExecutionException e) {
          if (e.getCause() instanceof UnknownTopicOrPartitionException) {
            found.put(answer.getKey(), MISSING);
          } // else it does not say
        }
      }
      compare(found);
    } catch (TimeoutException | KafkaException e) {
      // nobody can tell
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Compares what is there with what was.
   *
   * @param found topic → its id, or {@link #MISSING}; without those that nobody can tell of
   * @throws IllegalStateException if a topic is another one than at first
   */
  void compare(Map<String, Uuid> found) {
    found.forEach(
        (topic, id) -> {
          var before = began.get(topic);
          int times = id.equals(MISSING) ? missed.merge(topic, 1, Integer::sum) : 0;
          if (times == 0) {
            missed.remove(topic);
            began.putIfAbsent(topic, id);
          }
          boolean another = times == 0 && before != null && !before.equals(id);
          if (another || before != null && times >= MISSED_OFTEN) {
            throw new IllegalStateException(
                "the broker has "
                    + (another ? "another topic " : "no topic ")
                    + topic
                    + (another ? " than this began with" : " any more")
                    + ": it has lost its log. What stood there is gone; this begins anew, and"
                    + " experiments have to be handed in again");
          }
        });
  }

  @PreDestroy
  void stop() {
    thread.shutdownNow();
    if (admin != null) {
      admin.close(Duration.ZERO);
    }
  }
}
