package org.descent.experiment.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.descent.contracts.data.Examples;
import org.descent.contracts.event.Classification;
import org.descent.contracts.spec.HeadKind;
import org.descent.contracts.spec.HeadSpec;
import org.descent.contracts.spec.Loss;
import org.descent.contracts.spec.NetworkSpec;
import org.junit.jupiter.api.Test;

class ClassJudgeTest {
  private static final HeadSpec BINARY = new HeadSpec("label", HeadKind.BINARY, "label", 1, 1, 0);

  private static HeadSpec of(int classes) {
    return new HeadSpec("kind", HeadKind.MULTI_CLASS, "label", classes, 1, 0);
  }

  private static Examples labels(float... labels) {
    return new Examples(
        List.of(1), new float[labels.length], List.of(new Examples.Target("label", labels)));
  }

  private static Classification classes(HeadSpec head, float[] logits, float... labels) {
    return Judge.classes(List.of(new HeadOutputs(head, logits)), Wanted.of(labels(labels))).get(0);
  }

  @Test
  void everyExampleStandsWhereItsClassAndWhatIsSaidOfItMeet() {
    var found = classes(of(3), new float[] {2, 1, 0, 0, 3, 1, 5, 1, 1, 1, 1, 1}, 0, 1, 2, 1);
    assertThat(found.confused())
        .isDeepEqualTo(new int[][] {{1, 0, 0}, {1, 1, 0}, {1, 0, 0}}); // the lowest wins a tie
    assertThat(found.within()).isEqualTo(Map.of(2, 0.75)); // class 2 of the third comes last
    var binary = classes(BINARY, new float[] {0, -1, 2, -3}, 1, 1, 0, 0);
    assertThat(binary.confused()).isDeepEqualTo(new int[][] {{1, 1}, {1, 1}});
    assertThat(binary.within()).isEmpty();
  }

  @Test
  void calibrationErrorIsHowFarCertaintyIsFromBeingRight() {
    // said with 3/4 each, of four one is right
    float ln3 = (float) Math.log(3);
    var found = classes(BINARY, new float[] {ln3, ln3, -ln3, -ln3}, 1, 0, 1, 1);
    assertThat(found.calibrationError()).isCloseTo(0.5, within(1e-7));
    // two bins: 1/2 where all are right, 3/4 where none is
    found = classes(BINARY, new float[] {0, 0, ln3, -ln3}, 1, 1, 0, 1);
    assertThat(found.calibrationError()).isCloseTo((0.5 * 2 + 0.75 * 2) / 4, within(1e-7));
    assertThat(classes(BINARY, new float[] {900, -900}, 1, 0).calibrationError()).isZero();
  }

  @Test
  void leastCertainComesFirst() {
    var found = classes(BINARY, new float[] {3, -0.5f, 0.25f, -4}, 1, 1, 0, 0);
    assertThat(found.uncertain())
        .extracting(Classification.Uncertain::row)
        .containsExactly(2, 1, 0, 3);
    var first = found.uncertain().get(0);
    assertThat(first.wanted()).isZero();
    assertThat(first.said()).isEqualTo(1);
    assertThat(first.probability()).isCloseTo(1 / (1 + Math.exp(-0.25)), within(1e-9));
    var many = classes(BINARY, new float[100], new float[100]);
    assertThat(many.uncertain()).hasSize(Classification.MAX_UNCERTAIN);
  }

  @Test
  void certainMistakesAndTypicalExamplesAreNamed() {
    var found = classes(BINARY, new float[] {3, -0.5f, 0.25f, -4, 5, -6}, 1, 1, 0, 0, 1, 1);
    assertThat(found.wrong()).extracting(Classification.Uncertain::row).containsExactly(5, 1, 2);
    assertThat(found.typical()).extracting(Classification.Uncertain::row).containsExactly(3, 4, 0);
    assertThat(found.rows()).startsWith(2, 1, 0).endsWith(3, 4, 0).hasSize(6 + 3 + 3);
    var many = classes(BINARY, new float[100], new float[100]);
    assertThat(many.wrong()).hasSize(Classification.MAX_UNCERTAIN);
    assertThat(many.typical()).isEmpty();
  }

  @Test
  void agreesWithTheAccuracyOfAnyNetwork() {
    var random = new Random(1);
    for (int classes : new int[] {1, 2, 3, 11, 101}) {
      var head = classes == 1 ? BINARY : of(classes);
      var logits = new float[200 * classes];
      var labels = new float[200];
      for (int i = 0; i < logits.length; i++) {
        logits[i] = random.nextInt(5) * 40 - 80; // with ties, and saturated
      }
      for (int i = 0; i < labels.length; i++) {
        labels[i] = random.nextInt(head.classes());
      }
      var outputs = new HeadOutputs(head, logits);
      var found = classes(head, logits, labels);
      var network = new NetworkSpec(List.of(), List.of(head));
      double accuracy =
          Judge.metrics(network, Loss.CROSS_ENTROPY, List.of(outputs), Wanted.of(labels(labels)))
              .accuracy();
      assertThat(found.confused()).hasNumberOfRows(classes > 100 ? 0 : head.classes());
      int right = 0;
      for (int k = 0; k < found.confused().length; k++) {
        right += found.confused()[k][k];
      }
      if (classes <= 100) {
        assertThat(right / 200.0).isEqualTo(accuracy);
      }
      found.within().values().forEach(share -> assertThat(share).isBetween(accuracy, 1.0));
    }
  }

  @Test
  void numbersAndNaNSayNoClass() {
    var width = new HeadSpec("width", HeadKind.REGRESSION, "label", 1, 1, 0.5);
    var tolerant = new HeadSpec("label", HeadKind.BINARY, "label", 1, 1, 0.1);
    for (var head : List.of(width, tolerant)) {
      var outputs = new HeadOutputs(head, new float[] {1, 2});
      assertThat(Judge.classes(List.of(outputs), Wanted.of(labels(0, 1)))).isEmpty();
    }
    var lost = new HeadOutputs(of(2), new float[] {1, Float.NaN});
    assertThat(Judge.classes(List.of(lost), Wanted.of(labels(0)))).isEmpty();
  }
}
