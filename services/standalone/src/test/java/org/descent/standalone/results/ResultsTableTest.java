package org.descent.standalone.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.descent.contracts.event.End;
import org.descent.contracts.event.ReportPublished.Quantile;
import org.descent.experiment.results.ExperimentResult;
import org.descent.experiment.results.ExperimentResult.Claim;
import org.descent.experiment.results.ExperimentResult.Divergence;
import org.descent.experiment.results.ExperimentResult.Place;
import org.descent.experiment.results.ExperimentResult.PublishedMetric;
import org.descent.experiment.results.ExperimentResult.SplitMetrics;
import org.descent.experiment.results.ExperimentResult.Summary;
import org.descent.experiment.results.ExperimentResult.TrialResult;
import org.descent.experiment.results.ExperimentResult.VariantResult;
import org.descent.experiment.results.ExperimentResult.Verdict;
import org.descent.experiment.results.State;
import org.descent.standalone.table.Numbers;
import org.junit.jupiter.api.Test;

class ResultsTableTest {
  @Test
  void oneRowAVariantWithTheMedianTheRangeAndTheReportsOwnNumber() {
    var result =
        result(
            State.COMPLETE,
            List.of(
                variant("l2", "sigmoid", 9623, Map.of(End.CONVERGED, 10), 10333, 9508, 10942),
                variant("cross-entropy", "relu", 917, Map.of(End.CONVERGED, 10), 899, 793, 1118)),
            List.of(
                new Claim(
                    "order", "CE converges sooner than L2", Verdict.HOLDS, "10 of 10 seeds")));

    assertThat(String.join("\n", ResultsTable.lines(result)))
        .isEqualTo(
            """
            Fully connected network (part-2-0123abcd)

              loss           activation  converged  iterations  [10 % - 90 %]    reported
              l2             sigmoid      10 of 10      10 333  [9508 - 10 942]      9623
              cross-entropy  relu         10 of 10         899  [793 - 1118]          917

              holds          CE converges sooner than L2
                             - 10 of 10 seeds\
            """);
  }

  @Test
  void aMedianThatWasNotReachedIsBeyondTheBudget() {
    var quantiles =
        List.of(
            new Quantile(0.1, 9508, true),
            new Quantile(0.5, 30_000, false),
            new Quantile(0.9, 30_000, false));
    var variant = variant(null, Map.of(End.CONVERGED, 2, End.EXHAUSTED, 8), quantiles, List.of());

    assertThat(ResultsTable.lines(result(State.COMPLETE, List.of(variant), List.of())).get(3))
        .isEqualTo("  l2    relu          2 of 10    > 30 000  [9508 - > 30 000]  8 exhausted");
  }

  @Test
  void failedTrialsAreNamedWithTheirReason() {
    var failed = trial(7, End.FAILED, null, List.of(), "out of memory");
    var variant =
        variant(
            null,
            Map.of(End.CONVERGED, 9, End.FAILED, 1),
            List.of(new Quantile(0.5, 12, true)),
            List.of(failed));

    assertThat(ResultsTable.lines(result(State.COMPLETE, List.of(variant), List.of())))
        .containsSequence("", "  1 trial failed:", "    part-2-0123abcd.0.7  out of memory");
  }

  @Test
  void aDisagreementOfTrainerAndEvaluatorIsSaidLoudly() {
    var disputed = trial(3, End.CONVERGED, false, List.of("accuracy 1.0, found 0.98"), null);
    var variant = variant(null, Map.of(End.CONVERGED, 10), List.of(), List.of(disputed));

    assertThat(ResultsTable.lines(result(State.COMPLETE, List.of(variant), List.of())))
        .containsSequence(
            "  TRAINER AND EVALUATOR DISAGREE on 1 trial:",
            "    part-2-0123abcd.0.3  accuracy 1.0, found 0.98");
  }

  @Test
  void aRejectedExperimentIsItsReason() {
    var rejected =
        new ExperimentResult(
            "x-1", "x", "X", State.REJECTED, "images.npy is empty", null, List.of(), List.of());

    assertThat(ResultsTable.lines(rejected))
        .containsExactly("X (x-1)", "  rejected: images.npy is empty");
  }

  @Test
  void aClaimStandsAboveWhatWasFoundAndWhatElseItMayBeDueTo() {
    var claim =
        new Claim(
            "c",
            "A is faster.",
            Verdict.NOT_RESOLVED,
            "a before b: × 2" + Claim.AND + "a before c: × 3",
            List.of(),
            List.of("two tasks, line and random", "the loss"));

    assertThat(ResultsTable.lines(result(State.COMPLETE, List.of(), List.of(claim))))
        .containsSequence(
            "  not resolved   A is faster.",
            "                 - a before b: × 2",
            "                 - a before c: × 3",
            "                 - confounded by two tasks, line and random; the loss");
  }

  @Test
  void noLineIsWiderThanATerminal() {
    var settings = new TreeMap<String, String>();
    for (int axis = 0; axis < 8; axis++) {
      settings.put("a long axis " + axis, "a long value " + axis);
    }
    var variant =
        new VariantResult(
            0,
            String.join(", ", settings.values()),
            settings,
            100,
            null,
            null,
            new Summary(1, Map.of(End.CONVERGED, 1), List.of(new Quantile(0.5, 9, true))),
            List.of(trial(1, End.CONVERGED, 0.1, 1.0)),
            List.of("accuracy 1"));
    var words = "many words ".repeat(30);
    var claim =
        new Claim("c", words, Verdict.NOT_RESOLVED, words, List.of(), List.of(words, words));

    assertThat(ResultsTable.lines(result(State.COMPLETE, List.of(variant), List.of(claim))))
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(ResultsTable.WIDTH));
  }

  @Test
  void lossAndAccuracyAtTheEndStandBesideIterations() {
    var trials =
        List.of(
            trial(1, End.CONVERGED, 0.0123456, 1.0),
            trial(2, End.CONVERGED, 0.02, 1.0),
            trial(3, End.EXHAUSTED, 0.5, 0.98437));
    var variant =
        variant(
            null,
            Map.of(End.CONVERGED, 2, End.EXHAUSTED, 8),
            List.of(new Quantile(0.5, 12, true)),
            trials);

    assertThat(table(variant))
        .containsExactly(
            "  loss  activation  converged  iterations  [10 % - 90 %]  end loss  accuracy"
                + "  otherwise",
            "  l2    relu          2 of 10          12                     0.02         1"
                + "  8 exhausted");
  }

  @Test
  void otherEndsStandBelowWhereARowWouldBeTooWide() {
    var variant =
        variant(
            null,
            Map.of(End.CONVERGED, 2, End.EXHAUSTED, 1, End.FAILED, 1, End.DIVERGED, 1),
            List.of(new Quantile(0.5, 12, true)),
            List.of(trial(1, End.CONVERGED, 0.02, 1.0)));

    assertThat(table(variant))
        .containsExactly(
            "  loss  activation  converged  iterations  [10 % - 90 %]  end loss  accuracy",
            "  l2    relu          2 of 10          12                     0.02         1",
            "",
            "  l2, relu: 1 exhausted, 1 diverged, 1 failed, 5 not ended");
  }

  @Test
  void everySplitHasItsLossAndAccuracy() {
    var metrics =
        Map.of(
            "train", new SplitMetrics(0.01, 1.0, List.of()),
            "validation", new SplitMetrics(0.1, 0.95, List.of()),
            "test", new SplitMetrics(0.2, 0.9, List.of()));
    var variant =
        variant(
            null,
            Map.of(End.CONVERGED, 10),
            List.of(new Quantile(0.5, 12, true)),
            List.of(trial(1, End.CONVERGED, metrics, null)));

    assertThat(table(variant))
        .containsExactly(
            "  loss  activation  converged  iterations  [10 % - 90 %]",
            "  l2    relu         10 of 10          12",
            "",
            "  loss  activation  train loss  accuracy  validation loss  accuracy  test loss  accuracy",
            "  l2    relu              0.01         1              0.1      0.95        0.2       0.9");
  }

  @Test
  void averagesStandBesideTheWeightsOfTheEnd() {
    var metrics = Map.of("train", new SplitMetrics(0.01, 0.75, List.of()));
    var averaged = Map.of("train", new SplitMetrics(0.005, 0.9, List.of()));
    var variant =
        variant(
            null,
            Map.of(End.CONVERGED, 10),
            List.of(new Quantile(0.5, 12, true)),
            List.of(trial(1, End.CONVERGED, metrics, null, averaged)));

    assertThat(table(variant))
        .containsExactly(
            "  loss  activation  converged  iterations  [10 % - 90 %]",
            "  l2    relu         10 of 10          12",
            "",
            "  loss  activation  end loss  accuracy  averaged loss  accuracy",
            "  l2    relu            0.01      0.75          0.005       0.9");
    assertThat(ResultsTable.legend(List.of(result(State.COMPLETE, List.of(variant), List.of()))))
        .endsWith("averaged: the same with averaged weights");
  }

  @Test
  void averagesOfManySplitsHaveATableOfTheirOwn() {
    var metrics =
        Map.of(
            "train", new SplitMetrics(0.01, 1.0, List.of()),
            "validation", new SplitMetrics(0.1, 0.95, List.of()),
            "test", new SplitMetrics(0.2, 0.9, List.of()));
    var variant =
        variant(
            null,
            Map.of(End.CONVERGED, 10),
            List.of(new Quantile(0.5, 12, true)),
            List.of(trial(1, End.CONVERGED, metrics, null, metrics)));

    var table = table(variant);
    assertThat(table).hasSize(8);
    assertThat(table.get(3)).contains("train loss", "validation loss", "test loss");
    assertThat(table.get(6))
        .contains("averaged train loss", "averaged validation loss", "averaged test loss");
  }

  @Test
  void withoutATargetThereIsNothingToConvergeToAndIterationsAreThoseThatWereTrained() {
    var settings = Map.of("loss", "l2");
    var variant =
        new VariantResult(
            0,
            "l2",
            settings,
            500,
            null,
            73,
            new Summary(2, Map.of(End.EXHAUSTED, 2), List.of(new Quantile(0.5, 500, false))),
            List.of(trial(1, End.EXHAUSTED, 0.5, 0.75), trial(2, End.EXHAUSTED, 0.25, 0.5)),
            List.of());

    assertThat(table(variant))
        .containsExactly(
            "  loss  trials  iterations  end loss  accuracy",
            "  l2         2           7     0.375     0.625");
  }

  @Test
  void publishedMetricsStandBesideOurs() {
    var metrics = Map.of("test", new SplitMetrics(0.5, 0.92, List.of()));
    var beside =
        new PublishedMetric(
            "testAccuracy",
            0.94,
            0.01,
            "A 2024",
            1,
            0.92,
            null,
            null,
            0.92,
            0.92,
            Place.ABOVE_TRIALS);
    var many =
        new PublishedMetric(
            "testLoss", 0.5, 0, "A 2024", 10, 0.5, 0.4, 0.6, 0.25, null, Place.IN_INTERVAL);
    var variant =
        new VariantResult(
            0,
            "cnn",
            Map.of("layers", "cnn"),
            500,
            null,
            73,
            new Summary(1, Map.of(End.EXHAUSTED, 1), List.of()),
            List.of(trial(1, End.EXHAUSTED, metrics, null)),
            List.of(),
            List.of(beside, many));

    assertThat(table(variant))
        .containsExactly(
            "  layers  trials  iterations  end loss  accuracy",
            "  cnn          1           7       0.5      0.92",
            "",
            "  layers  at the end     median  95 % interval   all trials       published  which lies",
            "  cnn     test accuracy   0.920  needs 6 trials  0.920 - 0.920         0.94  above all"
                + " trials",
            "  cnn     test loss         0.5  0.4 - 0.6       0.25 - infinite        0.5  in the"
                + " interval");
    var result = result(State.COMPLETE, List.of(variant), List.of());
    assertThat(ResultsTable.legend(List.of(result, result))).endsWith("published: A 2024");
  }

  @Test
  void divergedTrialsSayWhatDivergedAndCountAsTheWorst() {
    var metrics = Map.of("train", new SplitMetrics(null, null, List.of()));
    var trials =
        List.of(
            trial(
                1, End.DIVERGED, metrics, new Divergence("loss became NaN at iteration 7", "NaN")),
            trial(2, End.CONVERGED, 0.25, 1.0),
            trial(3, End.CONVERGED, 0.5, 1.0));
    var variant = variant(null, Map.of(End.DIVERGED, 1, End.CONVERGED, 9), List.of(), trials);

    assertThat(table(variant).get(1)).contains("       0.5         1  1 diverged");
    assertThat(ResultsTable.lines(result(State.COMPLETE, List.of(variant), List.of())))
        .containsSequence(
            "  1 trial diverged:", "    part-2-0123abcd.0.1  loss became NaN at iteration 7");
  }

  @Test
  void numbersKeepThreeDigitsAndNoShareIsRoundedUpToOne() {
    assertThat(
            Stream.of(0.0123456, 1.23e-5, 45.67, 12_345.0, 0.0, 5.2e37).map(Numbers::significant))
        .containsExactly("0.0123", "1.23e-05", "45.7", "12 300", "0", "5.20e+37");
    assertThat(Stream.of(1.0, 0.99999, 0.5, 0.984375).map(Numbers::share))
        .containsExactly("1", "0.9999", "0.5", "0.9843");
  }

  /** The lines of the table itself. */
  private static List<String> table(VariantResult variant) {
    var lines = ResultsTable.lines(result(State.COMPLETE, List.of(variant), List.of()));
    var table = lines.subList(2, lines.size());
    int end = table.indexOf("  1 trial diverged:");
    return end < 0 ? table : table.subList(0, end - 1);
  }

  private static TrialResult trial(long seed, End end, double loss, double accuracy) {
    return trial(seed, end, Map.of("train", new SplitMetrics(loss, accuracy, List.of())), null);
  }

  private static TrialResult trial(
      long seed, End end, Map<String, SplitMetrics> metrics, Divergence divergence) {
    return trial(seed, end, metrics, divergence, Map.of());
  }

  private static TrialResult trial(
      long seed,
      End end,
      Map<String, SplitMetrics> metrics,
      Divergence divergence,
      Map<String, SplitMetrics> averaged) {
    return new TrialResult(
        "part-2-0123abcd.0." + seed,
        seed,
        end,
        null,
        7,
        metrics,
        null,
        true,
        List.of(),
        null,
        null,
        null,
        null,
        null,
        null,
        divergence,
        averaged,
        null,
        null,
        null,
        null,
        null,
        Map.of(),
        List.of(),
        Map.of(),
        null,
        null,
        Map.of(),
        List.of());
  }

  private static ExperimentResult result(
      State state, List<VariantResult> variants, List<Claim> claims) {
    return new ExperimentResult(
        "part-2-0123abcd",
        "part-2",
        "Fully connected network",
        state,
        null,
        null,
        variants,
        claims);
  }

  private static VariantResult variant(
      String loss,
      String activation,
      int reported,
      Map<End, Integer> ends,
      double median,
      double low,
      double high) {
    var settings = new java.util.LinkedHashMap<String, String>();
    settings.put("loss", loss);
    settings.put("activation", activation);
    var quantiles =
        List.of(
            new Quantile(0.1, low, true),
            new Quantile(0.5, median, true),
            new Quantile(0.9, high, true));
    return new VariantResult(
        0,
        loss + ", " + activation,
        settings,
        30_000,
        reported,
        73,
        new Summary(10, ends, quantiles),
        List.of(),
        List.of("accuracy 1"));
  }

  private static VariantResult variant(
      Integer reported,
      Map<End, Integer> ends,
      List<Quantile> quantiles,
      List<TrialResult> trials) {
    var settings = new java.util.LinkedHashMap<String, String>();
    settings.put("loss", "l2");
    settings.put("activation", "relu");
    return new VariantResult(
        0,
        "l2, relu",
        settings,
        30_000,
        reported,
        73,
        new Summary(10, ends, quantiles),
        trials,
        List.of("accuracy 1"));
  }

  private static TrialResult trial(
      long seed, End end, Boolean agrees, List<String> disagreements, String reason) {
    return new TrialResult(
        "part-2-0123abcd.0." + seed,
        seed,
        end,
        null,
        0,
        Map.of(),
        null,
        agrees,
        disagreements,
        null,
        null,
        null,
        null,
        reason,
        null,
        null);
  }
}
