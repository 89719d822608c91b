package org.descent.control.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;
import org.descent.control.ControlConfig;
import org.descent.control.rest.Visit.Objection;
import org.descent.transport.Events;

/**
 * Looks at every request before anybody else does, see {@link Visit}, {@link Access} and {@link
 * Bodies}.
 */
@ApplicationScoped
class Doorkeeper {
  private static final int FIRST = 1000;
  private static final int UNAUTHORIZED = 401;
  private static final Objection TOO_MANY =
      new Objection(503, "too many large requests are on their way, try again");

  private final List<String> hosts;
  private final Access access;
  private final Bodies bodies;

  Doorkeeper(ControlConfig config, Access access, Bodies bodies) {
    hosts = config.hosts().orElse(List.of());
    this.access = access;
    this.bodies = bodies;
  }

  void register(@Observes Filters filters) {
    filters.register(this::look, FIRST);
  }

  private void look(RoutingContext context) {
    var request = context.request();
    var visit =
        new Visit(
            request.method().name(),
            context.normalizedPath(),
            request.authority() == null ? null : request.authority().toString(),
            request.getHeader(HttpHeaders.ORIGIN),
            request.getHeader("Sec-Fetch-Site"));
    visit
        .objection(hosts)
        .or(() -> access(visit, request))
        .or(() -> bodies.admit(context) ? Optional.empty() : Optional.of(TOO_MANY))
        .ifPresentOrElse(objection -> refuse(context, objection), context::next);
  }

  private Optional<Objection> access(Visit visit, HttpServerRequest request) {
    var session = request.getCookie(Access.COOKIE);
    return access.objection(
        visit.method(),
        visit.path(),
        request.getHeader(HttpHeaders.AUTHORIZATION),
        session == null ? null : session.getValue());
  }

  private static void refuse(RoutingContext context, Objection objection) {
    var response = context.response().setStatusCode(objection.status());
    if (objection.status() == UNAUTHORIZED) {
      response.putHeader("WWW-Authenticate", "Bearer realm=\"descent\"");
    }
    response
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .end(Buffer.buffer(json(new Refusal(objection.line()))));
  }

  private static byte[] json(Refusal refusal) {
    try {
      return Events.json().writeValueAsBytes(refusal);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
