package org.descent.learning.stacked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.descent.learning.Fixtures.LABEL;
import static org.descent.learning.Fixtures.WIDTH;

import java.util.List;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.Activation;
import org.descent.contracts.spec.BatchSpec;
import org.descent.contracts.spec.HeadSpec;
import org.descent.contracts.spec.LayerSpec;
import org.descent.contracts.spec.Loss;
import org.descent.contracts.spec.NetworkSpec;
import org.descent.contracts.spec.OptimiserSpec;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.learning.Cohort;
import org.descent.learning.CohortCheckpoint;
import org.descent.learning.Device;
import org.descent.learning.EngineSettings;
import org.descent.learning.Engines;
import org.descent.learning.Fixtures;
import org.descent.learning.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Convolutional networks in programs. */
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
    assertThat(ProgramShape.of(training, examples).patchElements()).isGreaterThan(1 << 26);
    try (var engine = Company.engine(1, 2)) {
      var heard = Company.train(engine, Fixtures.cohort(examples, 1, training));
      assertThat(heard.curve("t0", "loss")).hasSize(2);
      assertThat(engine.statistics().compiled()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void blocksOfEverySizeComputeTheSame(boolean full) {
    var network =
        new NetworkSpec(
            List.of(
                new LayerSpec.Conv2d(3, 3, 2, Activation.TANH),
                new LayerSpec.Conv2d(2, 2, 3, Activation.TANH),
                new LayerSpec.Flatten()),
            List.of(LABEL));
    var training =
        Fixtures.with(Fixtures.training(network, Loss.CROSS_ENTROPY, 5), Fixtures.LIVELY);
    if (!full) {
      training = Fixtures.with(training, new BatchSpec(5, BatchSpec.Measure.DATA));
    }
    // output widths 6 and 4
    var losses = losses(training, 1, 1);
    assertThat(losses[4]).isNotEqualTo(losses[0]);
    agree(losses(training, 2, 2), losses, 1e-6);
    agree(losses(training, 3, 4), losses, 1e-6);
    agree(losses(training, 6, 1), losses, 1e-6);
  }

  private static float[] losses(TrainingSpec training, int firstBlock, int secondBlock) {
    var of = ProgramShape.of(training, IMAGES);
    var cut =
        List.of(
            of.convolutions().get(0).cut(firstBlock), of.convolutions().get(1).cut(secondBlock));
    var shape =
        new ProgramShape(
            of.features(),
            of.examples(),
            of.batch(),
            cut,
            of.hidden(),
            of.heads(),
            of.losses(),
            of.memory(),
            1,
            1,
            5);
    var trial = new Cohort.Trial("t", 4, training);
    var stacked = StackedTrial.of(trial, IMAGES, CohortCheckpoint.START);
    var start = new Stack.Start(stacked, stacked.start().weights(), stacked.start().slots());
    try (var cache = new ProgramCache(1, Device.detect());
        var examples = new ExampleTensors(shape, IMAGES, training.network().heads());
        var stack = new Stack(cache.borrow(shape), List.of(start), examples)) {
      stack.run(5);
      return stack.slice(0).values()[0];
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
