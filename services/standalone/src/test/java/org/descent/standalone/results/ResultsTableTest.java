package org.descent.standalone.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.descent.contracts.event.End;
import org.descent.contracts.event.ReportPublished.Quantile;
import org.descent.experiment.results.ExperimentResult;
import org.descent.experiment.results.ExperimentResult.Claim;
import org.descent.experiment.results.ExperimentResult.Summary;
import org.descent.experiment.results.ExperimentResult.TrialResult;
import org.descent.experiment.results.ExperimentResult.VariantResult;
import org.descent.experiment.results.ExperimentResult.Verdict;
import org.descent.experiment.results.State;
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

              loss           activation  trials  converged  iterations  [10 % - 90 %]    reported
              l2             sigmoid         10         10      10 333  [9508 - 10 942]      9623
              cross-entropy  relu            10         10         899  [793 - 1118]          917

              holds          CE converges sooner than L2 (10 of 10 seeds)\
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
        .isEqualTo(
            "  l2    relu            10          2    > 30 000  [9508 - > 30 000]  8 exhausted");
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
            List.of());
    var claim = new Claim("c", "many words ".repeat(30), Verdict.UNDECIDED, "");

    assertThat(ResultsTable.lines(result(State.COMPLETE, List.of(variant), List.of(claim))))
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(ResultsTable.WIDTH));
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
        List.of());
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
        0, "l2, relu", settings, 30_000, reported, 73, new Summary(10, ends, quantiles), trials);
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
        null);
  }
}
