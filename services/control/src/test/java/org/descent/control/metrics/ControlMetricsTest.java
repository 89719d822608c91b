package org.descent.control.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.descent.contracts.Ids;
import org.descent.contracts.PackedCurves;
import org.descent.contracts.event.End;
import org.descent.contracts.event.ReportPublished;
import org.descent.contracts.event.TrainingProgressed;
import org.descent.control.Xor;
import org.descent.control.plan.Calendar;
import org.descent.control.plan.Experiments;
import org.descent.experiment.Experiment;
import org.junit.jupiter.api.Test;

class ControlMetricsTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Calendar calendar = new Calendar();
  private final Experiments experiments = new Experiments(Xor::read);
  private final ControlMetrics metrics = new ControlMetrics(registry, calendar);

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
    var meters = new ControlMetrics(own, new Calendar());
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

    // Seeds 1…7 converge after 11, 12, 13, 14, 15, 16 and 10 iterations.
    assertThat(gauge("descent.variant.converged.trials", "iteration", "5")).isZero();
    assertThat(gauge("descent.variant.converged.trials", "iteration", "10")).isEqualTo(1);
    assertThat(gauge("descent.variant.converged.trials", "iteration", "20")).isEqualTo(7);
    assertThat(gauge("descent.variant.iterations", "stat", "p50")).isEqualTo(13);
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
  void aSplitThatIsMeasuredNowAndThenHasAtAMilestoneWhatWasMeasuredLast() {
    var xor = Xor.experiment("xor", 1, 2);
    experiments.on(xor.submitted());
    experiments.on(measured(xor, 1, List.of(1, 6), 8, 3));
    experiments.on(measured(xor, 1, List.of(4), 5)); // late
    experiments.on(Xor.progressed(xor, 0, 1, 1, 6));
    metrics.refresh(0);

    assertThat(tagged("descent.curve.loss", "split", "validation", "iteration", "1", "stat", "p50"))
        .isEqualTo(8);
    assertThat(tagged("descent.curve.loss", "split", "validation", "iteration", "5", "stat", "p50"))
        .isEqualTo(5);
    assertThat(
            registry
                .find("descent.curve.loss")
                .tags("split", "validation", "iteration", "10")
                .gauges())
        .isEmpty(); // nobody has got there
    experiments.on(Xor.converged(xor, 0, 1, 6));
    metrics.refresh(0);
    assertThat(
            tagged("descent.curve.loss", "split", "validation", "iteration", "10", "stat", "p50"))
        .isEqualTo(3);
    assertThat(
            tagged(
                "descent.curve.accuracy.ratio",
                "split",
                "validation",
                "iteration",
                "10",
                "stat",
                "best"))
        .isEqualTo(0.75);
    assertThat(tagged("descent.curve.loss", "split", "train", "iteration", "5", "stat", "p50"))
        .isEqualTo(0.2f);
    assertThat(registry.find("descent.curve.loss").tags("split", "test").gauges()).isEmpty();
  }

  private static TrainingProgressed measured(
      Experiment experiment, long seed, List<Integer> iterations, float... losses) {
    var accuracies = new float[losses.length];
    Arrays.fill(accuracies, 0.75f);
    var measured =
        new TrainingProgressed.Measured(
            Ids.trial(experiment.id(), 0, seed),
            List.of("validation.loss", "validation.accuracy"),
            iterations,
            PackedCurves.of(List.of(losses, accuracies)));
    return new TrainingProgressed(
        Ids.cohort(experiment.id(), 0),
        experiment.id(),
        List.of("loss", "accuracy"),
        List.of(),
        PackedCurves.of(List.of()),
        List.of(measured));
  }

  @Test
  void theMedianCountsTrialsThatNeverConverge() {
    var xor = Xor.experiment("xor", 2, 10);
    experiments.on(xor.submitted());
    for (long seed : xor.seeds()) {
      // of variant 0 the first 6 of 10 seeds converge, of variant 1 the first 4
      experiments.on(
          seed <= 6 ? Xor.converged(xor, 0, seed, 100 * (int) seed) : Xor.exhausted(xor, 0, seed));
      experiments.on(
          seed <= 4 ? Xor.converged(xor, 1, seed, 100 * (int) seed) : Xor.exhausted(xor, 1, seed));
    }
    metrics.refresh(0);

    // Of those that converged the medians would be 350 and 250.
    assertThat(median("rate 0", "true")).isEqualTo(550);
    assertThat(median("rate 1", "false")).as("beyond the budget").isEqualTo(1000);
    assertThat(
            registry
                .find("descent.variant.iterations")
                .tags("variant", "rate 1", "reached", "true", "stat", "p50")
                .gauge())
        .isNull();
    assertThat(gauge("descent.variant.rank", "variant", "rate 0")).isEqualTo(1);
    assertThat(gauge("descent.variant.rank", "variant", "rate 1")).isEqualTo(2);
  }

  private double median(String variant, String reached) {
    return registry
        .get("descent.variant.iterations")
        .tags("variant", variant, "stat", "p50", "reached", reached)
        .gauge()
        .value();
  }

  @Test
  void theSixteenFastestVariantsHaveSeriesAndTheOthersAreOne() {
    var wide = Xor.experiment("wide", 40, 1);
    experiments.on(wide.submitted());
    for (int variant = 0; variant < 40; variant++) {
      experiments.on(Xor.progressed(wide, variant, 1, 1, 8));
      experiments.on(Xor.converged(wide, variant, 1, 100 - variant)); // the last are the fastest
    }
    metrics.refresh(0);

    assertThat(variants()).hasSize(17).contains("rate 24", "rate 39", "_other");
    assertThat(variants()).doesNotContain("rate 23");
    assertThat(gauge("descent.experiment.trials.expected", "variant", "_other")).isEqualTo(24);
    assertThat(gauge("descent.variant.rank", "variant", "rate 39")).isEqualTo(1);
    assertThat(registry.find("descent.variant.rank").tag("variant", "_other").gauge()).isNull();
  }

  @Test
  void settingsOfTheVariantsWithSeriesAreLabels() {
    var wide = Xor.experiment("wide", 20, 1);
    experiments.on(wide.submitted());
    metrics.refresh(0);

    var settings = registry.find("descent.variant.setting").gauges();
    assertThat(settings).hasSize(16);
    var variant = wide.variants().get(3);
    variant
        .settings()
        .forEach(
            (name, value) ->
                assertThat(
                        tagged(
                            "descent.variant.setting",
                            "variant",
                            variant.label(),
                            "setting",
                            name,
                            "value",
                            value))
                    .isEqualTo(1));
  }

  /** A search trains the leading variants from more seeds than it began with. */
  @Test
  void noMoreTrialsEndThanArePlanned() {
    var variant = new VariantSeries(Xor.experiment("xor", 1, 1).variants().get(0), 2);
    for (int seed = 1; seed <= 5; seed++) {
      variant.ended("trial " + seed, End.CONVERGED, 10 * seed);
    }

    assertThat(variant.expected()).isEqualTo(5);
    assertThat(VariantSeries.together("_other", List.of(variant, variant)).expected())
        .isEqualTo(10);
  }

  @Test
  void whenAnExperimentWasHandedInAndEndedComesWithTheLog() {
    var xor = Xor.experiment("xor", 1, 2);
    var report = new ReportPublished(xor.id(), "xor", List.of());
    Xor.life(xor).forEach(experiments::on);
    calendar.note(xor.submitted(), Instant.ofEpochMilli(1_500));
    calendar.note(xor.submitted(), Instant.ofEpochMilli(9_000)); // again
    metrics.refresh(0);

    assertThat(gauge("descent.experiment.time", "event", "submitted")).isEqualTo(1.5);
    assertThat(registry.find("descent.experiment.time").tag("event", "ended").gauge()).isNull();
    calendar.note(report, Instant.ofEpochMilli(4_000)); // nothing else has changed
    metrics.refresh(1_000);
    assertThat(gauge("descent.experiment.time", "event", "ended")).isEqualTo(4);
  }

  @Test
  void whichVariantsHaveSeriesChangesSeldom() {
    var wide = Xor.experiment("wide", 20, 1);
    experiments.on(wide.submitted());
    metrics.refresh(0);
    assertThat(variants()).contains("rate 0", "rate 15").doesNotContain("rate 19");

    experiments.on(Xor.converged(wide, 19, 1, 5));
    metrics.refresh(1_000);
    assertThat(variants()).doesNotContain("rate 19");

    metrics.refresh(10_000);
    assertThat(variants()).contains("rate 19").hasSize(17);
  }

  @Test
  void lossesOfDifferentKindsAreNotMixed() {
    var wide = Xor.experiment("wide", 40, 1); // under cross-entropy up to 19, under L2 from 20 on
    Xor.life(wide).forEach(experiments::on);
    metrics.refresh(0);

    var loss = registry.find("descent.curve.loss");
    assertThat(loss.tag("variant", "_other").gauges()).isEmpty();
    assertThat(registry.find("descent.curve.accuracy.ratio").tag("variant", "_other").gauges())
        .isNotEmpty();
    assertThat(registry.find("descent.curve.loss").gauges())
        .extracting(g -> g.getId().getTag("quantity"))
        .containsOnly("cross-entropy");
  }

  private Set<String> variants() {
    return registry.find("descent.experiment.trials.expected").gauges().stream()
        .map(g -> g.getId().getTag("variant"))
        .collect(Collectors.toSet());
  }

  @Test
  void theExperimentSilentLongestGivesWay() {
    for (int i = 0; i < 25; i++) {
      Xor.life(Xor.experiment("e" + i, 1, 1)).forEach(experiments::on);
    }
    metrics.refresh(0);

    assertThat(registry.find("descent.experiment.trials.expected").gauges()).hasSize(20);
    assertThat(registry.find("descent.variant.rank").gauges()).hasSize(20);
    assertThat(registry.find("descent.variant.rank").tag("experiment", "e4-00000000").gauge())
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

  private double tagged(String name, String... tags) {
    return registry.get(name).tags(tags).gauge().value();
  }

  private double loss(String iteration, String stat) {
    return registry
        .get("descent.curve.loss")
        .tags("iteration", iteration, "stat", stat)
        .gauge()
        .value();
  }
}
