package org.descent.standalone.pipeline;

import io.quarkus.arc.Arc;
import io.quarkus.runtime.Quarkus;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.descent.contracts.Reason;
import org.descent.loader.ReadAhead;
import org.descent.messaging.Breakdowns;
import org.descent.standalone.broker.FreePort;

/** The four services in this process, on a thread of their own. */
final class Services implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(120);

  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final int port;
  private final Thread thread;
  private final ControlClient control;
  private volatile boolean ready;

  private Services(int port, String token) {
    this.port = port;
    control = new ControlClient(URI.create("http://127.0.0.1:" + port), token);
    thread =
        new Thread(
            () -> {
              try {
                Quarkus.run(null, (code, problem) -> failure.set(problem));
              } catch (RuntimeException | Error e) {
                failure.set(e);
              }
            },
            "services");
  }

  /**
   * Services that will listen on {@code port} of loopback, 0 for any free one.
   *
   * @param token that this process shows to them
   */
  static Services create(int port, String token) throws IOException {
    return new Services(port == 0 ? FreePort.next() : port, token);
  }

  /** Where a browser finds the page. */
  URI page() {
    return URI.create("http://127.0.0.1:" + port + "/");
  }

  /**
   * Starts the services with {@code settings}, which override every application.properties, and
   * returns when they say that they are ready.
   */
  void start(Map<String, String> settings) throws IOException {
    settings.forEach(System::setProperty);
    System.setProperty("quarkus.http.port", Integer.toString(port));
    thread.start();
    awaitReady();
    ready = true;
  }

  /**
   * What is broken for good, in one line; empty while nothing is.
   *
   * @throws IOException if there is no answer
   */
  Optional<String> trouble() throws IOException {
    if (!thread.isAlive()) {
      return Optional.of("the services have ended" + why());
    }
    var known = Arc.container().instance(Breakdowns.class).get().reasons().entrySet().stream();
    var first = known.findFirst().map(reason -> reason.getKey() + ": " + reason.getValue());
    return first.isPresent() ? first : control.trouble(); // which also knows of channels
  }

  /** What is known of the reason, after a colon; the innermost one says most. */
  private String why() {
    var cause = failure.get();
    while (cause != null && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause == null ? "" : ": " + Reason.of(cause);
  }

  /** Leaves to the dataset-loader what {@code ahead} holds. */
  void hand(ReadAhead ahead) {
    Arc.container().instance(ReadAhead.class).get().takeOver(ahead);
  }

  /** The REST interface of control. */
  ControlClient control() {
    return control;
  }

  /**
   * Lets the services end their work and their membership in the broker's groups, and leaves them:
   * the process has to end then.
   */
  @Override
  public void close() {
    Quarkus.asyncExit(0);
    if (ready && thread.isAlive()) {
      LastWords.await();
    }
  }

  private void awaitReady() throws IOException {
    long deadline = System.nanoTime() + START.toNanos();
    while (!control.ready()) {
      if (!thread.isAlive()) {
        throw new IOException("the services did not start", failure.get());
      }
      if (System.nanoTime() > deadline) {
        throw new IOException("the services were not ready after " + START.toSeconds() + " s");
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while the services started", e);
      }
    }
  }
}
