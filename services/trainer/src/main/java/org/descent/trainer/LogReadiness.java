package org.descent.trainer;

import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.descent.transport.TopicLayout;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready: the broker answers and has this service's topics. */
@Readiness
@ApplicationScoped
class LogReadiness implements HealthCheck {
  private final Map<String, Object> kafka;
  private Admin admin;

  LogReadiness(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
    this.kafka = kafka;
  }

  @Override
  public synchronized HealthCheckResponse call() {
    var answer = HealthCheckResponse.named("trainer: topics");
    try {
      if (admin == null) {
        admin = Admin.create(kafka);
      }
      var missing = TopicLayout.missing(admin, Opening.TOPICS, Duration.ofSeconds(3));
      return missing.isEmpty()
          ? answer.up().build()
          : answer.down().withData("missing", String.join(", ", missing)).build();
    } catch (KafkaException e) {
      return answer.down().withData("broker", String.valueOf(e.getMessage())).build();
    }
  }

  @PreDestroy
  synchronized void close() {
    if (admin != null) {
      admin.close(Duration.ofSeconds(2));
    }
  }
}
