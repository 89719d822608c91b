package org.descent.control.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.descent.contracts.event.End;

/** The gauges of one experiment, which stay as they are until they are told what has changed. */
final class ExperimentMetrics {
  private final MultiGauge trials;
  private final MultiGauge expected;
  private final MultiGauge loss;
  private final MultiGauge accuracy;
  private final MultiGauge curveTrials;
  private final MultiGauge rank;
  private final MultiGauge settings;
  private final MultiGauge times;
  private final MultiGauge iterations;
  private final MultiGauge converged;
  private final MultiGauge leaders;
  private final MultiGauge leaderLoss;
  private final MultiGauge leaderInfo;

  ExperimentMetrics(MeterRegistry registry, String experiment) {
    var gauges = new Gauges(registry, experiment);
    trials = gauges.make("descent.experiment.trials", "Trials by what has become of them");
    expected =
        gauges.make("descent.experiment.trials.expected", "Trials that the experiment consists of");
    loss = gauges.make("descent.curve.loss", "Loss over the trials that are known at an iteration");
    accuracy = gauges.make("descent.curve.accuracy.ratio", "The same for the accuracy");
    curveTrials = gauges.make("descent.curve.trials", "Trials that are known at an iteration");
    rank = gauges.make("descent.variant.rank", "Place of a variant, the fastest being 1");
    settings =
        gauges.make("descent.variant.setting", "What a variant has for what varies; always 1");
    times =
        MultiGauge.builder("descent.experiment.time")
            .baseUnit("seconds")
            .description("When something happened to an experiment, since 1970")
            .tag("experiment", experiment)
            .register(registry);
    iterations =
        gauges.make(
            "descent.variant.iterations",
            "Quantiles of iterations to target over the trials that have ended");
    converged =
        gauges.make(
            "descent.variant.converged.trials", "Trials that had converged by an iteration");
    leaders =
        gauges.make("descent.leaderboard.iterations", "Iterations to target of the fastest trials");
    leaderLoss = gauges.make("descent.leaderboard.loss", "Their loss at the end");
    leaderInfo = gauges.make("descent.leaderboard.info", "Which trials these are; always 1");
  }

  private record Gauges(MeterRegistry registry, String experiment) {
    MultiGauge make(String name, String description) {
      return MultiGauge.builder(name)
          .description(description)
          .tag("experiment", experiment)
          .register(registry);
    }
  }

  /** Shows how {@code experiment} stands, but for who its leaders are. */
  void show(ExperimentSeries experiment) {
    var rows = new Rows();
    experiment.fastest().forEach(rows::ranked);
    experiment.others().ifPresent(rows::add);
    experiment.leaders().forEach(rows::add);
    rows.show();
  }

  /** Shows who leads. */
  void showLeaders(ExperimentSeries experiment) {
    var rows = new ArrayList<Row<?>>();
    for (var leader : experiment.leaders()) {
      var rank = String.valueOf(rows.size() + 1);
      var seed = String.valueOf(leader.seed());
      var ordinal = String.valueOf(leader.ordinal());
      var tags = Tags.of("rank", rank, "variant", leader.variant(), "seed", seed);
      rows.add(Row.of(tags.and("ordinal", ordinal), 1));
    }
    leaderInfo.register(rows, true);
  }

  /** Shows when what happened, by its name. */
  void showTimes(Map<String, Instant> known) {
    var rows = new ArrayList<Row<?>>();
    known.forEach((event, at) -> rows.add(Row.of(Tags.of("event", event), seconds(at))));
    times.register(rows, true);
  }

  private static double seconds(Instant at) {
    return at.toEpochMilli() / 1000.0;
  }

  /** Shows nothing more. */
  void remove() {
    showTimes(Map.of());
    new Rows().show();
    leaderInfo.register(List.of(), true);
  }

  private final class Rows {
    private final List<Row<?>> trialsRows = new ArrayList<>();
    private final List<Row<?>> expectedRows = new ArrayList<>();
    private final List<Row<?>> lossRows = new ArrayList<>();
    private final List<Row<?>> accuracyRows = new ArrayList<>();
    private final List<Row<?>> curveTrialsRows = new ArrayList<>();
    private final List<Row<?>> rankRows = new ArrayList<>();
    private final List<Row<?>> settingsRows = new ArrayList<>();
    private final List<Row<?>> iterationsRows = new ArrayList<>();
    private final List<Row<?>> convergedRows = new ArrayList<>();
    private final List<Row<?>> leadersRows = new ArrayList<>();
    private final List<Row<?>> leaderLossRows = new ArrayList<>();

    void ranked(VariantSeries variant) {
      var tags = Tags.of("variant", variant.label());
      rankRows.add(Row.of(tags, rankRows.size() + 1));
      variant
          .settings()
          .forEach(
              (name, value) ->
                  settingsRows.add(Row.of(tags.and("setting", name, "value", value), 1)));
      for (var quantile : variant.iterations()) {
        var stat = "p" + Math.round(100 * quantile.probability());
        var at = tags.and("stat", stat, "reached", String.valueOf(quantile.reached()));
        iterationsRows.add(Row.of(at, quantile.iterations()));
      }
      add(variant);
    }

    void add(VariantSeries variant) {
      var tags = Tags.of("variant", variant.label());
      for (var end : End.values()) {
        var state = end.name().toLowerCase(Locale.ROOT);
        trialsRows.add(Row.of(tags.and("state", state), variant.ended(end)));
      }
      expectedRows.add(Row.of(tags, variant.expected()));
      for (var milestone : variant.milestones()) {
        var at = tags.and("iteration", String.valueOf(milestone.iteration()));
        curveTrialsRows.add(Row.of(at, milestone.trials()));
        milestone
            .splits()
            .forEach(
                (split, on) -> {
                  var there = at.and("split", split);
                  variant
                      .quantity()
                      .ifPresent(q -> stats(lossRows, there.and("quantity", q), on.loss()));
                  stats(accuracyRows, there, on.accuracy());
                });
      }
      for (var converged : variant.converged()) {
        var at = tags.and("iteration", String.valueOf(converged.iteration()));
        convergedRows.add(Row.of(at, converged.trials()));
      }
    }

    void add(ExperimentSeries.Leader leader) {
      var rank = Tags.of("rank", String.valueOf(leadersRows.size() + 1));
      leadersRows.add(Row.of(rank, leader.iterations()));
      leaderLossRows.add(Row.of(rank, leader.loss()));
    }

    private static void stats(List<Row<?>> rows, Tags at, List<VariantSeries.Stat> stats) {
      for (var stat : stats) {
        rows.add(Row.of(at.and("stat", stat.name()), stat.value()));
      }
    }

    void show() {
      trials.register(trialsRows, true);
      expected.register(expectedRows, true);
      loss.register(lossRows, true);
      accuracy.register(accuracyRows, true);
      curveTrials.register(curveTrialsRows, true);
      rank.register(rankRows, true);
      settings.register(settingsRows, true);
      iterations.register(iterationsRows, true);
      converged.register(convergedRows, true);
      leaders.register(leadersRows, true);
      leaderLoss.register(leaderLossRows, true);
    }
  }
}
