package org.descent.control.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.descent.contracts.event.CohortPlanned;
import org.descent.contracts.event.EvaluationEvent;
import org.descent.contracts.event.Event;
import org.descent.contracts.event.ExperimentDeleted;
import org.descent.contracts.event.TrainingProgressed;
import org.descent.control.plan.Calendar;
import org.descent.control.plan.Experiments;
import org.descent.experiment.Experiment;

/**
 * All meters of control. Their number depends on experiments, variants and milestones, each
 * bounded, and never on the number of trials.
 *
 * <p>Everything here is a function of the log: after a restart control reads the log again, and the
 * gauges come back to where they were.
 */
final class ControlMetrics implements Experiments.Listener {
  /** The most experiments with series; the one that has been silent longest gives way. */
  static final int MAX_EXPERIMENTS = 20;

  /**
   * Seeds are labels of the leaderboard's trials, and of many variants the fastest have series: a
   * lively race must not make series by the second.
   */
  private static final long RACE_MILLIS = 10_000;

  private final MeterRegistry registry;
  private final Calendar calendar;
  private final MultiGauge lag;
  private final Map<String, Meters> experiments = new LinkedHashMap<>(32, 0.75f, true);
  private final Set<String> retired = new HashSet<>();

  ControlMetrics(MeterRegistry registry, Calendar calendar) {
    this.registry = registry;
    this.calendar = calendar;
    lag =
        MultiGauge.builder("descent.queue.lag")
            .description("Records that the topic's consumers have not done yet")
            .register(registry);
  }

  @Override
  public synchronized void happened(Experiment experiment, Event event) {
    if (event instanceof ExperimentDeleted) {
      var gone = experiments.remove(experiment.id());
      if (gone != null) {
        gone.remove();
      }
      return;
    }
    if (retired.contains(experiment.id())) {
      return;
    }
    var meters = experiments.computeIfAbsent(experiment.id(), id -> new Meters(experiment));
    if (event instanceof CohortPlanned) {
      meters.series.grow(experiment);
    }
    meters.on(event);
    retireSilent();
  }

  private void retireSilent() {
    while (experiments.size() > MAX_EXPERIMENTS) {
      var silent = experiments.keySet().iterator().next();
      experiments.remove(silent).remove();
      retired.add(silent);
    }
  }

  /**
   * Brings the gauges up to date of whatever experiment something has happened to.
   *
   * @param now milliseconds of any clock
   */
  synchronized void refresh(long now) {
    experiments.values().forEach(meters -> meters.refresh(now));
  }

  /** Records not yet done, by topic. */
  void lag(Map<String, Long> records) {
    var rows = new ArrayList<Row<?>>();
    records.forEach((topic, count) -> rows.add(Row.of(Tags.of("topic", topic), count)));
    lag.register(rows, true);
  }

  /** Those of one experiment. */
  private final class Meters {
    private final String id;
    private final String submission;
    private final ExperimentSeries series;
    private final ExperimentMetrics gauges;
    private boolean stale = true;
    private boolean raceStale = true;
    private long raceShown = Long.MIN_VALUE / 2;
    private Map<String, Instant> times = Map.of();

    Meters(Experiment experiment) {
      id = experiment.id();
      submission = experiment.submission();
      series = new ExperimentSeries(experiment);
      gauges = new ExperimentMetrics(registry, experiment.id());
    }

    void on(Event event) {
      stale = true;
      raceStale = true;
      if (event instanceof TrainingProgressed progress) {
        series.on(progress);
      } else if (event instanceof EvaluationEvent end) {
        series.on(end);
      }
    }

    void refresh(long now) {
      boolean race = raceStale && now - raceShown >= RACE_MILLIS;
      if (race) {
        raceStale = false;
        raceShown = now;
        series.rank();
      }
      if (stale || race) {
        stale = false;
        gauges.show(series);
      }
      if (race) {
        gauges.showLeaders(series); // last: a scrape that knows them knows what they have done
      }
      showTimes();
    }

    /** They come by way of the log, which may be later than what they are of. */
    private void showTimes() {
      var known = new TreeMap<String, Instant>();
      calendar.submitted(submission).ifPresent(at -> known.put("submitted", at));
      calendar.reported(id).ifPresent(at -> known.put("ended", at));
      if (!known.equals(times)) {
        times = known;
        gauges.showTimes(known);
      }
    }

    void remove() {
      gauges.remove();
    }
  }
}
