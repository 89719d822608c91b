package org.descent.standalone.cli;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.descent.standalone.export.RecordedLog;
import org.descent.transport.TopicLayout;

/** The log of a broker, as far as a command has to look at it before reading. */
final class KafkaLog {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private KafkaLog() {}

  /**
   * Returns if the topics that results are read from are there.
   *
   * @throws UserMistake if not
   */
  static void requireTopics(Map<String, Object> broker) {
    try (var admin = Admin.create(broker)) {
      var missing = TopicLayout.missing(admin, RecordedLog.TOPICS, PATIENCE);
      if (!missing.isEmpty()) {
        throw new UserMistake(
            "the broker at "
                + broker.get("bootstrap.servers")
                + " has no topic "
                + String.join(", ", missing));
      }
    }
  }
}
