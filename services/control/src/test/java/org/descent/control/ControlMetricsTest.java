package org.descent.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.stream.Collectors;
import org.descent.experiment.Experiment;
import org.junit.jupiter.api.Test;

class ControlMetricsTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Experiments experiments = new Experiments(Xor::read);
  private final ControlMetrics metrics = new ControlMetrics(registry);

  ControlMetricsTest() {
    experiments.listen(metrics);
  }

  @Test
  void theNumberOfSeriesDoesNotDependOnTheNumberOfTrials() {
    int few = seriesOf(Xor.experiment("few", 2, 50));
    registry.clear();
    int many = seriesOf(Xor.experiment("many", 2, 5000));

    assertThat(many).isEqualTo(few);
  }

  private int seriesOf(Experiment experiment) {
    var own = new SimpleMeterRegistry();
    var fold = new Experiments(Xor::read);
    var meters = new ControlMetrics(own);
    fold.listen(meters);
    Xor.life(experiment).forEach(fold::on);
    meters.refresh(0);
    return own.getMeters().size();
  }

  @Test
  void eachTrialIsCountedOnceThoughItsEventsComeTwice() {
    var xor = Xor.experiment("xor", 1, 7);
    Xor.life(xor).forEach(experiments::on);
    Xor.life(xor).forEach(experiments::on);
    metrics.refresh(0);

    var summary = registry.get("descent.convergence.iterations").summary();
    assertThat(summary.count()).isEqualTo(7);
    // Seeds 1…7 converge after 11, 12, 13, 14, 15, 16 and 10 iterations.
    assertThat(summary.totalAmount()).isEqualTo(91);
    assertThat(gauge("descent.experiment.trials", "state", "converged")).isEqualTo(7);
    assertThat(gauge("descent.experiment.trials", "state", "failed")).isZero();
    assertThat(gauge("descent.experiment.trials.expected", "variant", "rate 0")).isEqualTo(7);
  }

  @Test
  void endedTrialsKeepTheirLastValueAtLaterMilestones() {
    var xor = Xor.experiment("xor", 1, 2);
    experiments.on(xor.submitted());
    experiments.on(Xor.progressed(xor, 0, 1, 1, 4));
    experiments.on(Xor.converged(xor, 0, 1, 4));
    experiments.on(Xor.progressed(xor, 0, 2, 1, 10));
    metrics.refresh(0);

    // Trial 1 ended at loss 1/4; trial 2 is at 1/10.
    assertThat(gauge("descent.curve.trials", "iteration", "10")).isEqualTo(2);
    assertThat(loss("10", "worst")).isEqualTo(0.25);
    assertThat(loss("10", "best")).isEqualTo(0.1f);
    assertThat(loss("2", "worst")).isEqualTo(0.5);
  }

  @Test
  void variantsBeyondTheSixteenthAreFoldedIntoOne() {
    var wide = Xor.experiment("wide", 40, 1);
    Xor.life(wide).forEach(experiments::on);
    metrics.refresh(0);

    var variants =
        registry.find("descent.experiment.trials.expected").gauges().stream()
            .map(g -> g.getId().getTag("variant"))
            .collect(Collectors.toSet());
    assertThat(variants).hasSize(17).contains("rate 15", "_other").doesNotContain("rate 16");
    assertThat(gauge("descent.experiment.trials.expected", "variant", "_other")).isEqualTo(24);
  }

  @Test
  void theExperimentSilentLongestGivesWay() {
    for (int i = 0; i < 25; i++) {
      Xor.life(Xor.experiment("e" + i, 1, 1)).forEach(experiments::on);
    }
    metrics.refresh(0);

    assertThat(registry.find("descent.experiment.trials.expected").gauges()).hasSize(20);
    assertThat(registry.find("descent.convergence.iterations").summaries()).hasSize(20);
    assertThat(
            registry
                .find("descent.convergence.iterations")
                .tag("experiment", "e4-00000000")
                .summary())
        .isNull();
  }

  @Test
  void theLeaderboardNamesTheFastestAndChangesNamesSeldom() {
    var xor = Xor.experiment("xor", 1, 3);
    experiments.on(xor.submitted());
    experiments.on(Xor.converged(xor, 0, 1, 40));
    metrics.refresh(0);
    experiments.on(Xor.converged(xor, 0, 2, 20));
    metrics.refresh(1_000);

    assertThat(gauge("descent.leaderboard.iterations", "rank", "1")).isEqualTo(20);
    assertThat(registry.find("descent.leaderboard.info").tag("seed", "2").gauge()).isNull();

    metrics.refresh(10_000);
    assertThat(gauge("descent.leaderboard.info", "seed", "2")).isEqualTo(1);
  }

  private double gauge(String name, String tag, String value) {
    return registry.get(name).tag(tag, value).gauge().value();
  }

  private double loss(String iteration, String stat) {
    return registry
        .get("descent.curve.loss")
        .tags("iteration", iteration, "stat", stat)
        .gauge()
        .value();
  }
}
