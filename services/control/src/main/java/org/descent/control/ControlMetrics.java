package org.descent.control;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.descent.contracts.event.End;
import org.descent.contracts.event.EvaluationEvent;
import org.descent.contracts.event.Event;
import org.descent.contracts.event.TrainingProgressed;
import org.descent.contracts.event.TrialEvaluated;
import org.descent.experiment.Experiment;

/**
 * All meters of control. Their number depends on experiments, variants and milestones, each
 * bounded, and never on the number of trials.
 *
 * <p>Everything here is a function of the log, the histogram too: after a restart control reads the
 * log again and counts each trial once, so the histogram comes back to where it was. Read it as it
 * stands; {@code rate} or {@code increase} over a restart would count the trials before it again.
 */
final class ControlMetrics implements Experiments.Listener {
  /** The most experiments with series; the one that has been silent longest gives way. */
  static final int MAX_EXPERIMENTS = 20;

  /**
   * Seeds are labels of the leaderboard's trials: a lively race must not make series by the second.
   */
  private static final long INFO_MILLIS = 10_000;

  private final MeterRegistry registry;
  private final MultiGauge trials;
  private final MultiGauge expected;
  private final MultiGauge loss;
  private final MultiGauge accuracy;
  private final MultiGauge curveTrials;
  private final MultiGauge leaders;
  private final MultiGauge leaderLoss;
  private final MultiGauge leaderInfo;
  private final MultiGauge lag;
  private final Map<String, ExperimentSeries> series = new LinkedHashMap<>(32, 0.75f, true);
  private final Map<String, List<Meter>> histograms = new HashMap<>();
  private final Set<String> retired = new HashSet<>();
  private boolean changed;
  private boolean infoStale;
  private long infoRefreshed = Long.MIN_VALUE / 2;

  ControlMetrics(MeterRegistry registry) {
    this.registry = registry;
    trials = gauge("descent.experiment.trials", "Trials by what has become of them");
    expected =
        gauge("descent.experiment.trials.expected", "Trials that the experiment consists of");
    loss = gauge("descent.curve.loss", "Loss over the trials that are known at an iteration");
    accuracy = gauge("descent.curve.accuracy.ratio", "The same for the accuracy");
    curveTrials = gauge("descent.curve.trials", "Trials that are known at an iteration");
    leaders = gauge("descent.leaderboard.iterations", "Iterations to target of the fastest trials");
    leaderLoss = gauge("descent.leaderboard.loss", "Their loss at the end");
    leaderInfo = gauge("descent.leaderboard.info", "Which trials these are; always 1");
    lag = gauge("descent.queue.lag", "Records that the topic's consumers have not done yet");
  }

  private MultiGauge gauge(String name, String description) {
    return MultiGauge.builder(name).description(description).register(registry);
  }

  @Override
  public synchronized void happened(Experiment experiment, Event event) {
    if (retired.contains(experiment.id())) {
      return;
    }
    var known = series.computeIfAbsent(experiment.id(), id -> new ExperimentSeries(experiment));
    if (event instanceof TrainingProgressed slice) {
      known.on(slice);
    } else if (event instanceof EvaluationEvent end) {
      known.on(end);
      count(known, end);
    }
    changed = true;
    retireSilent();
  }

  private void count(ExperimentSeries known, EvaluationEvent event) {
    if (event instanceof TrialEvaluated evaluated && evaluated.training().end() == End.CONVERGED) {
      known
          .label(event.variant())
          .ifPresent(
              label -> histogram(known.id(), label).record(evaluated.training().iterations()));
    }
  }

  private DistributionSummary histogram(String experiment, String variant) {
    var summary =
        DistributionSummary.builder("descent.convergence.iterations")
            .description("Iterations to target of the trials that converged")
            .tags("experiment", experiment, "variant", variant)
            .serviceLevelObjectives(Milestones.buckets())
            .register(registry);
    var mine = histograms.computeIfAbsent(experiment, e -> new ArrayList<>());
    if (!mine.contains(summary)) {
      mine.add(summary);
    }
    return summary;
  }

  private void retireSilent() {
    while (series.size() > MAX_EXPERIMENTS) {
      var silent = series.keySet().iterator().next();
      series.remove(silent);
      retired.add(silent);
      histograms.getOrDefault(silent, List.of()).forEach(registry::remove);
      histograms.remove(silent);
    }
  }

  /**
   * Brings the gauges up to date if anything has happened since; meant to be called once a second.
   *
   * @param now milliseconds of any clock
   */
  synchronized void refresh(long now) {
    if (!changed && !(infoStale && now - infoRefreshed >= INFO_MILLIS)) {
      return;
    }
    changed = false;
    var rows = new Rows();
    series.values().forEach(rows::add);
    trials.register(rows.trials, true);
    expected.register(rows.expected, true);
    loss.register(rows.loss, true);
    accuracy.register(rows.accuracy, true);
    curveTrials.register(rows.curveTrials, true);
    leaders.register(rows.leaders, true);
    leaderLoss.register(rows.leaderLoss, true);
    if (now - infoRefreshed >= INFO_MILLIS) {
      infoRefreshed = now;
      leaderInfo.register(rows.leaderInfo, true);
      infoStale = false;
    } else {
      infoStale = true;
    }
  }

  /** Records not yet done, by topic. */
  void lag(Map<String, Long> records) {
    var rows = new ArrayList<Row<?>>();
    records.forEach((topic, count) -> rows.add(Row.of(Tags.of("topic", topic), count)));
    lag.register(rows, true);
  }

  /** The rows of all gauges, gathered experiment by experiment. */
  private static final class Rows {
    final List<Row<?>> trials = new ArrayList<>();
    final List<Row<?>> expected = new ArrayList<>();
    final List<Row<?>> loss = new ArrayList<>();
    final List<Row<?>> accuracy = new ArrayList<>();
    final List<Row<?>> curveTrials = new ArrayList<>();
    final List<Row<?>> leaders = new ArrayList<>();
    final List<Row<?>> leaderLoss = new ArrayList<>();
    final List<Row<?>> leaderInfo = new ArrayList<>();

    void add(ExperimentSeries experiment) {
      for (var variant : experiment.variants()) {
        add(Tags.of("experiment", experiment.id(), "variant", variant.label()), variant);
      }
      int rank = 1;
      for (var leader : experiment.leaders()) {
        var tags = Tags.of("experiment", experiment.id(), "rank", String.valueOf(rank++));
        leaders.add(Row.of(tags, leader.iterations()));
        leaderLoss.add(Row.of(tags, leader.loss()));
        var seed = String.valueOf(leader.seed());
        leaderInfo.add(Row.of(tags.and("variant", leader.variant(), "seed", seed), 1));
      }
    }

    private void add(Tags tags, VariantSeries variant) {
      for (var end : End.values()) {
        var state = end.name().toLowerCase(Locale.ROOT);
        trials.add(Row.of(tags.and("state", state), variant.ended(end)));
      }
      expected.add(Row.of(tags, variant.expected()));
      for (var milestone : variant.milestones()) {
        var at = tags.and("iteration", String.valueOf(milestone.iteration()));
        curveTrials.add(Row.of(at, milestone.trials()));
        stats(loss, at, milestone.loss());
        stats(accuracy, at, milestone.accuracy());
      }
    }

    private static void stats(List<Row<?>> rows, Tags at, List<VariantSeries.Stat> stats) {
      for (var stat : stats) {
        rows.add(Row.of(at.and("split", "train", "stat", stat.name()), stat.value()));
      }
    }
  }
}
