package org.descent.control.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.descent.control.ControlConfig;
import org.descent.control.log.Broker;
import org.descent.control.log.BrokerUnavailable;
import org.descent.control.log.Replay.Range;
import org.descent.control.plan.Calendar;
import org.descent.control.plan.Experiments;
import org.descent.messaging.Breakdowns;

/**
 * Keeps the meters up to date: gauges once a second, or less often where that would take more than
 * a small share of the time; the queues' lag every five seconds.
 */
@ApplicationScoped
class MetricsRound {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  /** How many times as long as a refresh of the gauges they rest at least. */
  private static final int MIN_REST = 20;

  private final ControlMetrics metrics;
  private final Experiments experiments;
  private final Broker broker;
  private final ControlConfig config;
  private final Breakdowns breakdowns;
  private final ScheduledExecutorService thread =
      Executors.newScheduledThreadPool(
          2,
          work -> {
            var t = new Thread(work, "metrics");
            t.setDaemon(true);
            return t;
          });

  MetricsRound(
      MeterRegistry registry,
      Experiments experiments,
      Calendar calendar,
      Broker broker,
      ControlConfig config,
      Breakdowns breakdowns) {
    this.metrics = new ControlMetrics(registry, calendar);
    this.experiments = experiments;
    this.broker = broker;
    this.config = config;
    this.breakdowns = breakdowns;
  }

  void onStart(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE - 1) StartupEvent event) {
    experiments.listen(metrics);
    refreshAfter(SECOND);
    thread.scheduleWithFixedDelay(
        breakdowns.watching("control: lag", this::measureLag), 5, 5, TimeUnit.SECONDS);
  }

  private void refresh() {
    long start = System.nanoTime();
    try {
      metrics.refresh(start / 1_000_000);
    } finally {
      refreshAfter(Math.max(SECOND, MIN_REST * (System.nanoTime() - start)));
    }
  }

  private void refreshAfter(long nanos) {
    if (!thread.isShutdown()) {
      thread.schedule(
          breakdowns.watching("control: metrics", this::refresh), nanos, TimeUnit.NANOSECONDS);
    }
  }

  private void measureLag() {
    var groups = config.consumers();
    try {
      var log = broker.log(groups.keySet());
      var committed = broker.committed(new HashSet<>(groups.values()));
      metrics.lag(lag(groups, log, committed));
    } catch (BrokerUnavailable e) {
      // Nobody knows how long the queues are now; readiness says why.
      metrics.lag(Map.of());
    }
  }

  /** Records between what each topic's group has committed and the topic's end. */
  static Map<String, Long> lag(
      Map<String, String> groups,
      Map<TopicPartition, Range> log,
      Map<String, Map<TopicPartition, Long>> committed) {
    var lag = new HashMap<String, Long>();
    log.forEach(
        (partition, range) -> {
          var offsets = committed.getOrDefault(groups.get(partition.topic()), Map.of());
          long done = Math.max(range.first(), offsets.getOrDefault(partition, 0L));
          lag.merge(partition.topic(), Math.max(0, range.end() - done), Long::sum);
        });
    return lag;
  }

  @PreDestroy
  void stop() {
    thread.shutdownNow();
  }
}
