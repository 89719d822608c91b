package org.descent.standalone.pipeline;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.descent.experiment.results.ExperimentStatus;

/**
 * Looks after the services of this process, so that nobody waits for one that is gone. One thread
 * at a time.
 */
public final class ServiceWatch {
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  /** How long what should recover by itself is given for that. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** What tells whether services are alive. */
  interface Services {
    /**
     * What is broken for good, in one line; empty while nothing is.
     *
     * @throws IOException if there is no answer
     */
    Optional<String> trouble() throws IOException;
  }

  private final Services services;
  private final boolean alone;
  private final String log;
  private final LongSupplier nanos;
  private final Since silent = new Since();
  private final Since waiting = new Since();
  private long last;

  /**
   * @param alone whether nobody else's services could do the work of these
   * @param log where to read more
   * @param nanos the time, as {@link System#nanoTime()} tells it
   */
  ServiceWatch(Services services, boolean alone, String log, LongSupplier nanos) {
    this.services = services;
    this.alone = alone;
    this.log = log;
    this.nanos = nanos;
    this.last = nanos.getAsLong() - BETWEEN_LOOKS.toNanos();
  }

  /**
   * Returns while the services are alive; asks them once a second at most.
   *
   * @param statuses of the experiments that are waited for, as control tells them
   * @throws ServicesBroken if one of them is not
   */
  public void look(List<ExperimentStatus> statuses) throws ServicesBroken {
    long now = nanos.getAsLong();
    if (now - last < BETWEEN_LOOKS.toNanos()) {
      return;
    }
    last = now;
    try {
      var trouble = services.trouble();
      silent.over();
      if (trouble.isPresent()) {
        throw broken("a service has failed: " + trouble.get());
      }
    } catch (ServicesBroken e) {
      throw e;
    } catch (IOException e) {
      if (silent.tooLong(now)) {
        throw broken("the services do not answer: " + e.getMessage());
      }
    }
    var missing =
        statuses.stream().map(ExperimentStatus::waiting).filter(w -> !w.isEmpty()).findFirst();
    if (missing.isEmpty() || !alone) {
      waiting.over();
    } else if (waiting.tooLong(now)) {
      throw broken("a service has failed: " + missing.get());
    }
  }

  /** Why control has not answered: what is broken, as far as that can be told. */
  public ServicesBroken behind(ControlUnreachable silence) {
    try {
      var trouble = services.trouble();
      if (trouble.isPresent()) {
        return broken("a service has failed: " + trouble.get());
      }
    } catch (IOException e) {
      // It says no more than the silence.
    }
    return broken("the services do not answer: " + silence.getMessage());
  }

  private ServicesBroken broken(String what) {
    return new ServicesBroken(what + "; more is in " + log);
  }

  /** How long something has lasted. */
  private static final class Since {
    private Optional<Long> began = Optional.empty();

    void over() {
      began = Optional.empty();
    }

    boolean tooLong(long now) {
      began = began.or(() -> Optional.of(now));
      return now - began.get() > PATIENCE.toNanos();
    }
  }
}
