package org.descent.experiment.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.function.LongToDoubleFunction;
import org.assertj.core.data.Offset;
import org.descent.contracts.PackedCurves;
import org.descent.contracts.event.End;
import org.descent.contracts.event.TrainingProgressed;
import org.descent.experiment.claim.ClaimText;
import org.descent.experiment.claim.StatedClaim;
import org.descent.experiment.results.ExperimentResult.Claim;
import org.descent.experiment.results.ExperimentResult.SplitMetrics;
import org.descent.experiment.results.ExperimentResult.Summary;
import org.descent.experiment.results.ExperimentResult.TrialResult;
import org.descent.experiment.results.ExperimentResult.VariantResult;
import org.descent.experiment.results.ExperimentResult.Verdict;
import org.junit.jupiter.api.Test;

/** Claims of files, against results whose answer is known. */
class StatedClaimsTest {
  private static final int BUDGET = 1000;

  private final List<VariantResult> variants = new ArrayList<>();
  private final Curves curves = new Curves();

  /** The accuracies of a trial's two heads, which it has come to from iteration to iteration. */
  private void heads(int seed, int iterations, int firstRight, int secondRight) {
    var values = new float[2][iterations];
    for (int i = 0; i < iterations; i++) {
      values[0][i] = i + 1 >= firstRight ? 1 : 0.5f;
      values[1][i] = i + 1 >= secondRight ? 1 : 0.25f;
    }
    curves.add(
        List.of("label.accuracy", "width.accuracy"),
        new TrainingProgressed.Slice("e.0." + seed, 1, iterations),
        PackedCurves.of(List.of(values)));
  }

  /** Iterations of 0 for a trial that does not get there. */
  private void variant(
      Map<String, String> settings,
      int seeds,
      IntUnaryOperator iterations,
      LongToDoubleFunction accuracy) {
    var trials = new ArrayList<TrialResult>();
    for (int seed = 1; seed <= seeds; seed++) {
      int reached = iterations.applyAsInt(seed);
      double right = accuracy.applyAsDouble(seed);
      trials.add(
          new TrialResult(
              "e." + variants.size() + "." + seed,
              seed,
              reached > 0 ? End.CONVERGED : End.EXHAUSTED,
              reached > 0 ? reached : null,
              reached > 0 ? reached : BUDGET,
              Map.of("test", new SplitMetrics(1 - right, right, List.of())),
              null,
              true,
              List.of(),
              null,
              1.0,
              "c",
              null,
              null,
              null,
              null));
    }
    variants.add(
        new VariantResult(
            variants.size(),
            String.join(", ", settings.values()),
            settings,
            BUDGET,
            null,
            3,
            new Summary(seeds, Map.of(), List.of()),
            trials,
            List.of("accuracy 1")));
  }

  private Claim claim(String text) {
    return claim(text, true);
  }

  private Claim claim(String text, boolean complete) {
    int planned = variants.get(0).trials().size();
    return new StatedClaims(variants, new Times(curves), planned, complete)
        .check(new StatedClaim("id", text, text, ClaimText.read(text)));
  }

  private Verdict verdict(String text) {
    return claim(text).verdict();
  }

  private void losses(int seeds) {
    variant(Map.of("loss", "l2"), seeds, seed -> 300 + seed, seed -> 0.9);
    variant(Map.of("loss", "ce"), seeds, seed -> 100 + seed, seed -> 0.95);
  }

  @Test
  void comparisonsHaveThreeVerdicts() {
    losses(10);
    assertThat(verdict("iterations of {loss=ce} < iterations of {loss=l2}"))
        .isEqualTo(Verdict.HOLDS);
    assertThat(verdict("iterations of {loss=ce} > iterations of {loss=l2}"))
        .isEqualTo(Verdict.CONTRADICTED);
    assertThat(verdict("test.error of {loss=ce} < test.error of {loss=l2}"))
        .isEqualTo(Verdict.HOLDS);
    assertThat(verdict("test.error of {loss=ce} > test.error of {loss=l2}, unpaired"))
        .isEqualTo(Verdict.CONTRADICTED);
    var found = claim("test.accuracy of {loss=l2} < test.accuracy of {loss=ce}");
    assertThat(found.comparisons()).singleElement();
    var comparison = found.comparisons().get(0);
    assertThat(comparison.n()).containsExactly(10);
    assertThat(comparison.estimate()).isCloseTo(0.05, Offset.offset(1e-12));
    assertThat(comparison.p()).isEqualTo(2 * Math.pow(0.5, 10));
  }

  @Test
  void fewSeedsResolveNothingAndNeitherDoTrialsThatAreStillTrained() {
    losses(5); // 2 / 2^5 = 0.0625
    assertThat(verdict("iterations of {loss=ce} < iterations of {loss=l2}"))
        .isEqualTo(Verdict.NOT_RESOLVED);
    losses(10);
    variants.subList(0, 2).clear();
    assertThat(claim("iterations of {loss=ce} < iterations of {loss=l2}", false).verdict())
        .isEqualTo(Verdict.NOT_RESOLVED);
  }

  @Test
  void everyPairOfVariantsThatDifferInTheGroupsAloneIsComparedAndAdjusted() {
    for (var activation : List.of("relu", "tanh", "gelu")) {
      variant(Map.of("loss", "l2", "activation", activation), 6, s -> 300 + s, s -> 0.9);
      variant(Map.of("loss", "ce", "activation", activation), 6, s -> 100 + s, s -> 0.95);
    }
    var found = claim("iterations of {loss=ce} < iterations of {loss=l2}");
    assertThat(found.comparisons()).hasSize(3);
    // 2 / 2^6 = 0.031 by itself, 0.094 of three
    assertThat(found.comparisons()).allMatch(c -> c.p() < 0.05 && c.adjusted() > 0.05);
    assertThat(found.verdict()).isEqualTo(Verdict.NOT_RESOLVED);
    assertThat(
            claim(
                    "iterations of {loss=ce, activation=relu} < iterations of {loss=l2, activation=relu}")
                .verdict())
        .isEqualTo(Verdict.HOLDS);
  }

  @Test
  void mediansAreComparedWithNumbersByTheirTrials() {
    variant(Map.of(), 10, seed -> seed <= 8 ? 100 * seed : 0, seed -> 0.9 + seed / 1000.0);
    assertThat(verdict("test.accuracy of all > 0.9")).isEqualTo(Verdict.HOLDS);
    assertThat(verdict("test.accuracy of all > 0.95")).isEqualTo(Verdict.CONTRADICTED);
    assertThat(verdict("test.accuracy of all > 0.905")).isEqualTo(Verdict.NOT_RESOLVED);
    assertThat(verdict("test.error of all within 10% of 0.095")).isEqualTo(Verdict.HOLDS);
    assertThat(verdict("test.error of all in 0.2..0.3")).isEqualTo(Verdict.CONTRADICTED);
    // two trials have not got there within 1000: they need more than any number up to that
    assertThat(verdict("iterations of all > 100")).isEqualTo(Verdict.HOLDS);
    assertThat(verdict("iterations of all > 900")).isEqualTo(Verdict.NOT_RESOLVED);
    assertThat(verdict("iterations of all < 5000")).isEqualTo(Verdict.HOLDS);
  }

  @Test
  void oneTrialContradictsAClaimOnEveryTrial() {
    variant(Map.of(), 8, seed -> 100, seed -> seed == 3 ? 1 : 0.75);
    assertThat(verdict("every test.accuracy of all <= 0.75")).isEqualTo(Verdict.CONTRADICTED);
    assertThat(verdict("every test.accuracy of all >= 0.75")).isEqualTo(Verdict.HOLDS);
    assertThat(claim("every test.accuracy of all >= 0.75", false).verdict())
        .isEqualTo(Verdict.NOT_RESOLVED);
    assertThat(verdict("every iterations of all in 100..100")).isEqualTo(Verdict.HOLDS);
    assertThat(claim("every test.accuracy of all <= 0.75").evidence())
        .startsWith("1 of 8 trials lie elsewhere");
    // nobody has looked at the validation split
    assertThat(verdict("every validation.accuracy of all <= 1")).isEqualTo(Verdict.NOT_RESOLVED);
  }

  @Test
  void aTrialThatDidNotGetThereIsNotKnownToNeedMoreThanItsBudgetAndALittle() {
    variant(Map.of(), 6, seed -> seed == 1 ? 0 : 100, seed -> 1);
    assertThat(verdict("every iterations of all <= 1000")).isEqualTo(Verdict.CONTRADICTED);
    assertThat(verdict("every iterations of all <= 2000")).isEqualTo(Verdict.NOT_RESOLVED);
    assertThat(verdict("every iterations of all >= 100")).isEqualTo(Verdict.HOLDS);
  }

  @Test
  void sharesAreTestedExactly() {
    variant(Map.of(), 20, seed -> seed <= 18 ? 100 : 0, seed -> 1);
    assertThat(verdict("share(converged) of all > 50%")).isEqualTo(Verdict.HOLDS);
    assertThat(verdict("share(converged) of all > 85%")).isEqualTo(Verdict.NOT_RESOLVED);
    assertThat(verdict("share(converged) of all < 50%")).isEqualTo(Verdict.CONTRADICTED);
    assertThat(verdict("share(diverged) of all > 0%")).isEqualTo(Verdict.NOT_RESOLVED);
    assertThat(verdict("share(exhausted) of all in 0..0.5")).isEqualTo(Verdict.HOLDS);
    // as R's binom.test(18, 20, 0.5), whose two tails are alike
    assertThat(claim("share(converged) of all > 50%").comparisons().get(0).p())
        .isCloseTo(0.000402, Offset.offset(1e-6));
  }

  @Test
  void peaksAreLookedForAmongSeedsThatAreDrawnAgain() {
    for (int units : new int[] {10, 20, 30, 40}) {
      double error = units == 30 ? 0.5 : 0.4 + units / 1000.0;
      variant(Map.of("units", "" + units), 12, s -> 100, s -> 1 - error - s / 1000.0);
    }
    assertThat(verdict("max(test.error) at units in 25..35")).isEqualTo(Verdict.HOLDS);
    assertThat(verdict("max(test.error) at units in 35..45")).isEqualTo(Verdict.CONTRADICTED);
    assertThat(verdict("min(test.error) at units in 10..10")).isEqualTo(Verdict.HOLDS);
    assertThat(claim("max(test.error) at units in 25..35").evidence())
        .isEqualTo(
            "largest at units 25..35: it is at 30, and there in 100 % of the draws of 12 seeds");
  }

  @Test
  void limitsMayBeOthersForEachVariant() {
    for (int batch : new int[] {1, 2, 4}) {
      variant(Map.of("batch", "" + batch), 8, s -> (800 + s) / batch, s -> 1);
    }
    assertThat(verdict("iterations of all within 5% of 800 / batch")).isEqualTo(Verdict.HOLDS);
    assertThat(verdict("iterations of all within 5% of 800")).isEqualTo(Verdict.CONTRADICTED);
    assertThat(verdict("every iterations of all <= 810 / batch")).isEqualTo(Verdict.HOLDS);
    assertThat(verdict("every iterations of all <= 804 / batch")).isEqualTo(Verdict.CONTRADICTED);
  }

  @Test
  void exponentsAreSlopesSeedBySeed() {
    for (int batch : new int[] {1, 2, 4, 8}) {
      variant(Map.of("batch", "" + batch), 8, s -> 100 * s * s / batch / batch, s -> 1);
    }
    var claim = claim("exponent(iterations) along batch over 1..2 in -2.1..-1.9");
    assertThat(claim.verdict()).isEqualTo(Verdict.HOLDS);
    assertThat(claim.comparisons()).hasSize(2);
    assertThat(claim.comparisons().get(0).estimate()).isCloseTo(-2, Offset.offset(0.01));
    assertThat(claim.comparisons().get(0).n()).containsExactly(8);
    assertThat(verdict("exponent(iterations) along batch > -1")).isEqualTo(Verdict.CONTRADICTED);
  }

  @Test
  void growthIsTheSlopeAlongTheAxisItself() {
    for (int bits : new int[] {1, 2, 3}) {
      variant(Map.of("bits", "" + bits), 8, s -> (10 * s) << 2 * bits, s -> 1); // by 4 each
    }
    assertThat(verdict("growth(iterations) along bits within 1% of ln(4)"))
        .isEqualTo(Verdict.HOLDS);
    assertThat(verdict("growth(iterations) along bits > 2")).isEqualTo(Verdict.CONTRADICTED);
  }

  @Test
  void slopesMayBeThoseOfTheBestAlongAnotherAxis() {
    for (int batch : new int[] {1, 2, 4}) {
      for (int rate : new int[] {1, 2, 4}) { // the best goes with the batch
        int off = Math.abs(Integer.compare(batch, rate));
        variant(
            Map.of("batch", "" + batch, "rate", "" + rate),
            8,
            s -> off == 0 ? 400 / batch + s % 2 : 900,
            s -> 1);
      }
    }
    assertThat(verdict("exponent(iterations) with best rate along batch in -1.1..-0.9"))
        .isEqualTo(Verdict.HOLDS);
    assertThat(claim("exponent(iterations) along batch < 0").comparisons()).hasSize(3);
  }

  @Test
  void aPeakMayBeLookedForInAPartOfTheAxis() {
    int[] errors = {70, 50, 40, 55, 30}; // it falls, rises and falls again
    for (int i = 0; i < errors.length; i++) {
      double error = errors[i] / 100.0;
      variant(Map.of("units", "" + (i + 1)), 12, s -> 100, s -> 1 - error - s / 1000.0);
    }
    assertThat(verdict("max(test.error) at units in 4..4")).isEqualTo(Verdict.CONTRADICTED);
    assertThat(verdict("max(test.error) at units over 3..5 in 4..4")).isEqualTo(Verdict.HOLDS);
    assertThat(verdict("min(test.error) at units over 1..4 in 3..3")).isEqualTo(Verdict.HOLDS);
    assertThat(claim("max(test.error) at units over 3..5 in 4..4").evidence())
        .startsWith("largest at units 4..4 of 3..5: it is at 4");
  }

  private ExperimentResult experiment(String name, State state, Claim... claims) {
    var own = List.copyOf(variants);
    variants.clear();
    return new ExperimentResult(name, name, name, state, null, null, own, List.of(claims));
  }

  /** Of experiments that each have variants of their own, checked where all stand beside. */
  @Test
  void claimsOnOtherExperimentsAreCheckedWhereThoseStandBeside() {
    variant(Map.of(), 8, s -> 10 + s, s -> 0.95);
    var text = "10 * iterations of all < iterations of dense:all";
    var open = claim(text);
    assertThat(open.verdict()).isEqualTo(Verdict.NOT_RESOLVED);
    assertThat(open.evidence()).isEqualTo("is checked where results of dense stand beside");
    var less = claim("test.error of all < test.error of dense:{loss=ce}");
    var convolutional = experiment("line", State.COMPLETE, open, less);
    losses(8); // 101 to 108 and 301 to 308
    var dense = experiment("dense", State.COMPLETE);

    var checked = ClaimsBeside.checked(List.of(convolutional, dense)).get(0).claims();
    assertThat(checked.get(0).comparisons())
        .extracting(ExperimentResult.Comparison::about)
        .containsExactly("line against dense (l2)", "line against dense (ce)");
    // ten times 11 to 18 are below 301 to 308 and above most of 101 to 108
    assertThat(checked.get(0).verdict()).isEqualTo(Verdict.CONTRADICTED);
    assertThat(checked.get(1).verdict()).isEqualTo(Verdict.NOT_RESOLVED); // equal
    assertThat(checked.get(1).comparisons()).hasSize(1);
    assertThat(ClaimsBeside.checked(List.of(convolutional)).get(0).claims())
        .isEqualTo(convolutional.claims());
    assertThat(ClaimsBeside.checked(List.of(convolutional, dense, dense)).get(0).claims())
        .isEqualTo(convolutional.claims()); // which of the two nobody knows
  }

  @Test
  void nothingIsSaidWhileTheOtherExperimentIsTrained() {
    variant(Map.of(), 8, s -> 10 + s, s -> 0.95);
    var claim = claim("iterations of all < iterations of dense:all");
    var one = experiment("line", State.COMPLETE, claim);
    variant(Map.of(), 8, s -> 300 + s, s -> 0.9);
    var states = List.of(State.COMPLETE, State.RUNNING);
    var own = List.copyOf(variants);
    var verdicts = new ArrayList<Verdict>();
    for (var state : states) {
      variants.addAll(variants.isEmpty() ? own : List.of());
      var other = experiment("dense", state);
      verdicts.add(ClaimsBeside.checked(List.of(one, other)).get(0).claims().get(0).verdict());
    }
    assertThat(verdicts).containsExactly(Verdict.HOLDS, Verdict.NOT_RESOLVED);
  }

  /** Seeds of a trial that did not get there are known to have a steeper line, or a flatter one. */
  @Test
  void exponentsOfTrialsThatDidNotGetThereAreBounded() {
    variant(Map.of("bits", "10"), 8, s -> 100, s -> 1);
    variant(Map.of("bits", "20"), 8, s -> 0, s -> 1);
    assertThat(verdict("exponent(iterations) along bits > 3")).isEqualTo(Verdict.HOLDS); // log₂ 10
    assertThat(verdict("exponent(iterations) along bits > 4")).isEqualTo(Verdict.NOT_RESOLVED);
    assertThat(verdict("exponent(iterations) along bits < 3")).isEqualTo(Verdict.CONTRADICTED);
    assertThat(claim("exponent(iterations) along bits > 3").comparisons().get(0).estimate())
        .isNull();
    assertThat(claim("exponent(iterations) along bits > 3").evidence())
        .contains("exponent of iterations along bits is > 3.323");
    assertThat(verdict("exponent(test.error) along bits > 3")).isEqualTo(Verdict.NOT_RESOLVED);
  }

  @Test
  void whenAHeadIsRightIsReadOffItsCurve() {
    variant(Map.of(), 10, seed -> 100, seed -> 1);
    for (int seed = 1; seed <= 10; seed++) {
      heads(seed, 100, 10 + seed, 60 + seed);
    }
    var claim = claim("first(label.accuracy >= 1) of all < first(width.accuracy >= 1) of all");
    assertThat(claim.verdict()).isEqualTo(Verdict.HOLDS);
    assertThat(claim.comparisons()).singleElement();
    assertThat(claim.comparisons().get(0).n()).containsExactly(10);
    assertThat(claim.evidence())
        .contains("first(label.accuracy >= 1) against first(width.accuracy >= 1)");
    assertThat(verdict("first(label.accuracy >= 1) of all > first(width.accuracy >= 1) of all"))
        .isEqualTo(Verdict.CONTRADICTED);
    assertThat(verdict("first(width.accuracy >= 1) of all < iterations of all"))
        .isEqualTo(Verdict.HOLDS);
    assertThat(verdict("every first(width.accuracy >= 1) of all in 61..70"))
        .isEqualTo(Verdict.HOLDS);
    assertThat(verdict("first(label.accuracy > 0.9) of all within 10% of 15"))
        .isEqualTo(Verdict.NOT_RESOLVED);
    assertThat(verdict("first(label.accuracy > 0.9) of all < 30")).isEqualTo(Verdict.HOLDS);
  }

  @Test
  void whereACurveHasNotComeByItsEndItTakesMore() {
    variant(Map.of(), 8, seed -> 0, seed -> 1);
    for (int seed = 1; seed <= 8; seed++) {
      heads(seed, BUDGET, 10, BUDGET + 1);
    }
    assertThat(verdict("first(width.accuracy >= 1) of all > 900")).isEqualTo(Verdict.HOLDS);
    assertThat(verdict("first(label.accuracy >= 1) of all < first(width.accuracy >= 1) of all"))
        .isEqualTo(Verdict.HOLDS);
    assertThat(verdict("every first(width.accuracy >= 1) of all < 2000"))
        .isEqualTo(Verdict.NOT_RESOLVED);
  }

  /** As long as the rest of a curve is on its way nobody knows when it came somewhere. */
  @Test
  void ofACurveWithAGapNothingIsSaid() {
    variant(Map.of(), 8, seed -> 0, seed -> 1);
    for (int seed = 1; seed <= 8; seed++) {
      heads(seed, BUDGET - 1, 10, BUDGET + 1);
    }
    assertThat(claim("first(width.accuracy >= 1) of all > 900").evidence())
        .isEqualTo("no trials to look at");
  }

  /** Between two measurements nobody looked. */
  @Test
  void whatIsMeasuredNowAndThenCameSomewhereInBetween() {
    variant(Map.of(), 8, seed -> 0, seed -> 1);
    for (int seed = 1; seed <= 8; seed++) {
      heads(seed, BUDGET, 1, 1);
      curves.add(
          new TrainingProgressed.Measured(
              "e.0." + seed,
              List.of("sharpness"),
              List.of(1, 101, 201),
              PackedCurves.of(List.of(new float[] {1, 2, 3}))));
    }
    assertThat(verdict("first(sharpness > 2.5) of all > 100")).isEqualTo(Verdict.HOLDS);
    assertThat(verdict("first(sharpness > 2.5) of all > 150")).isEqualTo(Verdict.NOT_RESOLVED);
    assertThat(verdict("every first(sharpness <= 1) of all in 1..1")).isEqualTo(Verdict.HOLDS);
  }

  @Test
  void aFlatPeakIsNotResolved() {
    for (int units : new int[] {10, 20, 30, 40}) {
      variant(Map.of("units", "" + units), 12, s -> 100, s -> ((s * 7 + units) % 12) / 20.0);
    }
    assertThat(verdict("max(test.error) at units in 15..25")).isEqualTo(Verdict.NOT_RESOLVED);
  }
}
