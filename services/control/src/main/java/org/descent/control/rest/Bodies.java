package org.descent.control.rest;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.descent.control.ControlConfig;

/**
 * Bodies of requests while they are on their way. They are read before a thread takes care of the
 * request ({@code quarkus.rest.input-buffer-size}), so whoever sends slowly holds up nobody; but he
 * holds memory, for which there is a limit, and is not waited for longer than a while.
 */
@ApplicationScoped
class Bodies {
  /** Those of more bytes, or of nobody knows how many, are large. */
  static final long LARGE = 64 << 10;

  /** The most large ones that are on their way at once. */
  static final int MOST_LARGE = 64;

  private final Duration patience;
  private final AtomicInteger large = new AtomicInteger();

  Bodies(ControlConfig config) {
    patience = config.bodyPatience();
  }

  /** Takes care of the body of a request; false if there are too many. */
  boolean admit(RoutingContext context) {
    var request = context.request();
    if (request.isEnded()) {
      return true;
    }
    boolean counts = isLarge(request);
    if (counts && large.incrementAndGet() > MOST_LARGE) {
      large.decrementAndGet();
      return false;
    }
    long timer =
        context
            .vertx()
            .setTimer(
                patience.toMillis(),
                id -> {
                  if (!request.isEnded()) {
                    request.connection().close();
                  }
                });
    context.addEndHandler(
        end -> {
          context.vertx().cancelTimer(timer);
          if (counts) {
            large.decrementAndGet();
          }
        });
    return true;
  }

  private static boolean isLarge(HttpServerRequest request) {
    var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length != null) {
      return !length.matches("[0-9]{1,9}") || Long.parseLong(length) > LARGE;
    }
    boolean chunked = request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
    return chunked || request.version() == HttpVersion.HTTP_2;
  }
}
