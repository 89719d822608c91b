package org.descent.control.page;

import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.descent.control.plan.Attendance;
import org.descent.control.plan.Experiments;
import org.descent.control.rest.Refused;
import org.descent.experiment.results.ExperimentStatus;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestStreamElementType;

/** Server-sent events: one experiment's status, whenever it has changed. */
@Path("/api/experiments/{id}/events")
@Tag(name = "events")
public class StatusEventResource {
  private final Experiments experiments;
  private final Attendance attendance;

  StatusEventResource(Experiments experiments, Attendance attendance) {
    this.experiments = experiments;
    this.attendance = attendance;
  }

  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @RestStreamElementType(MediaType.APPLICATION_JSON)
  @Operation(operationId = "follow", summary = "An experiment's status as it changes")
  public Multi<ExperimentStatus> one(@PathParam("id") String id) {
    experiments.find(id).orElseThrow(() -> Refused.unknown(id));
    return EventResource.changes(() -> experiments.status(id).map(attendance::in))
        .select()
        .first(Optional::isPresent) // until it is deleted
        .map(Optional::get);
  }
}
