package org.descent.standalone.pipeline;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;

/** No Kafka broker answers where the user said there is one. */
public final class BrokerUnreachable extends IOException {
  private static final long serialVersionUID = 1L;
  private static final int PATIENCE_MILLIS = 8_000;

  BrokerUnreachable(String bootstrap, String reason, Throwable cause) {
    super("no Kafka broker answers at " + bootstrap + ": " + reason, cause);
  }

  /**
   * Returns if a broker answers.
   *
   * @param kafka how to reach it, at least {@code bootstrap.servers}
   */
  public static void unlessReachable(Map<String, Object> kafka) throws BrokerUnreachable {
    var bootstrap = String.valueOf(kafka.get("bootstrap.servers"));
    var config = new HashMap<>(kafka);
    config.put("request.timeout.ms", PATIENCE_MILLIS / 2);
    config.put("default.api.timeout.ms", PATIENCE_MILLIS);
    try (var admin = Admin.create(config)) {
      admin.describeCluster().nodes().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      if (e.getCause() instanceof AuthenticationException refused) {
        throw new BrokerUnreachable(bootstrap, refused.getMessage(), e);
      }
      throw new BrokerUnreachable(
          bootstrap, "nothing heard in " + PATIENCE_MILLIS / 1000 + " s", e);
    } catch (KafkaException e) {
      Throwable cause = e;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      throw new BrokerUnreachable(bootstrap, cause.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BrokerUnreachable(bootstrap, "interrupted", e);
    }
  }
}
