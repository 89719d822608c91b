package org.descent.experiment.data.prepare;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.descent.contracts.Floats;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.data.NumberType;
import org.descent.contracts.event.Fitted;
import org.descent.contracts.spec.DataSpec;
import org.descent.contracts.spec.PreparationSpec;
import org.descent.contracts.spec.PreparationSpec.Among;
import org.descent.contracts.spec.PreparationSpec.Constant;
import org.descent.contracts.spec.PreparationSpec.Each;
import org.descent.contracts.spec.SplitSpec;
import org.descent.experiment.data.DataSources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PreparedExamplesTest {
  /** The last of five examples is for testing. */
  private static final SplitSpec LAST = new SplitSpec(0, 0.2, 0, true);

  @TempDir Path folder;

  private PreparedExamples prepared(String table, SplitSpec split, PreparationSpec... steps)
      throws IOException {
    Files.writeString(folder.resolve("d.csv"), table);
    var data = new DataSpec.Csv("d.csv", List.of("y"), List.of());
    return PreparedExamples.of(DataSources.open(data, folder), split, List.of(steps));
  }

  private void refused(String table, PreparationSpec step, String told) {
    assertThatThrownBy(() -> prepared(table, LAST, step))
        .isInstanceOf(InvalidSpec.class)
        .hasMessage(told);
  }

  private static float[] column(PreparedExamples prepared, int column) {
    var all = prepared.split().all();
    var values = new float[all.count()];
    for (int row = 0; row < values.length; row++) {
      values[row] = all.features()[row * all.width() + column];
    }
    return values;
  }

  /** Training: a is 1, 3, 1, 3 and b 10, 10, 30, 30; for testing 5 and 70. */
  private static final String FIVE = "a,b,y\n1,10,0\n3,10,1\n1,30,0\n3,30,1\n5,70,1\n";

  @Test
  void everyStepIsMade() {
    assertThat(PreparedExamples.STEPS.stream().<Object>map(Step::spec))
        .containsExactlyInAnyOrder((Object[]) PreparationSpec.class.getPermittedSubclasses());
  }

  @Test
  void withoutStepsExamplesAreWhatTheyWere() throws IOException {
    var prepared = prepared(FIVE, LAST);

    assertThat(column(prepared, 1)).containsExactly(10, 10, 30, 30, 70);
    assertThat(prepared.fitted()).isEmpty();
  }

  private PreparedExamples filled(String table, List<String> oneHot, PreparationSpec... steps)
      throws IOException {
    Files.writeString(folder.resolve("d.csv"), table);
    var data =
        new DataSpec.Csv(
            "d.csv",
            List.of("y"),
            List.of(),
            null,
            false,
            0,
            oneHot,
            Map.of(),
            DataSpec.Missing.MEAN);
    return PreparedExamples.of(DataSources.open(data, folder), LAST, List.of(steps));
  }

  @Test
  void whatIsMissingIsFilledWithTheMeanOfTheTrainingPartBeforeAnythingElse() throws IOException {
    var scale = new PreparationSpec.Scale(0, 2);
    var prepared = filled("a,y\n1,0\n,1\n3,0\n8,1\n,1\n", List.of(), scale);

    assertThat(column(prepared, 0)).containsExactly(0.5f, 2, 1.5f, 4, 2); // (1 + 3 + 8) / 3 = 4
    assertThat(prepared.fitted())
        .containsExactly(
            new Fitted(new PreparationSpec.Fill(), Map.of("mean", List.of(4.0))),
            new Fitted(scale, Map.of()));
  }

  @Test
  void eachFoldIsPreparedByItsOwnTrainingPart() throws IOException {
    var folds = new SplitSpec(0, 0, 0, true, "", 2);
    var step = new PreparationSpec.Standardise(Each.FEATURE, Constant.REFUSE);
    Files.writeString(folder.resolve("d.csv"), "a,y\n1,0\n3,1\n10,0\n30,1\n");
    var source = DataSources.open(new DataSpec.Csv("d.csv", List.of("y"), List.of()), folder);

    assertThat(PreparedExamples.of(source, folds, 1, List.of(step)).fitted().get(0).found())
        .containsEntry("mean", List.of(20.0)); // 1 and 3 are for validation
    assertThat(PreparedExamples.of(source, folds, 2, List.of(step)).fitted().get(0).found())
        .containsEntry("mean", List.of(2.0));
  }

  @Test
  void aTextThatIsMissingIsEachValueAsOftenAsTheTrainingPartHasIt() throws IOException {
    var prepared = filled("a,y\nred,0\n?,1\nblue,0\nblue,1\n?,1\n", List.of("a"));

    assertThat(column(prepared, 0)).containsExactly(0, 2 / 3f, 1, 1, 2 / 3f); // blue
    assertThat(column(prepared, 1)).containsExactly(1, 1 / 3f, 0, 0, 1 / 3f); // red
  }

  @Test
  void aColumnThatOnlyOtherPartsKnowHasNoMean() {
    assertThatThrownBy(() -> filled("a,y\n,0\n,1\n,0\n,1\n5,1\n", List.of()))
        .isInstanceOf(InvalidSpec.class)
        .hasMessage(
            "prepare: column a has no value in all 4 training examples, of which missing: mean takes"
                + " the mean");
  }

  @Test
  void whereNothingIsMissingNothingIsFilled() throws IOException {
    assertThat(filled(FIVE, List.of()).fitted()).isEmpty();
  }

  @Test
  void standardisingKnowsNothingButTheTrainingPart() throws IOException {
    var step = new PreparationSpec.Standardise(Each.FEATURE, Constant.REFUSE);
    var prepared = prepared(FIVE, LAST, step);

    assertThat(column(prepared, 0)).containsExactly(-1, 1, -1, 1, 3); // mean 2, deviation 1
    assertThat(column(prepared, 1)).containsExactly(-1, -1, 1, 1, 5); // mean 20, deviation 10
    assertThat(prepared.split().all().target("y")).containsExactly(0, 1, 0, 1, 1);
    assertThat(prepared.fitted())
        .containsExactly(
            new Fitted(step, Map.of("mean", List.of(2.0, 20.0), "deviation", List.of(1.0, 10.0))));
  }

  @Test
  void stretchingToMinimumAndMaximumGoesBeyondThemOutsideOfTheTrainingPart() throws IOException {
    var step = new PreparationSpec.MinMax(-1, 1, Each.FEATURE, Constant.REFUSE);
    var prepared = prepared(FIVE, LAST, step);

    assertThat(column(prepared, 0)).containsExactly(-1, 1, -1, 1, 3);
    assertThat(column(prepared, 1)).containsExactly(-1, -1, 1, 1, 5);
    assertThat(prepared.fitted().get(0).found())
        .isEqualTo(Map.of("least", List.of(1.0, 10.0), "greatest", List.of(3.0, 30.0)));
  }

  @Test
  void allFeaturesMayShareTheirNumbers() throws IOException {
    var all = prepared(FIVE, LAST, new PreparationSpec.MinMax(0, 1, Each.ALL, Constant.REFUSE));

    assertThat(all.fitted().get(0).found())
        .isEqualTo(Map.of("least", List.of(1.0), "greatest", List.of(30.0)));
    assertThat(column(all, 1)[3]).isEqualTo(1);
    assertThat(column(all, 0)[1]).isEqualTo(2 / 29f, within(1e-7f));
  }

  /** Each step, and whether bytes stay bytes in it. */
  static List<Arguments> steps() {
    return List.of(
        Arguments.of(new PreparationSpec.Standardise(Each.ALL, Constant.REFUSE), true),
        Arguments.of(new PreparationSpec.Standardise(Each.CHANNEL, Constant.REFUSE), true),
        Arguments.of(new PreparationSpec.Standardise(Each.FEATURE, Constant.SHIFT), false),
        Arguments.of(new PreparationSpec.MinMax(-1, 1, Each.CHANNEL, Constant.REFUSE), true),
        Arguments.of(new PreparationSpec.Scale(3, 0.7), true),
        Arguments.of(new PreparationSpec.LabelNoise(0.5, "label", Among.ALL, 1), true),
        Arguments.of(new PreparationSpec.Permute(1), true));
  }

  @ParameterizedTest
  @MethodSource("steps")
  void bytesArePreparedToTheBitAsTheirFloatsWouldBe(PreparationSpec step, boolean stay)
      throws IOException {
    var numbers = new float[40 * 24];
    var bytes = new byte[numbers.length];
    new Random(7).nextBytes(bytes);
    var labels = new float[40];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = bytes[i] & 0xff;
      labels[i / 24] = i / 24 % 2;
    }
    npy("x.npy", "(40, 4, 2, 3)", numbers);
    npy("y.npy", "(40,)", labels);
    npy("u.npy", "|u1", "(40, 4, 2, 3)", bytes);
    var split = new SplitSpec(0.25, 0, 1);

    var asBytes = of("u.npy", split, step);
    var asFloats = of("x.npy", split, step);

    assertThat(asBytes.split().all().features()).isEqualTo(asFloats.split().all().features());
    assertThat(asBytes.fitted()).isEqualTo(asFloats.fitted());
    assertThat(asBytes.split().all().held().type())
        .isEqualTo(stay ? NumberType.U8 : NumberType.F32);
  }

  private PreparedExamples of(String images, SplitSpec split, PreparationSpec step) {
    var source = DataSources.open(new DataSpec.Npy(images, "y.npy", null), folder);
    return PreparedExamples.of(source, split, List.of(step));
  }

  @Test
  void channelsAreThePlacesOnTheLastAxis() throws IOException {
    // two examples of [2, 2]: channel 1 holds 1, 3, 5, 7, channel 2 holds 2, 4, 6, 8
    npy("x.npy", "(2, 2, 2)", 1, 2, 3, 4, 5, 6, 7, 8);
    npy("y.npy", "(2,)", 0, 1);
    var source = DataSources.open(new DataSpec.Npy("x.npy", "y.npy", null), folder);
    var step = new PreparationSpec.Standardise(Each.CHANNEL, Constant.REFUSE);
    var prepared = PreparedExamples.of(source, SplitSpec.NONE, List.of(step));

    double deviation = Math.sqrt(5); // (9 + 1 + 1 + 9) / 4
    assertThat(prepared.fitted().get(0).found())
        .isEqualTo(Map.of("mean", List.of(4.0, 5.0), "deviation", List.of(deviation, deviation)));
    float far = (float) (3 / deviation);
    float near = (float) (1 / deviation);
    assertThat(prepared.split().all().features())
        .containsExactly(-far, -far, -near, -near, near, near, far, far);
  }

  private void npy(String name, String shape, float... values) throws IOException {
    npy(name, "<f4", shape, Floats.toBytes(values));
  }

  private void npy(String name, String type, String shape, byte[] values) throws IOException {
    var header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }";
    var padded = header + " ".repeat(118 - 1 - header.length()) + "\n";
    var bytes =
        ByteBuffer.allocate(128 + values.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
            .putShort((short) 118)
            .put(padded.getBytes(US_ASCII))
            .put(values);
    Files.write(folder.resolve(name), bytes.array());
  }

  @Test
  void stepsFollowEachOther() throws IOException {
    var prepared =
        prepared(
            FIVE,
            LAST,
            new PreparationSpec.Scale(1, 2),
            new PreparationSpec.MinMax(0, 1, Each.FEATURE, Constant.REFUSE));

    assertThat(column(prepared, 0)).containsExactly(0, 1, 0, 1, 2); // first 0, 1, 0, 1, 2
    assertThat(prepared.fitted()).hasSize(2);
    assertThat(prepared.fitted().get(0).found()).isEmpty();
    assertThat(prepared.fitted().get(1).found().get("greatest")).containsExactly(1.0, 14.5);
  }

  @Test
  void aConstantColumnIsNamed() {
    var table = "a,b,y\n1,7,0\n2,7,1\n3,7,0\n4,7,1\n5,8,1\n";
    var told =
        "column b is 7 in all 4 training examples, expected two values at least; leave it out, or"
            + " write constant: shift";
    refused(
        table,
        new PreparationSpec.Standardise(Each.FEATURE, Constant.REFUSE),
        "prepare: standardise: " + told);
    refused(
        table,
        new PreparationSpec.MinMax(0, 1, Each.FEATURE, Constant.REFUSE),
        "prepare: min-max: " + told);
    refused(
        "a,y\n7,0\n7,1\n7,0\n7,1\n8,1\n",
        new PreparationSpec.Standardise(Each.ALL, Constant.REFUSE),
        "prepare: standardise: every feature is 7 in all 4 training examples, expected two values"
            + " at least; leave standardise out, or write constant: shift");
  }

  @Test
  void aConstantColumnIsShiftedIfThatIsTheRule() throws IOException {
    var table = "a,b,y\n1,0.1,0\n3,0.1,1\n1,0.1,0\n3,0.1,1\n5,0.6,1\n";
    var standardised =
        prepared(table, LAST, new PreparationSpec.Standardise(Each.FEATURE, Constant.SHIFT));
    var stretched =
        prepared(table, LAST, new PreparationSpec.MinMax(2, 4, Each.FEATURE, Constant.SHIFT));

    assertThat(column(standardised, 1)).startsWith(0, 0, 0, 0);
    assertThat(column(standardised, 1)[4]).isEqualTo(0.5f);
    assertThat(standardised.fitted().get(0).found().get("deviation")).containsExactly(1.0, 0.0);
    assertThat(column(stretched, 1)).startsWith(2, 2, 2, 2);
    assertThat(column(stretched, 1)[4]).isEqualTo(2.5f);
  }

  @Test
  void whatBecomesNoNumberIsNamed() throws IOException {
    refused(
        "a,b,y\n1e-38,1,0\n2e-38,2,1\n1e-38,3,0\n2e-38,4,1\n3e38,5,1\n",
        new PreparationSpec.Standardise(Each.FEATURE, Constant.REFUSE),
        "prepare: standardise: 3E38 of column a becomes Infinity, expected a number that float32"
            + " holds");
    refused(
        FIVE,
        new PreparationSpec.Scale(0, 1e-38),
        "prepare: scale: 10 of column b becomes Infinity, expected a number that float32 holds");
    npy("x.npy", "(2, 2, 2)", 1, 2, 3, 4, 5, 3e38f, 7, 8);
    npy("y.npy", "(2,)", 0, 1);
    var source = DataSources.open(new DataSpec.Npy("x.npy", "y.npy", null), folder);
    var half = List.<PreparationSpec>of(new PreparationSpec.Scale(0, 0.5));
    assertThatThrownBy(() -> PreparedExamples.of(source, SplitSpec.NONE, half))
        .hasMessage(
            "prepare: scale: 3E38 of feature [1, 2] (counting from 1) becomes Infinity, expected a"
                + " number that float32 holds");
  }

  private static PreparedExamples mnist1d(PreparationSpec... steps) {
    var data = new DataSpec.Mnist1d(1000, 42, false);
    return PreparedExamples.of(
        DataSources.open(data, Path.of("/")), new SplitSpec(0, 0.2, 1), List.of(steps));
  }

  private static PreparationSpec.LabelNoise noise(double rate, Among among, long seed) {
    return new PreparationSpec.LabelNoise(rate, "label", among, seed);
  }

  private static int differing(PreparedExamples one, PreparedExamples other, int from, int to) {
    float[] a = one.split().all().target("label");
    float[] b = other.split().all().target("label");
    return (int) IntStream.range(from, to).filter(row -> a[row] != b[row]).count();
  }

  @Test
  void labelNoiseDrawsLabelsOfTheTrainingPartAnew() {
    var clean = mnist1d();
    var noisy = mnist1d(noise(0.15, Among.ALL, 1));
    int changed = differing(clean, noisy, 0, 800);

    assertThat(noisy.split().all().features()).isEqualTo(clean.split().all().features());
    assertThat(differing(clean, noisy, 800, 1000)).isZero();
    assertThat(changed).isBetween(72, 144); // 108 of 800, within 4 standard deviations of 9.7
    var found = noisy.fitted().get(0).found();
    assertThat(found.get("changed")).containsExactly((double) changed);
    assertThat(found.get("drawn").get(0)).isBetween(80.0, 160.0).isGreaterThan(changed);
  }

  @Test
  void theLabelsThatChangeDependOnTheNoisesOwnSeedAlone() {
    var once = mnist1d(noise(0.15, Among.ALL, 1));
    var again = mnist1d(new PreparationSpec.Scale(0, 2), noise(0.15, Among.ALL, 1));
    var otherwise = mnist1d(noise(0.15, Among.ALL, 2));

    assertThat(differing(once, again, 0, 1000)).isZero();
    assertThat(differing(once, otherwise, 0, 800)).isGreaterThan(100);
  }

  @Test
  void amongOthersEveryLabelThatIsDrawnChanges() {
    var clean = mnist1d();
    var wrong = mnist1d(noise(1, Among.OTHERS, 1));

    assertThat(differing(clean, wrong, 0, 800)).isEqualTo(800);
    assertThat(wrong.split().training().target("label")).containsOnly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(differing(clean, mnist1d(noise(0, Among.ALL, 1)), 0, 1000)).isZero();
  }

  @Test
  void labelNoiseNeedsClasses() {
    refused(
        "a,y\n1,0.5\n2,1\n3,0\n4,1\n5,1\n",
        new PreparationSpec.LabelNoise(0.1, "y", Among.ALL, 1),
        "prepare: label-noise: y has the value 0.5, expected classes: whole numbers");
    refused(
        "a,y\n1,1\n2,1\n3,1\n4,1\n5,0\n",
        new PreparationSpec.LabelNoise(0.1, "y", Among.ALL, 1),
        "prepare: label-noise: all 4 training examples have y 1, expected two classes at least");
  }

  @Test
  void permutedFeaturesHaveOneOrderInAllExamples() throws IOException {
    var table = "a,b,c,d,y\n1,2,3,4,0\n5,6,7,8,1\n";
    var permute = new PreparationSpec.Permute(1);
    var prepared = prepared(table, SplitSpec.NONE, permute);
    var places = prepared.fitted().get(0).found().get("place");

    assertThat(places).containsExactlyInAnyOrder(0.0, 1.0, 2.0, 3.0);
    assertThat(places).isNotEqualTo(List.of(0.0, 1.0, 2.0, 3.0));
    for (int i = 0; i < 4; i++) {
      float first = 1 + places.get(i).floatValue();
      assertThat(column(prepared, i)).containsExactly(first, 4 + first);
    }
    assertThat(prepared(table, SplitSpec.NONE, permute).fitted()).isEqualTo(prepared.fitted());
  }

  @Test
  void permutedFeaturesKeepTheirNames() {
    for (long seed = 1; seed < 5; seed++) {
      var permute = new PreparationSpec.Permute(seed);
      var standardise = new PreparationSpec.Standardise(Each.FEATURE, Constant.REFUSE);
      assertThatThrownBy(
              () -> prepared("a,b,c,y\n1,7,3,0\n5,7,8,1\n", SplitSpec.NONE, permute, standardise))
          .hasMessageStartingWith("prepare: standardise: column b is 7 in all 2 training");
    }
  }
}
