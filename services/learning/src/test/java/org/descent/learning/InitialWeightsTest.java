package org.descent.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.descent.contracts.spec.Activation;
import org.descent.contracts.spec.Conv1d;
import org.descent.contracts.spec.Embedding;
import org.descent.contracts.spec.Gru;
import org.descent.contracts.spec.HeadKind;
import org.descent.contracts.spec.HeadSpec;
import org.descent.contracts.spec.InitialisationSpec;
import org.descent.contracts.spec.Initialiser;
import org.descent.contracts.spec.Initialiser.FanInUniform;
import org.descent.contracts.spec.LayerInitialisation;
import org.descent.contracts.spec.LayerSpec;
import org.descent.contracts.spec.NetworkSpec;
import org.descent.contracts.spec.Padding;
import org.descent.contracts.spec.ParameterLayout;
import org.descent.contracts.spec.Residual;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InitialWeightsTest {
  private static final HeadSpec LABEL = new HeadSpec("label", HeadKind.BINARY, "label", 1, 1, 0);

  @Test
  void drawsAreTheSameOnEveryMachine() {
    var layout = dense(2, 2, Activation.SIGMOID);
    var spec =
        new InitialisationSpec(
            new Initialiser.TruncatedNormal(0.1), new Initialiser.Uniform(-1, 1));
    assertThat(InitialWeights.draw(layout, spec, 1)).containsExactly(GOLDEN_1);
    assertThat(InitialWeights.draw(layout, spec, -7)).containsExactly(GOLDEN_MINUS_7);
  }

  @Test
  void trialsOfOneSeedStartAlikeWhateverTheirActivation() {
    var spec = studied();
    assertThat(InitialWeights.draw(dense(16, 4, Activation.RELU), spec, 3))
        .isEqualTo(InitialWeights.draw(dense(16, 4, Activation.SIGMOID), spec, 3));
  }

  @Test
  void oneArraysInitialiserLeavesTheOthersAsTheyAre() {
    var layout = dense(16, 4, Activation.RELU);
    var constant = InitialWeights.draw(layout, studied(), 3);
    var drawn =
        InitialWeights.draw(
            layout, new InitialisationSpec(studied().weights(), new Initialiser.Normal(1)), 3);
    assertThat(Arrays.copyOf(drawn, 64)).isEqualTo(Arrays.copyOf(constant, 64));
    assertThat(Arrays.copyOfRange(constant, 64, 68)).containsOnly(0.1f);
    assertThat(Arrays.copyOfRange(drawn, 64, 68)).doesNotContain(0.1f);
  }

  @Test
  void layersMayStartInTheirOwnWay() {
    var own = new LayerInitialisation(new Initialiser.Constant(7), null);
    var biased = new LayerInitialisation(null, new Initialiser.Constant(8));
    var both = new LayerInitialisation(new Initialiser.Constant(5), new Initialiser.Constant(6));
    var layers =
        List.<LayerSpec>of(
            new LayerSpec.Conv2d(2, 1, 1, Activation.RELU, false, null, own),
            new LayerSpec.Flatten(),
            new LayerSpec.Dense(3, Activation.RELU, false, biased),
            new Embedding(4, 2, new LayerInitialisation(new Initialiser.Constant(9), null)),
            new Conv1d(2, 1, Activation.RELU, 1, Padding.VALID, 1, 1, false, both),
            new Gru(2, true, false, both),
            new Residual(
                List.of(
                    new Gru(2, true),
                    new Conv1d(2, 1, Activation.RELU, 1, Padding.VALID, 1, 1, false, own)),
                List.of()),
            new LayerSpec.Flatten());
    var layout = ParameterLayout.of(new NetworkSpec(layers, List.of(LABEL)), List.of(2, 2));
    var usual = new InitialisationSpec(new Initialiser.Constant(1), new Initialiser.Constant(2));
    var drawn = InitialWeights.draw(layout, usual, 3);

    var starts = new LinkedHashMap<String, Float>();
    for (var array : layout.parameters()) {
      var elements = Arrays.copyOfRange(drawn, array.offset(), array.offset() + array.size());
      assertThat(elements).as(array.name()).containsOnly(elements[0]);
      starts.put(array.name(), elements[0]);
    }
    assertThat(starts)
        .containsEntry("layer0/weights", 7f)
        .containsEntry("layer0/biases", 2f)
        .containsEntry("layer2/weights", 1f)
        .containsEntry("layer2/biases", 8f)
        .containsEntry("layer3/weights", 9f)
        .containsEntry("layer4/weights", 5f)
        .containsEntry("layer4/biases", 6f)
        .containsEntry("layer5/weights", 5f)
        .containsEntry("layer5/recurrent", 5f)
        .containsEntry("layer5/biases", 6f)
        .containsEntry("layer5/recurrent-biases", 6f)
        .containsEntry("layer6/0/weights", 1f)
        .containsEntry("layer6/1/weights", 7f)
        .containsEntry("layer6/1/biases", 2f)
        .containsEntry("label/weights", 1f)
        .containsEntry("label/biases", 2f);
  }

  @Test
  void arraysAndSeedsDifferFromEachOther() {
    var layout = dense(16, 4, Activation.RELU);
    var one = InitialWeights.draw(layout, studied(), 1);
    var two = InitialWeights.draw(layout, studied(), 2);
    assertThat(Arrays.copyOf(one, 64)).isNotEqualTo(Arrays.copyOf(two, 64));
    assertThat(Arrays.copyOf(one, 4)).isNotEqualTo(Arrays.copyOfRange(one, 68, 72));
  }

  @Test
  void truncatedNormalStaysWithinTwoSigma() {
    var drawn = weights(new Initialiser.TruncatedNormal(0.1));
    for (float w : drawn) {
      assertThat(Math.abs(w)).isLessThanOrEqualTo(0.2f);
    }
    // variance of a standard normal cut at 2: 1 - 4·φ(2)/(2·Φ(2) - 1) = 0.7737
    assertThat(deviation(drawn)).isCloseTo(0.1 * Math.sqrt(0.7737), within(0.002));
  }

  /** A distribution, its variance and its fourth moment over the square of that. */
  private record Moments(Initialiser initialiser, double variance, double kurtosis) {}

  private static final double OF_UNIFORM = 1.8;
  private static final double OF_NORMAL = 3;

  /** For 100 inputs and 200 outputs; a uniform on ±l has the variance l²/3. */
  private static final List<Moments> MOMENTS =
      List.of(
          new Moments(new Initialiser.Uniform(-0.3, 0.3), 0.09 / 3, OF_UNIFORM),
          new Moments(new Initialiser.Normal(0.2), 0.04, OF_NORMAL),
          new Moments(new Initialiser.GlorotUniform(1), 6.0 / 300 / 3, OF_UNIFORM),
          new Moments(new Initialiser.GlorotNormal(1), 2.0 / 300, OF_NORMAL),
          new Moments(new Initialiser.HeUniform(1), 6.0 / 100 / 3, OF_UNIFORM),
          new Moments(new Initialiser.HeNormal(1), 2.0 / 100, OF_NORMAL),
          new Moments(new Initialiser.LecunUniform(1), 3.0 / 100 / 3, OF_UNIFORM),
          new Moments(new Initialiser.LecunNormal(1), 1.0 / 100, OF_NORMAL),
          new Moments(new Initialiser.FanInUniform(1), 1.0 / 100 / 3, OF_UNIFORM),
          new Moments(new Initialiser.GlorotUniform(2), 4 * 6.0 / 300 / 3, OF_UNIFORM),
          new Moments(new Initialiser.GlorotNormal(2), 4 * 2.0 / 300, OF_NORMAL),
          new Moments(new Initialiser.HeUniform(2), 4 * 6.0 / 100 / 3, OF_UNIFORM),
          new Moments(new Initialiser.HeNormal(0.5), 2.0 / 100 / 4, OF_NORMAL),
          new Moments(new Initialiser.LecunUniform(2), 4 * 3.0 / 100 / 3, OF_UNIFORM),
          new Moments(new Initialiser.LecunNormal(2), 4 * 1.0 / 100, OF_NORMAL),
          new Moments(new Initialiser.FanInUniform(2), 4 * 1.0 / 100 / 3, OF_UNIFORM));

  /** They have a test of their own. */
  private static final List<Class<?>> OTHERS =
      List.of(
          Initialiser.Constant.class,
          Initialiser.Zeros.class,
          Initialiser.TruncatedNormal.class,
          Initialiser.Orthogonal.class,
          Initialiser.Identity.class);

  @Test
  void momentsAreThoseOfTheFormulas() {
    for (var moments : MOMENTS) {
      var drawn = weights(moments.initialiser());
      double variance = moment(drawn, 2);
      assertThat(moment(drawn, 1))
          .as("mean of %s", moments.initialiser())
          .isCloseTo(0, within(4 * Math.sqrt(moments.variance() / drawn.length)));
      assertThat(variance / moments.variance())
          .as("variance of %s", moments.initialiser())
          .isCloseTo(1, within(0.04));
      assertThat(moment(drawn, 4) / (variance * variance))
          .as("kurtosis of %s", moments.initialiser())
          .isCloseTo(moments.kurtosis(), within(0.2));
    }
  }

  @Test
  void everyInitialiserHasItsMoments() {
    var tried = new ArrayList<Class<?>>(OTHERS);
    MOMENTS.forEach(moments -> tried.add(moments.initialiser().getClass()));
    assertThat(Set.copyOf(tried))
        .containsExactlyInAnyOrder(Initialiser.class.getPermittedSubclasses());
  }

  /** U(±gain / √k), k by the kind of layer as PyTorch's reset_parameters have it. */
  @Test
  void fanInUniformIsWhatPyTorchStartsEveryKindOfLayerFrom() {
    var gru = ParameterLayout.of(network(new Gru(150, false, true)), List.of(4, 7));
    assertUniform(gru, "layer0/", 1 / Math.sqrt(150));
    var dense = ParameterLayout.of(network(new LayerSpec.Dense(200, Activation.NONE)), List.of(90));
    assertUniform(dense, "layer0/", 1 / Math.sqrt(90));
    assertUniform(dense, "label/", 1 / Math.sqrt(200));
    var conv = new LayerSpec.Conv2d(500, 2, 3, Activation.NONE);
    var kernels = ParameterLayout.of(network(conv, new LayerSpec.Flatten()), List.of(2, 3, 8));
    assertUniform(kernels, "layer0/", 1 / Math.sqrt(2 * 3 * 8));
  }

  private static NetworkSpec network(LayerSpec... layers) {
    return new NetworkSpec(List.of(layers), List.of(LABEL));
  }

  /** That all arrays whose names begin so are drawn from ±{@code limit}. */
  private static void assertUniform(ParameterLayout layout, String prefix, double limit) {
    var all = new InitialisationSpec(new FanInUniform(1), new FanInUniform(1));
    var drawn = InitialWeights.draw(layout, all, 3);
    for (var parameter : layout.parameters()) {
      if (!parameter.name().startsWith(prefix)) {
        continue;
      }
      int from = parameter.offset();
      var array = Arrays.copyOfRange(drawn, from, from + parameter.size());
      double variance = limit * limit / 3;
      // of a uniform's variance the variance is 4/45 limit⁴ / n
      assertThat(moment(array, 2))
          .as("variance of %s", parameter)
          .isCloseTo(variance, within(5 * Math.sqrt(4.0 / 45 / array.length) * Math.pow(limit, 2)));
      assertThat(moment(array, 1))
          .as("mean of %s", parameter)
          .isCloseTo(0, within(4 * Math.sqrt(variance / array.length)));
      for (float value : array) {
        assertThat((double) Math.abs(value)).isLessThanOrEqualTo(limit * 1.000001);
      }
    }
  }

  @Test
  void theIdentityIsAsLargeAsTheShorterSide() {
    var spec = new InitialisationSpec(new Initialiser.Identity(0.5), new Initialiser.Zeros());
    assertThat(Arrays.copyOf(InitialWeights.draw(dense(2, 3, Activation.NONE), spec, 1), 6))
        .containsExactly(0.5f, 0, 0, 0, 0.5f, 0);
    assertThat(Arrays.copyOf(InitialWeights.draw(dense(3, 2, Activation.NONE), spec, 2), 6))
        .containsExactly(0.5f, 0, 0, 0.5f, 0, 0);
  }

  @Test
  void zerosAreZero() {
    assertThat(weights(new Initialiser.Zeros())).containsOnly(0);
  }

  /** WᵀW = gain² I, or W Wᵀ where that has full rank. */
  @ParameterizedTest
  @CsvSource({"5, 3, 1", "3, 5, 0.7", "4, 4, 2", "1, 6, 1", "40, 1, 3"})
  void shorterSideOfAnOrthogonalMatrixIsOrthogonal(int inputs, int outputs, double gain) {
    var layout = dense(inputs, outputs, Activation.NONE);
    var spec = new InitialisationSpec(new Initialiser.Orthogonal(gain), new Initialiser.Zeros());
    var drawn = InitialWeights.draw(layout, spec, 5);
    boolean wide = outputs > inputs;
    for (int i = 0; i < Math.min(inputs, outputs); i++) {
      for (int j = 0; j < Math.min(inputs, outputs); j++) {
        double product = 0;
        for (int k = 0; k < Math.max(inputs, outputs); k++) {
          product +=
              wide
                  ? (double) drawn[i * outputs + k] * drawn[j * outputs + k]
                  : (double) drawn[k * outputs + i] * drawn[k * outputs + j];
        }
        assertThat(product).isCloseTo(i == j ? gain * gain : 0, within(1e-6 * gain * gain));
      }
    }
  }

  /** A kernel is a matrix of window · channels by filters. */
  @Test
  void kernelsAreOrthogonalAsMatrices() {
    var layout =
        ParameterLayout.of(
            new NetworkSpec(
                List.of(new LayerSpec.Conv2d(4, 2, 3, Activation.NONE), new LayerSpec.Flatten()),
                List.of(LABEL)),
            List.of(3, 3, 2));
    var spec = new InitialisationSpec(new Initialiser.Orthogonal(1), new Initialiser.Zeros());
    var drawn = InitialWeights.draw(layout, spec, 5);
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        double product = 0;
        for (int k = 0; k < 2 * 3 * 2; k++) {
          product += (double) drawn[k * 4 + i] * drawn[k * 4 + j];
        }
        assertThat(product).isCloseTo(i == j ? 1 : 0, within(1e-6));
      }
    }
  }

  /** No direction is preferred: elements of many matrices have the mean 0. */
  @Test
  void orthogonalMatricesAreDrawnFromAllOfThem() {
    var layout = dense(2, 2, Activation.NONE);
    var spec = new InitialisationSpec(new Initialiser.Orthogonal(1), new Initialiser.Zeros());
    double[] sums = new double[4];
    int reflections = 0;
    for (int seed = 0; seed < 2000; seed++) {
      var q = InitialWeights.draw(layout, spec, seed);
      for (int i = 0; i < sums.length; i++) {
        sums[i] += q[i];
      }
      reflections += q[0] * q[3] - q[1] * q[2] < 0 ? 1 : 0;
    }
    for (double sum : sums) {
      assertThat(sum / 2000).isCloseTo(0, within(4 * Math.sqrt(0.5 / 2000)));
    }
    assertThat(reflections / 2000.0).isCloseTo(0.5, within(0.05));
  }

  private static double moment(float[] drawn, int power) {
    double sum = 0;
    for (float w : drawn) {
      sum += Math.pow(w, power);
    }
    return sum / drawn.length;
  }

  private static float[] weights(Initialiser initialiser) {
    var spec = new InitialisationSpec(initialiser, new Initialiser.Constant(0));
    return Arrays.copyOf(
        InitialWeights.draw(dense(100, 200, Activation.NONE), spec, 11), 100 * 200);
  }

  private static double deviation(float[] drawn) {
    double squares = 0;
    for (float w : drawn) {
      squares += (double) w * w;
    }
    return Math.sqrt(squares / drawn.length);
  }

  private static InitialisationSpec studied() {
    return new InitialisationSpec(
        new Initialiser.TruncatedNormal(0.1), new Initialiser.Constant(0.1));
  }

  private static ParameterLayout dense(int in, int units, Activation activation) {
    return ParameterLayout.of(
        new NetworkSpec(List.of(new LayerSpec.Dense(units, activation)), List.of(LABEL)),
        List.of(in));
  }

  private static final float[] GOLDEN_1 = {
    0.0070770266f,
    0.124704696f,
    -0.061937936f,
    -0.03663769f,
    -0.65472853f,
    -0.7419084f,
    0.02728381f,
    0.0022694394f,
    -0.4131549f
  };
  private static final float[] GOLDEN_MINUS_7 = {
    0.006379076f,
    -0.05716595f,
    -0.014111987f,
    0.09805871f,
    -0.6804446f,
    -0.62983155f,
    0.055188585f,
    -0.04400095f,
    -0.66846895f
  };
}
