package org.descent.control.log;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.descent.messaging.Breakdowns;
import org.jboss.logging.Logger;

/**
 * What happens before control acts: topics are created where they are missing, and the end of the
 * log is noted. Nothing is read before that; if the broker is away it goes on trying, and control
 * is not ready until then. While the log is read, it says what is waited for.
 */
@ApplicationScoped
class Opening {
  private static final Logger LOG = Logger.getLogger(Opening.class);

  /** It looks every second. */
  private static final int LOOKS_A_WORD = 10;

  private final Broker broker;
  private final Replay replay;
  private final Breakdowns breakdowns;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            var t = new Thread(work, "opening");
            t.setDaemon(true);
            return t;
          });
  private boolean opened;
  private int looks;

  Opening(Broker broker, Replay replay, Breakdowns breakdowns) {
    this.broker = broker;
    this.replay = replay;
    this.breakdowns = breakdowns;
  }

  void onStart(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event) {
    step();
    thread.scheduleWithFixedDelay(
        breakdowns.watching("control: opening", this::step), 1, 1, TimeUnit.SECONDS);
  }

  /** Goes on until the log has been replayed. */
  private synchronized void step() {
    try {
      if (!opened) {
        broker.createTopics();
        replay.begin(broker.log(Replay.TOPICS));
        opened = true;
      } else if (!replay.finished()) {
        replay.look(broker.log(Replay.TOPICS));
        if (++looks % LOOKS_A_WORD == 0) {
          LOG.infof("%s; nothing is planned and nothing taken in before the end", replay);
        }
      } else {
        thread.shutdown();
        LOG.info("the log is replayed");
      }
    } catch (BrokerUnavailable e) {
      LOG.warn(e.getMessage());
    }
  }

  @PreDestroy
  void stop() {
    thread.shutdownNow();
  }
}
