package org.descent.control.rest;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.util.Optional;
import org.descent.contracts.InvalidSpec;
import org.descent.control.log.BrokerUnavailable;
import org.descent.control.log.Replay;
import org.descent.experiment.spec.InvalidExperiment;
import org.descent.experiment.spec.Problem;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Turns what goes wrong with a request into an answer that says so. */
class Refusals {
  private final Replay replay;

  Refusals(Replay replay) {
    this.replay = replay;
  }

  /** Before the log has been replayed nobody can tell what there is. */
  @ServerRequestFilter
  Optional<Response> whileReplaying(ContainerRequestContext request) {
    if (replay.finished() || !asksOfTheLog(request.getUriInfo().getPath())) {
      return Optional.empty();
    }
    return Optional.of(
        Response.fromResponse(
                answer(Status.SERVICE_UNAVAILABLE, new Refusal("control is not ready: " + replay)))
            .header(HttpHeaders.RETRY_AFTER, 1)
            .build());
  }

  /** Who somebody is stands in no log, and whoever waits for the page wants to be asked. */
  static boolean asksOfTheLog(String path) {
    return path.startsWith("/api/") && !path.equals(LoginResource.PATH);
  }

  @ServerExceptionMapper
  Response refused(Refused e) {
    return answer(e.status(), e.refusal());
  }

  @ServerExceptionMapper
  Response invalid(InvalidExperiment e) {
    return answer(
        Status.BAD_REQUEST, new Refusal("the experiment cannot be carried out", e.problems()));
  }

  @ServerExceptionMapper
  Response invalid(InvalidSpec e) {
    return answer(
        Status.BAD_REQUEST,
        new Refusal(
            "the experiment cannot be carried out",
            java.util.List.of(new Problem("", 0, "", e.getMessage()))));
  }

  @ServerExceptionMapper
  Response unavailable(BrokerUnavailable e) {
    return answer(Status.SERVICE_UNAVAILABLE, new Refusal(e.getMessage()));
  }

  @ServerExceptionMapper
  Response other(WebApplicationException e) {
    var status = e.getResponse().getStatusInfo();
    return Response.fromResponse(e.getResponse())
        .type(MediaType.APPLICATION_JSON)
        .entity(new Refusal(status.getReasonPhrase()))
        .build();
  }

  private static Response answer(Status status, Refusal refusal) {
    return Response.status(status).type(MediaType.APPLICATION_JSON).entity(refusal).build();
  }
}
