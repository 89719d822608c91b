package org.descent.control.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.descent.control.ControlConfig;
import org.descent.transport.Events;

/** Looks at every request before anybody else does, see {@link Visit}. */
@ApplicationScoped
class Doorkeeper {
  private static final int FIRST = 1000;

  private final List<String> hosts;

  Doorkeeper(ControlConfig config) {
    hosts = config.hosts().orElse(List.of());
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
    var objection = visit.objection(hosts);
    if (objection.isEmpty()) {
      context.next();
      return;
    }
    context
        .response()
        .setStatusCode(objection.get().status())
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .end(Buffer.buffer(json(new Refusal(objection.get().line()))));
  }

  private static byte[] json(Refusal refusal) {
    try {
      return Events.json().writeValueAsBytes(refusal);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
