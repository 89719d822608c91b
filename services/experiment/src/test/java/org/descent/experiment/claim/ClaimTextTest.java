package org.descent.experiment.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.event.End;
import org.descent.contracts.spec.Split;
import org.descent.experiment.claim.Assertion.Bounds;
import org.descent.experiment.claim.Assertion.Every;
import org.descent.experiment.claim.Assertion.Peak;
import org.descent.experiment.claim.Assertion.Share;
import org.descent.experiment.claim.Assertion.Slope;
import org.descent.experiment.claim.Assertion.Smaller;
import org.descent.experiment.claim.Assertion.Within;
import org.descent.experiment.claim.Metric.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimTextTest {
  private static final double INFINITE = Double.POSITIVE_INFINITY;
  private static final Bounds EVERYWHERE = new Bounds(-INFINITE, INFINITE, true, true);
  private static final Group ALL = new Group(Map.of());
  private static final Group L2 = new Group(Map.of("loss", "l2"));
  private static final Group CROSS = new Group(Map.of("loss", "cross-entropy"));
  private static final Metric SHARPNESS = new Metric(Kind.INSTRUMENT, null, "sharpness");
  private static final Metric TEST_ERROR = new Metric(Kind.ERROR, Split.TEST, "");

  @Test
  void whatInstrumentsFindIsAMetric() {
    var claim = ClaimText.read("every sharpness of all < 40");

    assertThat(claim.metrics()).containsExactly(SHARPNESS);
    assertThat(SHARPNESS.text()).isEqualTo("sharpness");
    assertThat(ClaimText.read("gradient-norm.layer0 of all < 1").metrics())
        .containsExactly(new Metric(Kind.INSTRUMENT, null, "gradient-norm.layer0"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "iterations of {loss=cross-entropy} < iterations of {loss=l2}",
        "median(iterations) of {loss: cross-entropy} < median(iterations) of {loss: l2}, paired",
        "  iterations of{ loss = l2 }>iterations of { loss:cross-entropy }  "
      })
  void twoGroupsAreCompared(String text) {
    assertThat(ClaimText.read(text))
        .isEqualTo(new Smaller(Metric.ITERATIONS, CROSS, Metric.ITERATIONS, L2, true));
  }

  @Test
  void samplesWithoutCommonSeedsToo() {
    assertThat(
            ClaimText.read(
                "test.error of {loss=cross-entropy} < test.error of {loss=l2}, unpaired"))
        .isEqualTo(new Smaller(TEST_ERROR, CROSS, TEST_ERROR, L2, false));
  }

  @Test
  void groupsMayBeOfOtherExperimentsAndMediansTakenSomeTimes() {
    var dense = new Group("dense", Map.of("loss", "l2"));
    var smaller = ClaimText.read("10 * iterations of all < iterations of dense:{loss=l2}");
    assertThat(smaller)
        .isEqualTo(new Smaller(Metric.ITERATIONS, ALL, Metric.ITERATIONS, dense, false, 10));
    assertThat(smaller.others()).containsExactly("dense");
    assertThat(ClaimText.read("iterations of dense:{loss: l2} > 10 * median(iterations) of all"))
        .isEqualTo(smaller);
    assertThat(ClaimText.read("test.error of all < test.error of a-b:all, paired"))
        .isEqualTo(new Smaller(TEST_ERROR, ALL, TEST_ERROR, new Group("a-b", Map.of()), true));
    // a formula of an axis is none of a median
    assertThat(ClaimText.read("iterations of all < 10 * units")).isInstanceOf(Within.class);
  }

  @Test
  void firstTimesOfCurvesAreTimesLikeTheTarget() {
    var label = Metric.first("label.accuracy", new Bounds(1, INFINITE, true, true));
    var loss = Metric.first("validation.loss", new Bounds(-INFINITE, 0.5, true, false));
    assertThat(ClaimText.read("first(label.accuracy >= 1) of all < iterations of all"))
        .isEqualTo(new Smaller(label, ALL, Metric.ITERATIONS, ALL, true));
    assertThat(ClaimText.read("median(first( validation.loss<50% )) of {loss=l2} < 30"))
        .isEqualTo(new Within(loss, L2, new Bounds(-INFINITE, 30, true, false)));
    assertThat(label.text()).isEqualTo("first(label.accuracy >= 1)");
    assertThat(loss.text()).isEqualTo("first(validation.loss < 0.5)");
    assertThat(ClaimText.read("test.error of all > train.error of all"))
        .isEqualTo(
            new Smaller(new Metric(Kind.ERROR, Split.TRAIN, ""), ALL, TEST_ERROR, ALL, true));
  }

  @Test
  void aMedianIsComparedWithNumbers() {
    assertThat(ClaimText.read("test.error of all <= 5%"))
        .isEqualTo(new Within(TEST_ERROR, ALL, new Bounds(-INFINITE, 0.05, true, true)));
    assertThat(ClaimText.read("iterations of {loss=l2} > 1e3"))
        .isEqualTo(new Within(Metric.ITERATIONS, L2, new Bounds(1000, INFINITE, false, true)));
    assertThat(ClaimText.read("iterations of all in 30..45"))
        .isEqualTo(new Within(Metric.ITERATIONS, ALL, new Bounds(30, 45, true, true)));
    assertThat(ClaimText.read("loss of all within 10% of 0.5"))
        .isEqualTo(
            new Within(
                new Metric(Kind.LOSS, Split.TRAIN, ""), ALL, new Bounds(0.45, 0.55, true, true)));
  }

  @Test
  void everyTrialASharePeaksAndHeads() {
    assertThat(ClaimText.read("every train.label.accuracy of all < .75"))
        .isEqualTo(
            new Every(
                new Metric(Kind.ACCURACY, Split.TRAIN, "label"),
                ALL,
                new Bounds(-INFINITE, 0.75, true, false)));
    assertThat(ClaimText.read("share(converged) of {loss=l2} >= 90%"))
        .isEqualTo(new Share(End.CONVERGED, L2, new Bounds(0.9, INFINITE, true, true)));
    assertThat(ClaimText.read("max(test.error) at units in 30..45"))
        .isEqualTo(
            new Peak(true, TEST_ERROR, ALL, "units", EVERYWHERE, new Bounds(30, 45, true, true)));
    assertThat(ClaimText.read("max(test.error) at units over 12..300 in 30..45"))
        .isEqualTo(
            new Peak(
                true,
                TEST_ERROR,
                ALL,
                "units",
                new Bounds(12, 300, true, true),
                new Bounds(30, 45, true, true)));
    assertThat(ClaimText.read("min(iterations) of {loss=l2} at learningRate from 300 in .1 .. 0.5"))
        .isEqualTo(
            new Peak(
                false,
                Metric.ITERATIONS,
                L2,
                "learningRate from 300",
                EVERYWHERE,
                new Bounds(0.1, 0.5, true, true)));
  }

  @Test
  void limitsMayDependOnAxes() {
    var settings = Map.of("learningRate", "0.5", "units", "8");
    for (var text :
        List.of(
            "iterations of all within 10% of 2 / learningRate",
            "iterations of all in 0.9*2/learningRate .. (1 + 0.1) * 2 / learningRate",
            "every iterations of all within 10% of sqrt(units * 2)")) {
      var bounds = ((Assertion.Limited) ClaimText.read(text)).limits().of(settings);
      assertThat(bounds.low()).as(text).isCloseTo(3.6, Offset.offset(1e-12));
      assertThat(bounds.high()).as(text).isCloseTo(4.4, Offset.offset(1e-12));
    }
    var below = (Within) ClaimText.read("iterations of all < 100 / units ^ 2 - -1");
    assertThat(below.limits().of(settings))
        .isEqualTo(new Bounds(-INFINITE, 100.0 / 64 + 1, true, false));
    assertThat(below.limits().axes()).containsExactly("units");
    var above = (Within) ClaimText.read("test.error of all >= (exp(ln(units)) - abs(-8) + 5)%");
    assertThat(above.limits().of(settings).low()).isCloseTo(0.05, Offset.offset(1e-12));
  }

  @Test
  void powersHaveExponents() {
    assertThat(ClaimText.read("exponent(iterations) along batch in -1.1..-0.9"))
        .isEqualTo(
            new Slope(
                true,
                Metric.ITERATIONS,
                ALL,
                "",
                "batch",
                new Bounds(-INFINITE, INFINITE, true, true),
                new Bounds(-1.1, -0.9, true, true)));
    assertThat(
            ClaimText.read(
                "exponent(test.error) of {loss=l2} with best learningRate along batch over 1..16 < -0.5"))
        .isEqualTo(
            new Slope(
                true,
                TEST_ERROR,
                L2,
                "learningRate",
                "batch",
                new Bounds(1, 16, true, true),
                new Bounds(-INFINITE, -0.5, true, false)));
    assertThat(ClaimText.read("growth(iterations) along bits in 0.5*ln(20)..2*ln(20)"))
        .isInstanceOfSatisfying(
            Slope.class,
            slope -> {
              assertThat(slope.power()).isFalse();
              assertThat(slope.bounds().high()).isEqualTo(2 * Math.log(20));
            });
  }

  @Test
  void valuesMayHoldBracesAndCommas() {
    var claim =
        (Every) ClaimText.read("every loss of {layers=[{dense: {units: 4, a: b}}], x=1} < 1");
    assertThat(claim.group().settings())
        .isEqualTo(Map.of("layers", "[{dense: {units: 4, a: b}}]", "x", "1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "\"\"|it ends where iterations, or loss",
        "iterations|it ends where 'of' is expected",
        "iterations of|it ends where '{' is expected",
        "iterations of everything < 3|'everything < 3' where '{' is expected",
        "iterations of all|it ends where <, <=, >, >=, in or within is expected",
        "iterations of all ~ 3|'~ 3' where <, <=",
        "iterations of all < many|where iterations, or loss",
        "iterations of all < 3 or so|'or so' where the end of the claim is expected",
        "2 * iterations of all < 3|where a second median, as there is a factor",
        "0 * iterations of all < iterations of {loss=l2}, unpaired|where a factor above 0",
        "2 * iterations of all < iterations of {loss=l2}|pairs are compared without a factor",
        "rounds of all < 3|'rounds of all < 3' where iterations",
        "train.speed of all < 3|where iterations, or loss, accuracy or error",
        "iterations of {loss} < 3|where axis=value is expected",
        "iterations of {loss=} < 3|where a value is expected",
        "iterations of {loss=l2, loss=l1} < 3|loss stands twice",
        "iterations of {loss=l2} <= iterations of {loss=l1}|where < or > between two medians",
        "iterations of {loss=l2} < test.error of {loss=l1}|iterations is compared with test.error",
        "iterations of {loss=l2} < iterations of {loss=l1}, twinned|where 'paired' is expected",
        "share(finished) of all > 0.5|where converged, exhausted, diverged",
        "share(converged) of all > 1.5|a share of 1.5, expected 0 to 1",
        "iterations of all in 5..3|a number that is not below 5",
        "iterations of all in 5|it ends where '..' is expected",
        "max(test.error) in 30..45|'in 30..45' where 'at' is expected",
        "max(test.error) at units|AXIS in NUMBER..NUMBER",
        "iterations of all < 1e999|a number that is too large",
        "iterations of all within 10% of|it ends where a number, an axis or a bracket",
        "iterations of all within 10% of (1 + units|it ends where ')' is expected",
        "iterations of all within 10% of log(units)|'log(units)' where ln, exp, sqrt or abs",
        "share(converged) of all > 1 / units|'> 1 / units' where a number is expected",
        "exponent(iterations) in 1..2|'in 1..2' where 'along' is expected",
        "exponent(iterations) along batch|it ends where <, <=, >, >=, in or within is expected"
      })
  void whatIsNoClaimIsSaidWhereItStopsBeingOne(String text, String message) {
    assertThatThrownBy(() -> ClaimText.read(text))
        .isInstanceOf(InvalidSpec.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining("\n");
  }
}
