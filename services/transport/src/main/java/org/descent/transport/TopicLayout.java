package org.descent.transport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.descent.contracts.Topics;

/** How each topic is laid out: partitions, what is kept, how large a record may be. */
public final class TopicLayout {
  /** Partitions of the cohorts: many more than trainers, because each is worked off serially. */
  public static final int DEFAULT_COHORT_PARTITIONS = 24;

  /** The largest record any topic takes: a model with its snapshots, base64 in JSON. */
  public static final int MAX_RECORD_BYTES = 16 * 1024 * 1024;

  /** Only the last record of a key has to be kept. */
  public static final Set<String> COMPACTED =
      Set.of(
          Topics.EXPERIMENTS,
          Topics.DATASETS,
          Topics.CHECKPOINTS,
          Topics.MODELS,
          Topics.EVALUATIONS,
          Topics.REPORTS);

  /** Small segments are compacted soon; each trainer reads what is left of them at its start. */
  private static final int CHECKPOINT_SEGMENT_BYTES = 2 * MAX_RECORD_BYTES;

  private static final Set<String> MANY =
      Set.of(
          Topics.PROGRESS, Topics.CHECKPOINTS, Topics.MODELS, Topics.TRAININGS, Topics.EVALUATIONS);

  private TopicLayout() {}

  /**
   * Every topic as it should be created.
   *
   * @param cohortPartitions of the cohorts; topics of trainings and evaluations get a quarter of
   *     it, the others 1
   */
  public static List<NewTopic> topics(int cohortPartitions, short replication) {
    if (cohortPartitions < 1) {
      throw new IllegalArgumentException(
          "partitions of " + Topics.COHORTS + ": " + cohortPartitions + ", expected 1 or more");
    }
    return Topics.ALL.stream()
        .map(
            topic ->
                new NewTopic(topic, partitions(topic, cohortPartitions), replication)
                    .configs(configs(topic)))
        .toList();
  }

  /** The topic-level configuration of {@code topic}; nothing is ever deleted for its age. */
  public static Map<String, String> configs(String topic) {
    var configs = new TreeMap<String, String>();
    configs.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(MAX_RECORD_BYTES));
    // The broker's clock counts: it refuses what comes from a clock that is an hour ahead of it.
    configs.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
    if (COMPACTED.contains(topic)) {
      configs.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
    } else {
      configs.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
      configs.put(TopicConfig.RETENTION_MS_CONFIG, "-1");
      configs.put(TopicConfig.RETENTION_BYTES_CONFIG, "-1");
    }
    if (topic.equals(Topics.CHECKPOINTS)) {
      configs.put(TopicConfig.SEGMENT_BYTES_CONFIG, String.valueOf(CHECKPOINT_SEGMENT_BYTES));
    }
    return configs;
  }

  /**
   * Creates the topics that are missing and leaves the others as they are.
   *
   * @return the names of those created
   * @throws KafkaException if the broker refuses or does not answer in {@code patience}
   */
  public static List<String> ensure(
      Admin admin, int cohortPartitions, short replication, Duration patience) {
    var options = new CreateTopicsOptions().timeoutMs((int) patience.toMillis());
    var answers = admin.createTopics(topics(cohortPartitions, replication), options).values();
    var created = new ArrayList<String>();
    for (var topic : Topics.ALL) {
      try {
        answers.get(topic).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        created.add(topic);
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw new KafkaException("cannot create " + topic + ": " + e.getCause().getMessage(), e);
        }
      } catch (TimeoutException e) {
        throw new KafkaException("cannot create " + topic + ": no answer in " + patience, e);
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
    }
    return List.copyOf(created);
  }

  /** The same with patience of 30 s. */
  public static List<String> ensure(Admin admin, int cohortPartitions, short replication) {
    return ensure(admin, cohortPartitions, replication, Duration.ofSeconds(30));
  }

  /**
   * Those of {@code wanted} that the broker does not have.
   *
   * @throws KafkaException if the broker does not answer in {@code patience}
   */
  public static List<String> missing(Admin admin, List<String> wanted, Duration patience) {
    try {
      var options = new ListTopicsOptions().timeoutMs((int) patience.toMillis());
      var there = admin.listTopics(options).names().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return wanted.stream().filter(topic -> !there.contains(topic)).toList();
    } catch (ExecutionException e) {
      throw new KafkaException("cannot list topics: " + e.getCause().getMessage(), e);
    } catch (TimeoutException e) {
      throw new KafkaException("cannot list topics: no answer from the broker in " + patience, e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /**
   * Returns when the broker has all of {@code wanted}; services do not create topics.
   *
   * @param config at least {@code bootstrap.servers}
   * @param said hears what is waited for, when that changes and every 10 s
   * @throws KafkaException if they are not there in {@code patience}
   */
  public static void await(
      Map<String, Object> config, List<String> wanted, Duration patience, Consumer<String> said) {
    long start = System.nanoTime();
    long lastSaid = start;
    var before = "";
    var admin = Admin.create(config);
    try {
      for (var state = state(admin, config, wanted); !state.isEmpty(); ) {
        long now = System.nanoTime();
        if (now - start > patience.toNanos()) {
          throw new KafkaException("gave up " + state);
        }
        if (!state.equals(before) || now - lastSaid > Duration.ofSeconds(10).toNanos()) {
          said.accept(state);
          before = state;
          lastSaid = now;
        }
        Thread.sleep(500);
        state = state(admin, config, wanted);
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    } finally {
      admin.close(Duration.ZERO); // else it waits for the answer to its last question
    }
  }

  /** What has to be waited for, or nothing. */
  private static String state(Admin admin, Map<String, Object> config, List<String> wanted) {
    try {
      var missing = missing(admin, wanted, Duration.ofSeconds(5));
      return missing.isEmpty() ? "" : "waiting for topics " + String.join(", ", missing);
    } catch (KafkaException e) {
      return "waiting for the broker at " + config.get("bootstrap.servers");
    }
  }

  private static int partitions(String topic, int cohortPartitions) {
    if (topic.equals(Topics.COHORTS)) {
      return cohortPartitions;
    }
    return MANY.contains(topic) ? Math.max(1, cohortPartitions / 4) : 1;
  }

  private static KafkaException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new KafkaException("interrupted while waiting for the broker", e);
  }
}
