package org.descent.control.log;

import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.descent.control.ControlConfig;
import org.descent.control.log.Replay.Range;
import org.descent.transport.TopicLayout;

/** The broker as an administrator sees it: topics, offsets, and whether it answers at all. */
@ApplicationScoped
public class Broker {
  private static final int REQUEST_MILLIS = 4_000;

  private final Map<String, Object> kafka;
  private final ControlConfig config;
  private Admin admin;

  /** One of a group's consumers and what it owns of a topic. */
  public record Member(String clientId, List<Integer> partitions) {}

  Broker(@Identifier("default-kafka-broker") Map<String, Object> kafka, ControlConfig config) {
    this.kafka = kafka;
    this.config = config;
  }

  /** Creates the topics that are missing. */
  void createTopics() throws BrokerUnavailable {
    answered(
        () -> {
          TopicLayout.ensure(
              admin(),
              config.topics().partitions(),
              config.topics().replication(),
              Duration.ofMillis(REQUEST_MILLIS));
          return null;
        });
  }

  /** Where the records of {@code topics} stand now. */
  public Map<TopicPartition, Range> log(Collection<String> topics) throws BrokerUnavailable {
    return answered(
        () -> {
          var partitions =
              get(admin().describeTopics(topics).allTopicNames()).values().stream()
                  .flatMap(
                      t ->
                          t.partitions().stream()
                              .map(p -> new TopicPartition(t.name(), p.partition())))
                  .toList();
          var first = offsets(partitions, OffsetSpec.earliest());
          var end = offsets(partitions, OffsetSpec.latest());
          return partitions.stream()
              .collect(
                  Collectors.toMap(Function.identity(), p -> new Range(first.get(p), end.get(p))));
        });
  }

  /**
   * For each of {@code groups} the offsets it has committed; empty for groups that never did.
   *
   * @return group → partition → offset
   */
  public Map<String, Map<TopicPartition, Long>> committed(Collection<String> groups)
      throws BrokerUnavailable {
    return answered(
        () -> {
          var committed = new HashMap<String, Map<TopicPartition, Long>>();
          for (var group : groups) {
            var offsets = new HashMap<TopicPartition, Long>();
            get(admin().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                .forEach(
                    (partition, offset) -> {
                      if (offset != null) {
                        offsets.put(partition, offset.offset());
                      }
                    });
            committed.put(group, offsets);
          }
          return committed;
        });
  }

  /**
   * How many members each of {@code groups} has; a group that may not be described is left out.
   *
   * @return group → members
   */
  public Map<String, Integer> members(Collection<String> groups) throws BrokerUnavailable {
    return answered(
        () -> {
          var members = new HashMap<String, Integer>();
          for (var answer : admin().describeConsumerGroups(groups).describedGroups().entrySet()) {
            try {
              members.put(answer.getKey(), get(answer.getValue()).members().size());
            } catch (ExecutionException e) {
              if (e.getCause() instanceof GroupIdNotFoundException) {
                members.put(answer.getKey(), 0);
              } else if (!(e.getCause() instanceof GroupAuthorizationException)) {
                throw e;
              }
            }
          }
          return members;
        });
  }

  /** The members of {@code group} with what they own of {@code topic}; none if nobody is there. */
  public List<Member> members(String group, String topic) throws BrokerUnavailable {
    return answered(
        () -> {
          try {
            return get(admin().describeConsumerGroups(List.of(group)).describedGroups().get(group))
                .members()
                .stream()
                .map(member -> member(member, topic))
                .toList();
          } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
              return List.of();
            }
            throw e;
          }
        });
  }

  private static Member member(MemberDescription member, String topic) {
    return new Member(
        member.clientId(),
        member.assignment().topicPartitions().stream()
            .filter(partition -> partition.topic().equals(topic))
            .map(TopicPartition::partition)
            .sorted()
            .toList());
  }

  /** Returns when the broker has answered. */
  void ping() throws BrokerUnavailable {
    answered(
        () ->
            get(
                admin()
                    .describeCluster(new DescribeClusterOptions().timeoutMs(2_000))
                    .clusterId()));
  }

  private Map<TopicPartition, Long> offsets(Collection<TopicPartition> partitions, OffsetSpec spec)
      throws Exception {
    var request = partitions.stream().collect(Collectors.toMap(Function.identity(), p -> spec));
    return get(admin().listOffsets(request).all()).entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, e -> offset(e.getValue())));
  }

  private static long offset(ListOffsetsResultInfo info) {
    return Math.max(0, info.offset());
  }

  private static <T> T get(KafkaFuture<T> answer) throws Exception {
    return answer.get(2L * REQUEST_MILLIS, TimeUnit.MILLISECONDS);
  }

  private <T> T answered(Callable<T> request) throws BrokerUnavailable {
    try {
      return request.call();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable(e);
    } catch (ExecutionException e) {
      throw unavailable(e.getCause());
    } catch (KafkaException | TimeoutException e) {
      throw unavailable(e);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw unavailable(e);
    }
  }

  private BrokerUnavailable unavailable(Throwable cause) {
    return new BrokerUnavailable(
        "the broker at " + kafka.get("bootstrap.servers") + " does not answer: " + cause, cause);
  }

  private synchronized Admin admin() {
    if (admin == null) {
      var settings = new HashMap<String, Object>();
      for (var name : AdminClientConfig.configNames()) {
        if (kafka.containsKey(name)) {
          settings.put(name, kafka.get(name));
        }
      }
      settings.put(AdminClientConfig.CLIENT_ID_CONFIG, "descent-control-admin");
      settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
      settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
      admin = Admin.create(settings);
    }
    return admin;
  }

  @PreDestroy
  synchronized void close() {
    if (admin != null) {
      admin.close(Duration.ofSeconds(2));
      admin = null;
    }
  }
}
