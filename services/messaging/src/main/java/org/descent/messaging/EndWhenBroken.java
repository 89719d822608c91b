package org.descent.messaging;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.health.SmallRyeHealthReporter;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Ends the process, with 1, once it is not alive: whoever runs it starts it anew, and what was not
 * acknowledged is delivered again.
 */
@ApplicationScoped
class EndWhenBroken {
  private static final Logger LOG = Logger.getLogger(EndWhenBroken.class);

  private static final long LOOK_SECONDS = 2;

  /** What is broken may not be able to end in an orderly way. */
  private static final long GRACE_SECONDS = 40;

  private final SmallRyeHealthReporter health;
  private final Thread watch = new Thread(this::watch, "alive");
  private volatile boolean ending;

  EndWhenBroken(SmallRyeHealthReporter health) {
    this.health = health;
  }

  /** After the channels have been opened: before that nothing is alive. */
  void on(@Observes @Priority(5000) StartupEvent event, MessagingConfig config) {
    if (config.endWhenBroken()) {
      watch.setDaemon(true);
      watch.start();
    }
  }

  private void watch() {
    try {
      while (alive()) {
        TimeUnit.SECONDS.sleep(LOOK_SECONDS);
      }
    } catch (InterruptedException e) {
      return; // it ends for another reason
    }
    ending = true;
    try {
      Quarkus.asyncExit(1);
      TimeUnit.SECONDS.sleep(GRACE_SECONDS);
    } catch (InterruptedException | RuntimeException | Error e) {
      // It has to end all the same.
    }
    Runtime.getRuntime().halt(1);
  }

  private boolean alive() {
    try {
      var liveness = health.getLiveness();
      if (liveness.isDown()) {
        LOG.errorf("not alive, ending so as to be started anew: %s", liveness.getPayload());
      }
      return !liveness.isDown();
    } catch (RuntimeException e) {
      LOG.warnf("nobody can say whether this is alive: %s", e.toString());
      return true;
    } catch (Error e) {
      return false; // not even enough memory is left to ask
    }
  }

  @PreDestroy
  void stop() {
    if (!ending) {
      watch.interrupt();
    }
  }
}
