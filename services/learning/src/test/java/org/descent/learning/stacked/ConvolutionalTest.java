package org.descent.learning.stacked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.descent.learning.Fixtures.LABEL;
import static org.descent.learning.Fixtures.WIDTH;

import java.util.List;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.Activation;
import org.descent.contracts.spec.HeadSpec;
import org.descent.contracts.spec.LayerSpec;
import org.descent.contracts.spec.Loss;
import org.descent.contracts.spec.NetworkSpec;
import org.descent.contracts.spec.OptimiserSpec;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.learning.EngineSettings;
import org.descent.learning.Engines;
import org.descent.learning.Fixtures;
import org.descent.learning.Recording;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Convolutional networks in programs. */
@Tag("thorough")
class ConvolutionalTest {
  private static final Examples IMAGES = Fixtures.images(12, 2, 6, 7);

  @Test
  void theStudysNetworkTrainsAsTheReferenceDoes() {
    var network =
        new NetworkSpec(
            List.of(
                new LayerSpec.Conv2d(16, 7, 7, Activation.RELU),
                new LayerSpec.Conv2d(8, 7, 7, Activation.RELU),
                new LayerSpec.Flatten()),
            List.of(LABEL, WIDTH));
    var training =
        Fixtures.with(
            Fixtures.training(network, Loss.CROSS_ENTROPY, 150), new OptimiserSpec.Sgd(0.02));
    var cohort = Fixtures.cohort(Fixtures.images(16, 1, 16, 16, 1), 3, training);
    var reference = Recording.of(cohort, new EngineSettings(1, 150, Engines.SINGLE));
    var heard = Recording.of(cohort, new EngineSettings(1, 150, Engines.STACKED));
    agree(heard.curve("t0", "loss"), reference.curve("t0", "loss"), 1e-4);
    agree(heard.weights("t0"), reference.weights("t0"), 1e-4);
  }

  @Test
  void aTrialIsTheSameAloneAndInCompany() {
    var cohort = Company.of(7, IMAGES, mixed(40));
    try (var engine = Company.engine(2, 25);
        var other = Company.engine(1, 60)) {
      var together = Company.train(engine, cohort);
      for (int trial = 0; trial < 7; trial++) {
        var alone = Company.train(other, Company.alone(cohort, trial));
        Company.assertSame("t" + trial, together, alone);
      }
    }
  }

  @Test
  void stackedTrialsOfAGpuTrainAsSingleOnes() {
    var cohort = Company.of(9, IMAGES, mixed(40));
    var single = Recording.of(cohort, new EngineSettings(1, 25, Engines.STACKED));
    try (var gpu = Company.gpuEngine(25)) {
      var stacked = Company.train(gpu, cohort);
      for (var trial : cohort.trials()) {
        var expected = single.trained(trial.id());
        assertThat(stacked.trained(trial.id()).end()).isEqualTo(expected.end());
        agree(stacked.curve(trial.id(), "loss"), single.curve(trial.id(), "loss"), 1e-4);
        agree(stacked.weights(trial.id()), single.weights(trial.id()), 1e-4);
      }
      // nine trials of three kinds: one program of eight rows each, two where trials stop early
      assertThat(gpu.statistics().compiled()).isLessThan(9);
    }
  }

  @Test
  void anImageTooLargeForPatchesIsLeftToTheOtherEngine() {
    var network =
        new NetworkSpec(
            List.of(
                new LayerSpec.Conv2d(2, 20, 20, Activation.RELU),
                new LayerSpec.Conv2d(1, 20, 181, Activation.RELU),
                new LayerSpec.Flatten()),
            List.of(LABEL));
    var training = Fixtures.training(network, Loss.L2, 2);
    var examples = Fixtures.images(8, 1, 220, 200);
    assertThat(ProgramKind.of(training, examples.shape(), examples.count()).patchElements())
        .isGreaterThan(1 << 26);
    try (var engine = Company.engine(1, 2)) {
      var heard = Company.train(engine, Fixtures.cohort(examples, 1, training));
      assertThat(heard.curve("t0", "loss")).hasSize(2);
      assertThat(engine.statistics().compiled()).isZero();
    }
  }

  /** Two losses and activations; the last ends early or late. */
  private static List<TrainingSpec> mixed(int iterations) {
    var relu = network(Activation.RELU, LABEL, WIDTH);
    var tanh = network(Activation.TANH, LABEL, WIDTH);
    return List.of(
        Fixtures.training(relu, Loss.CROSS_ENTROPY, iterations),
        Fixtures.with(Fixtures.training(tanh, Loss.L2, iterations), new OptimiserSpec.Sgd(0.02)),
        Fixtures.with(
            Fixtures.training(network(Activation.TANH, LABEL), Loss.CROSS_ENTROPY, iterations),
            new OptimiserSpec.Sgd(0.05)));
  }

  private static NetworkSpec network(Activation activation, HeadSpec... heads) {
    return Fixtures.convolutional(activation, heads);
  }

  private static void agree(float[] actual, float[] expected, double tolerance) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.length; i++) {
      assertThat((double) actual[i])
          .as("at %s", i)
          .isCloseTo(expected[i], within(tolerance * Math.max(1, Math.abs(expected[i]))));
    }
  }
}
