package org.descent.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.descent.contracts.spec.Activation;
import org.descent.contracts.spec.HeadKind;
import org.descent.contracts.spec.HeadSpec;
import org.descent.contracts.spec.InitialisationSpec;
import org.descent.contracts.spec.Initialiser;
import org.descent.contracts.spec.LayerSpec;
import org.descent.contracts.spec.NetworkSpec;
import org.descent.contracts.spec.ParameterLayout;
import org.junit.jupiter.api.Test;

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

  @Test
  void heNormalAndGlorotUniformScaleWithTheFans() {
    assertThat(deviation(weights(new Initialiser.HeNormal())))
        .isCloseTo(Math.sqrt(2.0 / 100), within(0.004));
    // a uniform on ±l has deviation l/√3, with l = √(6 / (100 + 200))
    assertThat(deviation(weights(new Initialiser.GlorotUniform())))
        .isCloseTo(Math.sqrt(6.0 / 300) / Math.sqrt(3), within(0.003));
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
