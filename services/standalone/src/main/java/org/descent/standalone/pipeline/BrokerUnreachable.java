package org.descent.standalone.pipeline;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/** No Kafka broker answers where the user said there is one. */
public final class BrokerUnreachable extends IOException {
  private static final long serialVersionUID = 1L;
  private static final int PATIENCE_MILLIS = 8_000;

  BrokerUnreachable(String bootstrap, String reason, Throwable cause) {
    super("no Kafka broker answers at " + bootstrap + ": " + reason, cause);
  }

  static void unlessReachable(String bootstrap) throws BrokerUnreachable {
    var config =
        Map.<String, Object>of(
            "bootstrap.servers",
            bootstrap,
            "request.timeout.ms",
            PATIENCE_MILLIS / 2,
            "default.api.timeout.ms",
            PATIENCE_MILLIS);
    try (var admin = Admin.create(config)) {
      admin.describeCluster().nodes().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new BrokerUnreachable(
          bootstrap, "nothing heard in " + PATIENCE_MILLIS / 1000 + " s", e);
    } catch (KafkaException e) {
      var cause = e.getCause() == null ? e : e.getCause();
      throw new BrokerUnreachable(bootstrap, cause.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BrokerUnreachable(bootstrap, "interrupted", e);
    }
  }
}
