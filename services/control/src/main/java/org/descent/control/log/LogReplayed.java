package org.descent.control.log;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready: the log has been replayed and the broker answers. */
@Readiness
@ApplicationScoped
class LogReplayed implements HealthCheck {
  private final Replay replay;
  private final Broker broker;
  private final Lease lease;

  LogReplayed(Replay replay, Broker broker, Lease lease) {
    this.replay = replay;
    this.broker = broker;
    this.lease = lease;
  }

  @Override
  public HealthCheckResponse call() {
    var answer =
        HealthCheckResponse.named("control")
            .withData("log", replay.toString())
            .withData("plans", lease.held());
    try {
      broker.ping();
      return answer.status(replay.finished()).build();
    } catch (BrokerUnavailable e) {
      return answer.withData("broker", e.getMessage()).down().build();
    }
  }
}
