package org.descent.transport;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * Creates the topics that are missing and ends: the step before the services where they are started
 * by an orchestrator. {@code KAFKA_BOOTSTRAP_SERVERS}, {@code DESCENT_TOPICS_PARTITIONS} and {@code
 * DESCENT_TOPICS_REPLICATION} come from the environment; every other {@code KAFKA_…} variable is a
 * setting of the client ({@code KAFKA_SECURITY_PROTOCOL} is {@code security.protocol}).
 */
public final class CreateTopics {
  private CreateTopics() {}

  public static void main(String[] args) {
    var environment = System.getenv();
    var partitions =
        number(environment, "DESCENT_TOPICS_PARTITIONS", TopicLayout.DEFAULT_COHORT_PARTITIONS);
    var replication = number(environment, "DESCENT_TOPICS_REPLICATION", 1);
    try (var admin = Admin.create(clientConfig(environment))) {
      var created = TopicLayout.ensure(admin, partitions, (short) replication);
      System.out.println(created.isEmpty() ? "all topics exist" : "created " + created);
    }
  }

  /** The client's settings that an environment holds. */
  static Map<String, Object> clientConfig(Map<String, String> environment) {
    var config = new TreeMap<String, Object>();
    environment.forEach(
        (name, value) -> {
          if (name.startsWith("KAFKA_")) {
            var key = name.substring("KAFKA_".length()).toLowerCase(Locale.ROOT);
            config.put(key.replace('_', '.'), value);
          }
        });
    config.putIfAbsent(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:9092");
    return config;
  }

  private static int number(Map<String, String> environment, String name, int otherwise) {
    var value = environment.getOrDefault(name, String.valueOf(otherwise));
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + ": " + value + ", expected a whole number", e);
    }
  }
}
