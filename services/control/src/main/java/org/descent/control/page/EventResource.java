package org.descent.control.page;

import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.descent.control.plan.Attendance;
import org.descent.control.plan.Experiments;
import org.descent.experiment.results.ExperimentStatus;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestStreamElementType;

/** Server-sent events: the statuses of all experiments, whenever they have changed. */
@Path("/api/events")
@Tag(name = "events")
public class EventResource {
  private static final Duration INTERVAL = Duration.ofMillis(500);
  private static final Duration SILENCE = Duration.ofSeconds(30);

  private final Experiments experiments;
  private final Attendance attendance;

  EventResource(Experiments experiments, Attendance attendance) {
    this.experiments = experiments;
    this.attendance = attendance;
  }

  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @RestStreamElementType(MediaType.APPLICATION_JSON)
  @Operation(operationId = "followAll", summary = "The statuses of all experiments as they change")
  public Multi<List<ExperimentStatus>> all() {
    return changes(() -> experiments.statuses().stream().map(attendance::in).toList());
  }

  /**
   * A listener who is slow misses what has been overtaken meanwhile. One to whom nothing has
   * happened for a while hears it again, so that nobody takes the connection for dead.
   */
  static <T> Multi<T> changes(Supplier<T> state) {
    return Multi.createFrom()
        .deferred(
            () ->
                Multi.createFrom()
                    .ticks()
                    .every(INTERVAL)
                    .onOverflow()
                    .drop()
                    .map(tick -> state.get())
                    .filter(new News<T>()::is));
  }

  /** What one listener has heard last. */
  private static final class News<T> {
    private T last;
    private int silent;

    boolean is(T state) {
      boolean news = !state.equals(last) || ++silent * INTERVAL.toMillis() >= SILENCE.toMillis();
      if (news) {
        last = state;
        silent = 0;
      }
      return news;
    }
  }
}
