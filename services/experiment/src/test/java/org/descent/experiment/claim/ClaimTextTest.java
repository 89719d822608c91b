package org.descent.experiment.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.event.End;
import org.descent.contracts.spec.Split;
import org.descent.experiment.claim.Assertion.Bounds;
import org.descent.experiment.claim.Assertion.Every;
import org.descent.experiment.claim.Assertion.Peak;
import org.descent.experiment.claim.Assertion.Share;
import org.descent.experiment.claim.Assertion.Smaller;
import org.descent.experiment.claim.Assertion.Within;
import org.descent.experiment.claim.Metric.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimTextTest {
  private static final double INFINITE = Double.POSITIVE_INFINITY;
  private static final Group ALL = new Group(Map.of());
  private static final Group L2 = new Group(Map.of("loss", "l2"));
  private static final Group CROSS = new Group(Map.of("loss", "cross-entropy"));
  private static final Metric TEST_ERROR = new Metric(Kind.ERROR, Split.TEST, "");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "iterations of {loss=cross-entropy} < iterations of {loss=l2}",
        "median(iterations) of {loss: cross-entropy} < median(iterations) of {loss: l2}, paired",
        "  iterations of{ loss = l2 }>iterations of { loss:cross-entropy }  "
      })
  void twoGroupsAreCompared(String text) {
    assertThat(ClaimText.read(text)).isEqualTo(new Smaller(Metric.ITERATIONS, CROSS, L2, true));
  }

  @Test
  void samplesWithoutCommonSeedsToo() {
    assertThat(
            ClaimText.read(
                "test.error of {loss=cross-entropy} < test.error of {loss=l2}, unpaired"))
        .isEqualTo(new Smaller(TEST_ERROR, CROSS, L2, false));
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
        .isEqualTo(new Peak(true, TEST_ERROR, ALL, "units", new Bounds(30, 45, true, true)));
    assertThat(ClaimText.read("min(iterations) of {loss=l2} at learningRate from 300 in .1 .. 0.5"))
        .isEqualTo(
            new Peak(
                false,
                Metric.ITERATIONS,
                L2,
                "learningRate from 300",
                new Bounds(0.1, 0.5, true, true)));
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
        "iterations of all < 1e999|a number that is too large"
      })
  void whatIsNoClaimIsSaidWhereItStopsBeingOne(String text, String message) {
    assertThatThrownBy(() -> ClaimText.read(text))
        .isInstanceOf(InvalidSpec.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining("\n");
  }
}
