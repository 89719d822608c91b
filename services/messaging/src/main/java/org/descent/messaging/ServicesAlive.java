package org.descent.messaging;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Alive: nothing has broken for good. Channels also report for themselves. */
@Liveness
@ApplicationScoped
class ServicesAlive implements HealthCheck {
  private final Breakdowns breakdowns;

  ServicesAlive(Breakdowns breakdowns) {
    this.breakdowns = breakdowns;
  }

  @Override
  public HealthCheckResponse call() {
    var answer = HealthCheckResponse.named("services").status(!breakdowns.any());
    breakdowns.reasons().forEach(answer::withData);
    return answer.build();
  }
}
