package org.descent.control;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Alive: nothing has stopped the conductor; the channels report for themselves. */
@Liveness
@ApplicationScoped
class ConductorAlive implements HealthCheck {
  private final Conductor conductor;

  ConductorAlive(Conductor conductor) {
    this.conductor = conductor;
  }

  @Override
  public HealthCheckResponse call() {
    var answer = HealthCheckResponse.named("conductor");
    conductor.defect().ifPresent(defect -> answer.withData("defect", defect.toString()));
    return answer.status(conductor.defect().isEmpty()).build();
  }
}
