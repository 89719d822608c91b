package org.descent.messaging;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Whether the time of day is set back. Kafka's clients measure by it how long they have waited, and
 * would wait for as long as it was set back. That it leaps ahead, as on a computer that has slept,
 * only makes them ask again.
 */
@ApplicationScoped
class TimeOfDay {
  /** What is set back by less is waited for. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            var t = new Thread(work, "time of day");
            t.setDaemon(true);
            return t;
          });
  private long latest = Long.MIN_VALUE;

  void on(@Observes @Priority(400) StartupEvent event, Breakdowns breakdowns) {
    thread.scheduleWithFixedDelay(
        breakdowns.watching("clock", () -> look(System.currentTimeMillis(), System.nanoTime())),
        0,
        1,
        TimeUnit.SECONDS);
  }

  /**
   * @param millis the time of day
   * @param nanos that have passed since some moment, whatever the time of day is
   * @throws IllegalStateException if the time of day has been set back
   */
  void look(long millis, long nanos) {
    long midnight = millis - TimeUnit.NANOSECONDS.toMillis(nanos); // stands still, if both go on
    if (latest - midnight > PATIENCE.toMillis() && latest != Long.MIN_VALUE) {
      throw new IllegalStateException(
          "the clock was set back by "
              + Duration.ofMillis(latest - midnight).toSeconds()
              + " s; whoever waits for the broker would wait for as long");
    }
    latest = Math.max(latest, midnight);
  }

  @PreDestroy
  void stop() {
    thread.shutdownNow();
  }
}
