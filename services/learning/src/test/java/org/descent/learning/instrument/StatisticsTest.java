package org.descent.learning.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.descent.learning.Fixtures.LABEL;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.Activation;
import org.descent.contracts.spec.InstrumentSpec;
import org.descent.contracts.spec.Loss;
import org.descent.contracts.spec.ParameterLayout;
import org.descent.contracts.spec.Split;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.learning.Device;
import org.descent.learning.Fixtures;
import org.descent.learning.InitialWeights;
import org.junit.jupiter.api.Test;

/** How weights, gradients, activations and eigenvalues are distributed. */
class StatisticsTest {
  private static final InstrumentSpec.Moments AT = new InstrumentSpec.Moments.Every(1);
  private static final Examples ROWS = Fixtures.images(37, 1, 6);
  private static final Examples OTHERS = Fixtures.images(11, 2, 6);
  private static final TrainingSpec TRAINING =
      Fixtures.with(
          Fixtures.training(Fixtures.dense(5, Activation.TANH, LABEL), Loss.CROSS_ENTROPY, 1),
          Fixtures.LIVELY);
  private static final ParameterLayout LAYOUT =
      ParameterLayout.of(TRAINING.network(), ROWS.shape());
  private static final float[] WEIGHTS = InitialWeights.draw(LAYOUT, TRAINING.initialisation(), 5);

  private static View view(LossFunction train, LossFunction test) {
    return new View(
        LAYOUT, WEIGHTS, split -> split == Split.TRAIN ? train : test, 5, 1, Optional.empty());
  }

  private static double[] read(Instrument instrument) {
    try (var train = new LossFunction(TRAINING, ROWS, Device.cpu());
        var test = new LossFunction(TRAINING, OTHERS, Device.cpu())) {
      return instrument.read(view(train, test));
    }
  }

  @Test
  void quantilesLieBetweenElements() {
    var quantiles = new Quantiles(List.of(0, 5, 50, 100));
    var six = IntStream.range(0, LAYOUT.size()).mapToDouble(i -> i).toArray();
    // 6·5 + 5 + 5 + 1 elements from 0 to 40
    assertThat(quantiles.of(six, false, LAYOUT)).containsExactly(0, 2, 20, 40);
    assertThat(quantiles.of(six, true, LAYOUT))
        .containsExactly(
            new double[] {0, 2, 20, 40, 0, 1.7, 17, 34, 35, 35.25, 37.5, 40}, within(1e-9));
  }

  @Test
  void halfOfTheWeightsLieBelowTheirMedian() {
    var instrument = Distribution.ofWeights(new InstrumentSpec.WeightQuantiles(true, AT));
    assertThat(instrument.curves(LAYOUT))
        .startsWith("weight-q05", "weight-q25")
        .contains("weight-q50.layer0", "weight-q95.label")
        .hasSize(15);
    var sorted = Fixtures.doubles(WEIGHTS);
    Arrays.sort(sorted);
    assertThat(read(instrument)).hasSize(15).contains(sorted[20], sorted[2], sorted[38]);
    assertThat(read(Distribution.ofGradient(new InstrumentSpec.GradientQuantiles(false, AT))))
        .hasSize(5)
        .isSorted();
  }

  @Test
  void updatesAreDistributedAsTheyChangeWeights() {
    var after = new float[WEIGHTS.length];
    for (int i = 0; i < after.length; i++) {
      after[i] = WEIGHTS[i] + i;
    }
    var instrument = Distribution.ofUpdate(new InstrumentSpec.UpdateQuantiles(true, AT));
    assertThat(instrument.curves(LAYOUT))
        .startsWith("update-q05", "update-q25")
        .contains("update-q50.layer0", "update-q95.label");
    var seen = new View(LAYOUT, WEIGHTS, split -> null, 5, 1, Optional.of(after));
    // of 0 to 40, then of 0 to 34
    assertThat(Arrays.copyOf(instrument.read(seen), 8))
        .containsExactly(new double[] {2, 10, 20, 30, 38, 1.7, 8.5, 17}, within(1e-5));
  }

  @Test
  void activationsHaveTheMomentsOfWhatUnitsSay() {
    var instrument =
        new ActivationStatistics(
            new InstrumentSpec.ActivationStatistics(true, AT), TRAINING.network());
    assertThat(instrument.curves(LAYOUT))
        .containsExactly(
            "activation-mean",
            "activation-deviation",
            "activation-mean.layer0",
            "activation-deviation.layer0");
    double sum = 0;
    double squares = 0;
    float[] x = ROWS.features();
    for (int example = 0; example < 37; example++) {
      for (int unit = 0; unit < 5; unit++) {
        double z = WEIGHTS[30 + unit];
        for (int k = 0; k < 6; k++) {
          z += x[6 * example + k] * WEIGHTS[5 * k + unit];
        }
        sum += Math.tanh(z);
        squares += Math.tanh(z) * Math.tanh(z);
      }
    }
    double mean = sum / (37 * 5);
    double deviation = Math.sqrt(squares / (37 * 5) - mean * mean);
    assertThat(read(instrument))
        .containsExactly(new double[] {mean, deviation, mean, deviation}, within(1e-5));
  }

  @Test
  void quantilesOfTheSpectrumAreThoseOfAllEigenvalues() {
    var instrument = new HessianSpectrum(new InstrumentSpec.HessianSpectrum(100, 41, false, AT));
    var found = read(instrument);
    double[] dense;
    try (var train = new LossFunction(TRAINING, ROWS, Device.cpu())) {
      var hessian = new double[LAYOUT.size()][];
      for (int i = 0; i < hessian.length; i++) {
        var unit = new double[hessian.length];
        unit[i] = 1;
        hessian[i] = train.product(WEIGHTS, unit);
      }
      dense = Eigenvalues.of(hessian);
    }
    double largest = dense[0];
    // from the largest down: 99 in a hundred of 41 is the first, 5 in a hundred the last but two
    assertThat(found[4]).isCloseTo(largest, within(0.01 * largest));
    assertThat(found[0]).isCloseTo(dense[40], within(0.05 * largest));
    assertThat(found[2]).isCloseTo(dense[20], within(0.05 * largest));
    double negative = Arrays.stream(dense).filter(value -> value < -1e-5 * largest).count() / 41.0;
    assertThat(found[5]).isCloseTo(negative, within(0.15));
    assertThat(Arrays.copyOf(found, 5)).isSorted();
  }

  @Test
  void gradientsOfSplitsHaveAnAngle() {
    var spec = new InstrumentSpec.SplitCosine(List.of(Split.TEST), AT);
    assertThat(spec.curves()).containsExactly("test-cosine");
    var found = read(new SplitCosine(spec));
    try (var train = new LossFunction(TRAINING, ROWS, Device.cpu());
        var test = new LossFunction(TRAINING, OTHERS, Device.cpu())) {
      var a = train.gradient(WEIGHTS);
      var b = test.gradient(WEIGHTS);
      assertThat(found[0])
          .isCloseTo(Vectors.dot(a, b) / (Vectors.norm(a) * Vectors.norm(b)), within(1e-9));
      assertThat(new SplitCosine(spec).read(view(train, train))[0]).isCloseTo(1, within(1e-9));
    }
  }
}
