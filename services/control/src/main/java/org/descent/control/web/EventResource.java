package org.descent.control.web;

import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.descent.control.Experiments;
import org.descent.control.Refused;
import org.descent.experiment.results.ExperimentStatus;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestStreamElementType;

/** Server-sent events: statuses, whenever they have changed. */
@Path("/api")
@Tag(name = "events")
public class EventResource {
  private static final Duration INTERVAL = Duration.ofMillis(500);

  private final Experiments experiments;

  EventResource(Experiments experiments) {
    this.experiments = experiments;
  }

  @GET
  @Path("events")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @RestStreamElementType(MediaType.APPLICATION_JSON)
  @Operation(operationId = "followAll", summary = "The statuses of all experiments as they change")
  public Multi<List<ExperimentStatus>> all() {
    return changes(experiments::statuses);
  }

  @GET
  @Path("experiments/{id}/events")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @RestStreamElementType(MediaType.APPLICATION_JSON)
  @Operation(operationId = "follow", summary = "An experiment's status as it changes")
  public Multi<ExperimentStatus> one(@PathParam("id") String id) {
    experiments.find(id).orElseThrow(() -> Refused.unknown(id));
    return changes(() -> experiments.status(id).orElseThrow(() -> Refused.unknown(id)));
  }

  /** A listener who is slow misses what has been overtaken meanwhile. */
  private static <T> Multi<T> changes(Supplier<T> state) {
    return Multi.createFrom()
        .ticks()
        .every(INTERVAL)
        .onOverflow()
        .drop()
        .map(tick -> state.get())
        .skip()
        .repetitions();
  }
}
