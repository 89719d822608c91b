package org.descent.experiment.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.descent.contracts.Floats;
import org.descent.contracts.data.Examples;
import org.descent.contracts.event.DatasetPrepared;
import org.descent.contracts.event.End;
import org.descent.contracts.event.Location;
import org.descent.contracts.event.Metrics;
import org.descent.contracts.event.Provenance;
import org.descent.contracts.event.Surface;
import org.descent.contracts.event.TrialTrained;
import org.descent.contracts.spec.HeadKind;
import org.descent.contracts.spec.HeadSpec;
import org.descent.contracts.spec.Loss;
import org.descent.contracts.spec.NetworkSpec;
import org.junit.jupiter.api.Test;

class JudgeTest {
  private static final HeadSpec BINARY = new HeadSpec("label", HeadKind.BINARY, "label", 1, 1, 0);
  private static final HeadSpec DIGIT =
      new HeadSpec("label", HeadKind.MULTI_CLASS, "label", 3, 1, 0);
  private static final double LN3 = Math.log(3);

  @Test
  void binaryLossesAreThoseOfTheSigmoid() {
    // σ(ln 3) = 3/4, σ(-ln 3) = 1/4
    var outputs = new HeadOutputs(BINARY, new float[] {(float) LN3, (float) -LN3});
    var examples = examples("label", 1, 1);

    var l2 = metrics(BINARY, Loss.L2, outputs, examples);
    assertThat(l2.loss()).isCloseTo((1 / 16.0 + 9 / 16.0) / 2, within(1e-7));
    assertThat(l2.accuracy()).isEqualTo(0.5);

    var ce = metrics(BINARY, Loss.CROSS_ENTROPY, outputs, examples);
    assertThat(ce.loss()).isCloseTo(-(Math.log(0.75) + Math.log(0.25)) / 2, within(1e-7));
    assertThat(outputs.outputs()).containsExactly(0.75f, 0.25f);
  }

  @Test
  void saturatedProbabilitiesKeepTheirFiniteCrossEntropy() {
    var outputs = new HeadOutputs(BINARY, new float[] {200, -200});
    var found = metrics(BINARY, Loss.CROSS_ENTROPY, outputs, examples("label", 1, 1));
    assertThat(outputs.outputs()).containsExactly(1, 0);
    assertThat(found.loss()).isEqualTo(100); // (0 + 200) / 2
  }

  @Test
  void infiniteLogitsCostNothingWhereTheyAreRightAndEverythingElsewhere() {
    float most = Float.POSITIVE_INFINITY;
    assertThat(entropy(BINARY, 1, most)).isZero();
    assertThat(entropy(BINARY, 0, -most)).isZero();
    assertThat(entropy(BINARY, 0, most)).isInfinite();
    assertThat(entropy(BINARY, 1, -most)).isInfinite();
    assertThat(entropy(new HeadSpec("y", HeadKind.BINARY, "label", 1, 1, 0.1), 0.5f, most))
        .isInfinite();
    var classes = new HeadSpec("class", HeadKind.MULTI_CLASS, "label", 3, 1, 0);
    assertThat(entropy(classes, 1, 2, most, -most)).isZero();
    assertThat(entropy(classes, 0, 2, most, -most)).isInfinite();
    assertThat(entropy(classes, 0, 2, 1, -most)).isCloseTo(Math.log(1 + 1 / Math.E), within(1e-7));
    assertThat(entropy(classes, 0, most, most, 0)).as("two are the largest").isNaN();
    assertThat(entropy(classes, 0, -most, -most, -most)).as("all are").isNaN();
    assertThat(entropy(classes, 1, Float.NaN, most, 0)).isNaN();
    assertThat(new HeadOutputs(classes, new float[] {2, most, 5}).outputs())
        .containsExactly(0, 1, 0);
  }

  private static double entropy(HeadSpec head, float label, float... logits) {
    var outputs = new HeadOutputs(head, logits);
    return metrics(head, Loss.CROSS_ENTROPY, outputs, examples("label", label)).loss();
  }

  @Test
  void halfIsPositive() {
    var outputs = new HeadOutputs(BINARY, new float[] {0, -1e-3f});
    assertThat(metrics(BINARY, Loss.L2, outputs, examples("label", 1, 0)).accuracy()).isEqualTo(1);
  }

  @Test
  void softLabelsAreRightWithinTheirTolerance() {
    var head = new HeadSpec("y", HeadKind.BINARY, "label", 1, 1, 0.1);
    var outputs = new HeadOutputs(head, new float[] {(float) LN3, 0});
    var found = metrics(head, Loss.CROSS_ENTROPY, outputs, examples("label", 0.5f, 0.5f));
    assertThat(found.accuracy()).isEqualTo(0.5);
    // -½ ln ¾ - ½ ln ¼ and ln 2
    assertThat(found.loss()).isCloseTo((-0.5 * Math.log(3 / 16.0) + Math.log(2)) / 2, within(1e-7));
  }

  @Test
  void multiClassLossesAreThoseOfTheSoftmax() {
    var head = new HeadSpec("digit", HeadKind.MULTI_CLASS, "label", 3, 1, 0);
    // softmax(ln 2, 0, 0) = ½ ¼ ¼
    var outputs = new HeadOutputs(head, new float[] {(float) Math.log(2), 0, 0, 1, 1, 0});
    var examples = examples("label", 0, 1);
    var ce = metrics(head, Loss.CROSS_ENTROPY, outputs, examples);
    double second = Math.log(2 + Math.exp(-1)); // softmax of class 1: e / (2e + 1)
    assertThat(ce.loss()).isCloseTo((Math.log(2) + second) / 2, within(1e-7));
    assertThat(ce.accuracy()).isEqualTo(0.5); // the lowest index wins the tie of the second
    double p = Math.exp(-second);
    double l2 = 0.25 + 2 / 16.0 + (1 - p) * (1 - p) + p * p + Math.pow(1 - 2 * p, 2);
    assertThat(metrics(head, Loss.L2, outputs, examples).loss()).isCloseTo(l2 / 2, within(1e-7));
  }

  @Test
  void lossesOfTheErrorAreThoseOfTheOutput() {
    var width = new HeadSpec("label", HeadKind.REGRESSION, "label", 1, 1, 0.5);
    var numbers = new HeadOutputs(width, new float[] {0.5f, 3, -1});
    var examples = examples("label", 0, 1, 1); // errors ½, 2, -2
    assertThat(metrics(width, Loss.L1, numbers, examples).loss()).isEqualTo(4.5 / 3);
    assertThat(metrics(width, Loss.HUBER, numbers, examples).loss())
        .isEqualTo((0.125 + 1.5 + 1.5) / 3);
    for (var ofClasses : List.of(Loss.CROSS_ENTROPY, Loss.HINGE, Loss.L2_LOGITS)) {
      assertThat(metrics(width, ofClasses, numbers, examples).loss()).isEqualTo(8.25 / 3);
    }
    var sigmoid = new HeadOutputs(BINARY, new float[] {(float) LN3}); // ¾
    assertThat(metrics(BINARY, Loss.L1, sigmoid, examples("label", 0)).loss())
        .isCloseTo(0.75, within(1e-7));
    assertThat(metrics(BINARY, Loss.HUBER, sigmoid, examples("label", 0)).loss())
        .isCloseTo(0.75 * 0.75 / 2, within(1e-7));
    var softmax = new HeadOutputs(DIGIT, new float[] {(float) Math.log(2), 0, 0}); // ½ ¼ ¼
    assertThat(metrics(DIGIT, Loss.L1, softmax, examples("label", 0)).loss())
        .isCloseTo(1, within(1e-7));
  }

  @Test
  void numbersAreRightWhereAllAreNear() {
    var head = HeadSpec.regression("both", List.of("x", "y"), 1, 0.5);
    var numbers = new HeadOutputs(head, new float[] {0, 0, 0.25f, 1, 3, 2});
    var examples = examples(new float[] {0, 0, 1}, new float[] {0, 1, 2}); // (0,0), (0,1), (1,2)
    assertThat(metrics(head, Loss.L2, numbers, examples).loss()).isEqualTo((0.0625 + 4) / 3);
    assertThat(metrics(head, Loss.L1, numbers, examples).loss()).isEqualTo((0.25 + 2) / 3);
    assertThat(metrics(head, Loss.HUBER, numbers, examples).loss()).isEqualTo((0.03125 + 1.5) / 3);
    assertThat(metrics(head, Loss.CROSS_ENTROPY, numbers, examples).loss())
        .isEqualTo((0.0625 + 4) / 3);
    assertThat(metrics(head, Loss.L2, numbers, examples).accuracy()).isEqualTo(2.0 / 3);
  }

  @Test
  void labelsAreRightWhereAllAre() {
    var head = HeadSpec.multiLabel("both", List.of("x", "y"), 1, 0);
    // σ: (¾, ¼), (¾, ¾), (¼, ¾)
    float z = (float) LN3;
    var labels = new HeadOutputs(head, new float[] {z, -z, z, z, -z, z});
    var examples = examples(new float[] {1, 0, 1}, new float[] {0, 1, 0});
    double lost = 2 * -Math.log(0.75) - Math.log(0.25) - Math.log(0.75) + 2 * -Math.log(0.25);
    var found = metrics(head, Loss.CROSS_ENTROPY, labels, examples);
    assertThat(found.loss()).isCloseTo(lost / 3, within(1e-7));
    assertThat(found.accuracy()).isEqualTo(1.0 / 3);
    assertThat(metrics(head, Loss.L1, labels, examples).loss())
        .isCloseTo((0.5 + 1 + 1.5) / 3, within(1e-7));
    assertThat(metrics(head, Loss.HINGE, labels, examples).loss())
        .isCloseTo((0 + 1 + LN3 + 2 + 2 * LN3) / 3, within(1e-7));
    assertThat(labels.outputs()).containsExactly(0.75f, 0.25f, 0.75f, 0.75f, 0.25f, 0.75f);
    var smooth = HeadSpec.multiLabel("both", List.of("x", "y"), 1, 0.2);
    var one = new HeadOutputs(smooth, new float[] {z, -z});
    assertThat(
            metrics(smooth, Loss.CROSS_ENTROPY, one, examples(new float[] {1}, new float[] {0}))
                .loss())
        .isCloseTo(2 * (-0.9 * Math.log(0.75) - 0.1 * Math.log(0.25)), within(1e-7));
  }

  @Test
  void anExampleIsOnTheBorderWhereATargetDecidesIt() {
    var head = HeadSpec.multiLabel("both", List.of("x", "y"), 1, 0);
    float z = 1e-7f;
    // the near label makes it wrong; changes nothing beside a wrong one; and either way two are off
    var outputs = new HeadOutputs(head, new float[] {z, 1, z, -1, -z, -z});
    var examples = examples(new float[] {1, 1, 1}, new float[] {1, 1, 1});
    assertThat(Judge.borderline(List.of(outputs), Wanted.of(examples)))
        .isEqualTo(Map.of("both", 2));
    var numbers = HeadSpec.regression("both", List.of("x", "y"), 1, 0.5);
    var near = new HeadOutputs(numbers, new float[] {1.5f, 1, 1.5f, 3, 1, 1});
    assertThat(Judge.borderline(List.of(near), Wanted.of(examples))).isEqualTo(Map.of("both", 1));
  }

  private static Examples examples(float[] x, float[] y) {
    return new Examples(
        List.of(1),
        new float[x.length],
        List.of(new Examples.Target("x", x), new Examples.Target("y", y)));
  }

  @Test
  void hingesAskForAMargin() {
    var outputs = new HeadOutputs(BINARY, new float[] {0.5f, 2, -0.5f});
    assertThat(metrics(BINARY, Loss.HINGE, outputs, examples("label", 1, 1, 1)).loss())
        .isEqualTo((0.5 + 0 + 1.5) / 3);
    assertThat(metrics(BINARY, Loss.HINGE, outputs, examples("label", 0, 0, 0)).loss())
        .isEqualTo((1.5 + 3 + 0.5) / 3);
    // of class 0: max(0, 1 - 2 + 0) + max(0, 1 - 2 + 1.5)
    var classes = new HeadOutputs(DIGIT, new float[] {2, 0, 1.5f});
    assertThat(metrics(DIGIT, Loss.HINGE, classes, examples("label", 0)).loss()).isEqualTo(0.5 / 3);
  }

  @Test
  void logitsThemselvesMayBeHeldAgainstLabels() {
    var outputs = new HeadOutputs(BINARY, new float[] {0.5f, 2, -0.5f}); // of -1 and 1
    assertThat(metrics(BINARY, Loss.L2_LOGITS, outputs, examples("label", 1, 1, 0)).loss())
        .isEqualTo((0.25 + 1 + 0.25) / 3);
    var classes = new HeadOutputs(DIGIT, new float[] {2, 0, 1.5f}); // of 0 and 1
    assertThat(metrics(DIGIT, Loss.L2_LOGITS, classes, examples("label", 0)).loss())
        .isEqualTo(1 + 2.25);
  }

  @Test
  void labelsMayHaveATolerance() {
    var head = HeadSpec.multiLabel("both", List.of("x", "y"), 1, 0.4, 0);
    float z = (float) LN3; // σ: ¾, and ½ of 0
    var labels = new HeadOutputs(head, new float[] {z, -z, z, 0});
    var examples = examples(new float[] {1, 1}, new float[] {0, 1});
    assertThat(metrics(head, Loss.L2, labels, examples).accuracy()).isEqualTo(0.5);
  }

  @Test
  void smoothedLabelsAreSpreadOverAllClasses() {
    var binary = new HeadSpec("label", HeadKind.BINARY, "label", 1, 1, 0, 0.2);
    var sigmoid = new HeadOutputs(binary, new float[] {(float) LN3}); // ¾
    assertThat(metrics(binary, Loss.CROSS_ENTROPY, sigmoid, examples("label", 1)).loss())
        .isCloseTo(-0.9 * Math.log(0.75) - 0.1 * Math.log(0.25), within(1e-7));
    var digit = new HeadSpec("label", HeadKind.MULTI_CLASS, "label", 3, 1, 0, 0.3);
    var softmax = new HeadOutputs(digit, new float[] {(float) Math.log(2), 0, 0}); // ½ ¼ ¼
    var smooth = metrics(digit, Loss.CROSS_ENTROPY, softmax, examples("label", 0));
    assertThat(smooth.loss()).isCloseTo(-0.8 * Math.log(0.5) - 0.2 * Math.log(0.25), within(1e-7));
    assertThat(smooth.accuracy()).isEqualTo(1);
    assertThat(metrics(digit, Loss.L2, softmax, examples("label", 0)).loss())
        .as("which only cross-entropy does")
        .isCloseTo(0.25 + 2 / 16.0, within(1e-7));
  }

  @Test
  void networkIsTheWeightedLossAndTheLowestAccuracyOfItsHeads() {
    var width = new HeadSpec("width", HeadKind.REGRESSION, "width", 1, 0.01, 0.5);
    var examples =
        new Examples(
            List.of(1),
            new float[2],
            List.of(
                new Examples.Target("label", new float[] {1, 0}),
                new Examples.Target("width", new float[] {3, 3})));
    var found =
        Judge.metrics(
            new NetworkSpec(List.of(), List.of(BINARY, width)),
            Loss.L2,
            List.of(
                new HeadOutputs(width, new float[] {3.25f, 5}),
                new HeadOutputs(BINARY, new float[] {0, 0})),
            Wanted.of(examples));
    assertThat(found.heads().get(0)).isEqualTo(new Metrics.Head("label", 0.25, 0.5));
    assertThat(found.heads().get(1)).isEqualTo(new Metrics.Head("width", 4.0625 / 2, 0.5));
    assertThat(found.loss()).isCloseTo(0.25 + 0.01 * 4.0625 / 2, within(1e-15));
    assertThat(found.accuracy()).isEqualTo(0.5);
  }

  @Test
  void notANumberStaysNotANumber() {
    var outputs = new HeadOutputs(BINARY, new float[] {Float.NaN, 1});
    var found = metrics(BINARY, Loss.CROSS_ENTROPY, outputs, examples("label", 1, 1));
    assertThat(found.loss()).isNaN();
    assertThat(found.accuracy()).isNaN();
    assertThat(Judge.disagreements(claim(Double.NaN, 0.5), found)).isEmpty();
    assertThat(Judge.disagreements(claim(Double.POSITIVE_INFINITY, 0.5), found)).isEmpty();
    assertThat(Judge.disagreements(claim(0.5, 0.5), found))
        .containsExactly(
            "loss: claimed 0.5000000, found NaN",
            "accuracy: claimed 0.5000000, found NaN",
            "label loss: claimed 0.5000000, found NaN",
            "label accuracy: claimed 0.5000000, found NaN");
  }

  @Test
  void infiniteLossIsBelievedWhereFloat32CannotHoldTheSum() {
    var infinite = claim(Double.POSITIVE_INFINITY, 0.5); // over 4 examples

    assertThat(Judge.disagreements(infinite, found(1e38, 0.5))).isEmpty(); // 4e38
    assertThat(Judge.disagreements(claim(Double.NaN, 0.5), found(1e38, 0.5))).isEmpty();
    assertThat(Judge.disagreements(infinite, found(1e37, 0.5)))
        .containsExactly(
            "loss: claimed Infinity, found 1.000000e+37",
            "label loss: claimed Infinity, found 1.000000e+37");
    assertThat(Judge.disagreements(infinite, found(0.5, 0.5))).hasSize(2);
    assertThat(Judge.disagreements(claim(0.5, 0.5), found(1e39, 0.5))).hasSize(2);
  }

  @Test
  void claimsAreForgivenFloatButNotMore() {
    assertThat(Judge.disagreements(claim(0.50002, 1), found(0.5, 1))).isEmpty();
    assertThat(Judge.disagreements(claim(0.501, 1), found(0.5, 1)))
        .containsExactly(
            "loss: claimed 0.5010000, found 0.5000000",
            "label loss: claimed 0.5010000, found 0.5000000");
    assertThat(Judge.disagreements(claim(0.5, 1), found(0.5, 0.75)))
        .containsExactly(
            "accuracy: claimed 1.000000, found 0.7500000",
            "label accuracy: claimed 1.000000, found 0.7500000");
  }

  @Test
  void borderlineExamplesMayFallOnEitherSide() {
    var outputs = new HeadOutputs(BINARY, new float[] {-1e-7f, 1, -1, 2});
    var borderline = Judge.borderline(List.of(outputs), Wanted.of(examples("label", 1, 1, 0, 1)));
    assertThat(borderline).isEqualTo(Map.of("label", 1));
    assertThat(Judge.disagreements(claim(0.5, 1), found(0.5, 0.75), borderline)).isEmpty();
    assertThat(Judge.disagreements(claim(0.5, 1), found(0.5, 0.5), borderline)).hasSize(2);
  }

  @Test
  void surfacesAreComparedWithTheirClosedForms() {
    // at w = b = 0: a = ½, L2 = ¼ for y = 0, ∂L2/∂w = 2·½·¼·x, CE = ln 2, ∂CE/∂w = ½x
    assertThat(error("activation", 0.5f, Loss.L2)).isZero();
    assertThat(error("loss", 0.25f, Loss.L2)).isZero();
    assertThat(error("weight-gradient", 0.5f, Loss.L2)).isZero();
    assertThat(error("bias-gradient", 0.25f, Loss.L2)).isZero();
    assertThat(error("loss", 0.5f, Loss.CROSS_ENTROPY)).isCloseTo(Math.log(2) - 0.5, within(1e-12));
    assertThat(error("weight-gradient", 1, Loss.CROSS_ENTROPY)).isZero();
    assertThat(error("bias-gradient", 0.5f, Loss.CROSS_ENTROPY)).isZero();
  }

  @Test
  void surfaceOfSeveralExamplesIsTheirMean() {
    double[] one = {1};
    double[] zero = {0};
    var surface = new Surface("activation", one, zero, Floats.toBytes(new float[] {0.5f}));

    // σ(1) and σ(-1) are ½ in the mean
    assertThat(Judge.surfaceError(surface, Loss.L2, new float[] {1, -1}, new float[] {0, 1}))
        .isCloseTo(0, within(1e-12));
  }

  private static double error(String quantity, float value, Loss loss) {
    double[] zero = {0};
    var surface = new Surface(quantity, zero, zero, Floats.toBytes(new float[] {value}));
    return Judge.surfaceError(surface, loss, new float[] {2}, new float[] {0});
  }

  private static Metrics metrics(HeadSpec head, Loss loss, HeadOutputs outputs, Examples examples) {
    return Judge.metrics(
        new NetworkSpec(List.of(), List.of(head)), loss, List.of(outputs), Wanted.of(examples));
  }

  private static Metrics found(double loss, double accuracy) {
    return new Metrics(loss, accuracy, List.of(new Metrics.Head("label", loss, accuracy)));
  }

  private static TrialTrained claim(double loss, double accuracy) {
    var place = new Location("t", 0, 0, 0);
    var data = new DatasetPrepared("e", "d", "s", List.of(1), List.of("label"), 4, 0, 0, 1, place);
    return new TrialTrained(
        "e.0.1",
        "e",
        0,
        1,
        "e.c0",
        End.EXHAUSTED,
        7,
        found(loss, accuracy),
        null,
        data,
        place,
        new Provenance("b", "tf", "CPU:0", "reference", "g"),
        0.1);
  }

  private static Examples examples(String target, float... values) {
    return new Examples(
        List.of(1), new float[values.length], List.of(new Examples.Target(target, values)));
  }
}
