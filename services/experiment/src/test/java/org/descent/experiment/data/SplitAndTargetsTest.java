package org.descent.experiment.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.Embedding;
import org.descent.contracts.spec.HeadKind;
import org.descent.contracts.spec.HeadSpec;
import org.descent.contracts.spec.LayerSpec.Flatten;
import org.descent.contracts.spec.NetworkSpec;
import org.descent.contracts.spec.Residual;
import org.descent.contracts.spec.SplitSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitAndTargetsTest {
  private static final Examples TEN = labelled(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);

  @Test
  void withoutASplitEverythingKeepsItsOrder() {
    var split = SplitExamples.of(TEN, SplitSpec.NONE);
    assertThat(split).isEqualTo(new SplitExamples(TEN, 10, 0, 0));
  }

  @Test
  void splitsAreShuffledBySeedAndKeepRowsTogether() {
    var split = SplitExamples.of(TEN, new SplitSpec(0.29, 0.1, 5));

    assertThat(split.train()).isEqualTo(7);
    assertThat(split.validation()).isEqualTo(2); // floor(2.9)
    assertThat(split.test()).isEqualTo(1);
    assertThat(split.training().count()).isEqualTo(7);
    assertThat(split.all().target("label"))
        .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9)
        .isNotEqualTo(TEN.target("label"))
        .isEqualTo(split.all().features())
        .isEqualTo(SplitExamples.of(TEN, new SplitSpec(0.29, 0.1, 5)).all().target("label"))
        .isNotEqualTo(SplitExamples.of(TEN, new SplitSpec(0.29, 0.1, 6)).all().target("label"));
  }

  @Test
  void examplesThatAreNotShuffledAreCutInTheirOrder() {
    var split = SplitExamples.of(TEN, new SplitSpec(0.2, 0.1, 0, true));
    assertThat(split).isEqualTo(new SplitExamples(TEN, 7, 2, 1));
  }

  private static SplitSpec folds(int folds, double test, boolean ordered, String stratified) {
    return new SplitSpec(0, test, ordered ? 0 : 5, ordered, stratified, folds);
  }

  private static float[] validating(SplitExamples split) {
    return Arrays.copyOfRange(
        split.all().target("label"), split.train(), split.train() + split.validation());
  }

  @Test
  void foldsInOrderAreBlocksOfWhichTheFirstAreLarger() {
    var first = SplitExamples.of(TEN, folds(3, 0.1, true, ""), 1);
    var last = SplitExamples.of(TEN, folds(3, 0.2, true, ""), 3);

    assertThat(first).extracting("train", "validation", "test").containsExactly(6, 3, 1);
    assertThat(first.all().target("label")).containsExactly(3, 4, 5, 6, 7, 8, 0, 1, 2, 9);
    assertThat(last).extracting("train", "validation", "test").containsExactly(6, 2, 2);
    assertThat(last.all().target("label")).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 7, 10})
  void everyExampleIsValidatedInOneFoldAndTrainedOnInAllOthers(int folds) {
    var spec = folds(folds, 0, false, "");
    var validated = new ArrayList<Float>();
    for (int fold = 1; fold <= folds; fold++) {
      var split = SplitExamples.of(TEN, spec, fold);
      assertThat(split.train() + split.validation()).isEqualTo(10);
      assertThat(split.all().target("label"))
          .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9)
          .isEqualTo(split.all().features());
      for (float label : validating(split)) {
        validated.add(label);
      }
    }

    assertThat(validated).hasSize(10).doesNotHaveDuplicates();
    var first = SplitExamples.of(TEN, spec, 1);
    assertThat(first.validation()).isEqualTo(spec.validationOf(10));
    assertThat(first.train()).isEqualTo(spec.trainOf(10));
  }

  @Test
  void theTestPartIsTheSameInAllFolds() {
    var spec = folds(4, 0.2, false, "");

    assertThat(SplitExamples.of(TEN, spec, 1).all().slice(8, 10).target("label"))
        .isEqualTo(SplitExamples.of(TEN, spec, 4).all().slice(8, 10).target("label"));
  }

  @Test
  void stratifiedFoldsHaveTheClassesInTheirRatio() {
    var examples = classes(20, 7, 3);
    for (int fold = 1; fold <= 3; fold++) {
      var split = SplitExamples.of(examples, folds(3, 0, false, "label"), fold);
      var counts = counts(split, split.train(), 30, 3);

      assertThat(split.validation()).isEqualTo(10);
      assertThat(counts.get(0)).isBetween(6L, 7L);
      assertThat(counts.get(1)).isBetween(2L, 3L);
      assertThat(counts.get(2)).isEqualTo(1);
    }
  }

  @Test
  void classesThatFoldsDoNotAllGetAreRefused() {
    assertThatThrownBy(() -> SplitExamples.of(classes(20, 4, 3), folds(5, 0, false, "label"), 1))
        .isInstanceOf(InvalidSpec.class)
        .hasMessage(
            "split: class 1 of label has 4 examples, 5 stratified folds expect at least 5 of each"
                + " class");
    var named =
        new Examples(
            List.of(1),
            new float[3],
            List.of(new Examples.Target("y", new float[] {0, 1, 0}, List.of("Adelie", "Gentoo"))));
    assertThatThrownBy(() -> SplitExamples.of(named, folds(2, 0, false, "y"), 1))
        .hasMessage(
            "split: class Gentoo of y has one example, 2 stratified folds expect at least 2 of each"
                + " class");
    assertThatThrownBy(() -> SplitExamples.of(named, new SplitSpec(0.4, 0, 5, false, "y")))
        .hasMessageStartingWith("split: class Gentoo of y has one example, ");
    assertThatThrownBy(() -> SplitExamples.of(classes(2, 1), folds(4, 0, false, ""), 1))
        .hasMessage("split: 4 folds of 3 examples, expected an example in each");
  }

  /** So many examples of each class, class by class. */
  private static Examples classes(int... counts) {
    var labels = new ArrayList<Float>();
    for (int c = 0; c < counts.length; c++) {
      labels.addAll(Collections.nCopies(counts[c], (float) c));
    }
    var values = new float[labels.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = labels.get(i);
    }
    return labelled(values);
  }

  /** How many of each class there are in the rows of a split. */
  private static List<Long> counts(SplitExamples split, int from, int to, int classes) {
    float[] labels = Arrays.copyOfRange(split.all().target("label"), from, to);
    return IntStream.range(0, classes)
        .mapToObj(c -> IntStream.range(0, labels.length).filter(i -> labels[i] == c).count())
        .toList();
  }

  private static SplitExamples stratified(Examples examples, double validation, double test) {
    return SplitExamples.of(examples, new SplitSpec(validation, test, 5, false, "label"));
  }

  @Test
  void stratifiedPartsHaveTheClassesInTheirRatio() {
    var split = stratified(classes(20, 7, 3), 0.2, 0.1);

    assertThat(split.train()).isEqualTo(21);
    assertThat(counts(split, 0, 21, 3)).containsExactly(14L, 5L, 2L);
    assertThat(counts(split, 21, 27, 3)).containsExactly(4L, 1L, 1L); // of 4, 1.4 and 0.6
    assertThat(counts(split, 27, 30, 3)).containsExactly(2L, 1L, 0L); // of 2, 0.7 and 0.3
    assertThat(split.all().target("label")).isEqualTo(split.all().features());
    var otherwise = new SplitSpec(0.2, 0.1, 6, false, "label");
    assertThat(SplitExamples.of(classes(20, 7, 3), otherwise).all().features())
        .isNotEqualTo(split.all().features());
  }

  @Test
  void ofEveryClassSomeAreForTraining() {
    var split = stratified(classes(18, 2), 0.9, 0);

    assertThat(counts(split, 0, 2, 2)).containsExactly(1L, 1L);
    assertThatThrownBy(() -> stratified(classes(16, 2, 2), 0.9, 0))
        .hasMessage(
            "split: 2 examples to train on, expected at least one of each of the 3 classes of"
                + " label");
  }

  @Test
  void aClassOfOneExampleCannotBeDivided() {
    assertThatThrownBy(() -> stratified(classes(9, 1), 0.2, 0))
        .isInstanceOf(InvalidSpec.class)
        .hasMessage(
            "split: class 1 of label has one example, a stratified split into 2 expects at least 2"
                + " of each class");
    assertThatThrownBy(() -> stratified(classes(2, 9), 0.2, 0.2))
        .hasMessage(
            "split: class 0 of label has 2 examples, a stratified split into 3 expects at least 3"
                + " of each class");
  }

  @Test
  void stratifiedExamplesMayKeepTheirOrder() {
    var split = SplitExamples.of(classes(4, 2), new SplitSpec(0.5, 0, 0, true, "label"));

    assertThat(split.all().target("label")).containsExactly(0, 0, 1, 0, 0, 1);
  }

  @Test
  void binaryLabelsAreZeroOrOne() {
    refused(
        labelled(0, 1, 0, 1, 1, 3),
        head(HeadKind.BINARY, 1, 0),
        "label of example 6 (counting from 1): 3, a binary head expects 0 or 1");
    refused(
        labelled(0.5f),
        head(HeadKind.BINARY, 1, 0),
        "label of example 1 (counting from 1): 0.5, a binary head expects 0 or 1");
    assertThatCode(() -> check(labelled(0.5f), head(HeadKind.BINARY, 1, 0.1)))
        .doesNotThrowAnyException();
    refused(
        labelled(1.5f),
        head(HeadKind.BINARY, 1, 0.1),
        "label of example 1 (counting from 1): 1.5, a binary head with a tolerance expects 0 to 1");
  }

  @Test
  void classesAreWholeNumbersInRange() {
    var head = head(HeadKind.MULTI_CLASS, 3, 0);
    assertThatCode(() -> check(labelled(0, 1, 2), head)).doesNotThrowAnyException();
    var expected = ", a multi-class head of 3 outputs expects class numbers 0 to 2";
    refused(labelled(0, 3), head, "label of example 2 (counting from 1): 3" + expected);
    refused(labelled(-1), head, "label of example 1 (counting from 1): -1" + expected);
    refused(labelled(0.5f), head, "label of example 1 (counting from 1): 0.5" + expected);
  }

  @Test
  void anEmbeddingThatReadsTheFeaturesKnowsTheirWords() {
    var examples =
        new Examples(
            List.of(2),
            new float[] {0, 1, 2, 3},
            List.of(new Examples.Target("label", new float[] {0, 1})));
    var source = SourceExamples.generated(examples);
    var residual = new Residual(List.of(new Embedding(3, 1)), List.of(new Embedding(4, 1)));
    for (var first : List.of(new Embedding(3, 1), residual)) {
      var network =
          new NetworkSpec(List.of(new Flatten(), first), List.of(head(HeadKind.BINARY, 1, 0)));
      assertThatThrownBy(() -> source.checkWords(network))
          .isInstanceOf(InvalidSpec.class)
          .hasMessage(
              "feature 2 of example 2 (counting from 1): 3, an embedding of 3 words expects whole"
                  + " numbers 0 to 2");
    }
    var enough =
        new NetworkSpec(List.of(new Embedding(4, 1)), List.of(head(HeadKind.BINARY, 1, 0)));
    assertThatCode(() -> source.checkWords(enough)).doesNotThrowAnyException();
  }

  @Test
  void everyTargetOfAHeadIsLookedAt() {
    var examples =
        new Examples(
            List.of(1),
            new float[2],
            List.of(
                new Examples.Target("a", new float[] {0, 1}),
                new Examples.Target("b", new float[] {1, 0.5f}),
                new Examples.Target("c", new float[] {1, Float.NaN})));
    refused(
        examples,
        HeadSpec.multiLabel("labels", List.of("a", "b"), 1, 0),
        "b of example 2 (counting from 1): 0.5, a multi-label head expects 0 or 1");
    refused(
        examples,
        HeadSpec.regression("numbers", List.of("a", "b", "c"), 1, 0.5),
        "c of example 2 (counting from 1): NaN, a regression head expects finite numbers");
    assertThatCode(() -> check(examples, HeadSpec.regression("ab", List.of("a", "b"), 1, 0.5)))
        .doesNotThrowAnyException();
  }

  @Test
  void aMissingTargetIsNamed() {
    refused(
        labelled(1),
        new HeadSpec("size", HeadKind.REGRESSION, "width", 1, 1, 0.5),
        "the data has no target width; it has label");
  }

  private static void check(Examples examples, HeadSpec head) {
    new SourceExamples(examples, RowPlace.GENERATED)
        .checkTargets(new NetworkSpec(List.of(), List.of(head)));
  }

  private static void refused(Examples examples, HeadSpec head, String message) {
    assertThatThrownBy(() -> check(examples, head))
        .isInstanceOf(InvalidSpec.class)
        .hasMessage(message);
  }

  private static HeadSpec head(HeadKind kind, int outputs, double tolerance) {
    return new HeadSpec("class", kind, "label", outputs, 1, tolerance);
  }

  private static Examples labelled(float... labels) {
    return new Examples(List.of(1), labels.clone(), List.of(new Examples.Target("label", labels)));
  }
}
