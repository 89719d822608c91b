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

  LogReplayed(Replay replay, Broker broker) {
    this.replay = replay;
    this.broker = broker;
  }

  @Override
  public HealthCheckResponse call() {
    var answer = HealthCheckResponse.named("control").withData("log", replay.toString());
    try {
      broker.ping();
      return answer.status(replay.finished()).build();
    } catch (BrokerUnavailable e) {
      return answer.withData("broker", e.getMessage()).down().build();
    }
  }
}
