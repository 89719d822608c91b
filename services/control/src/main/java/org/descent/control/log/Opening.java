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
 * log is noted. It comes before the channels open, so that they find their topics; if the broker is
 * away it goes on trying, and control is not ready until then.
 */
@ApplicationScoped
class Opening {
  private static final Logger LOG = Logger.getLogger(Opening.class);

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
        replay.gone(broker.log(Replay.TOPICS));
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
