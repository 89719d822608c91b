package org.descent.learning.stacked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.descent.learning.Fixtures.LABEL;
import static org.descent.learning.Fixtures.LIVELY;
import static org.descent.learning.Fixtures.WIDTH;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.Activation;
import org.descent.contracts.spec.ActivationLayer;
import org.descent.contracts.spec.AveragePool;
import org.descent.contracts.spec.AveragePool1d;
import org.descent.contracts.spec.BatchNorm;
import org.descent.contracts.spec.BatchSpec;
import org.descent.contracts.spec.Conv1d;
import org.descent.contracts.spec.Dropout;
import org.descent.contracts.spec.Embedding;
import org.descent.contracts.spec.GaussianNoise;
import org.descent.contracts.spec.GlobalAveragePool;
import org.descent.contracts.spec.Gru;
import org.descent.contracts.spec.LayerNorm;
import org.descent.contracts.spec.LayerSpec;
import org.descent.contracts.spec.LayerSpec.Conv2d;
import org.descent.contracts.spec.LayerSpec.Dense;
import org.descent.contracts.spec.LayerSpec.Flatten;
import org.descent.contracts.spec.Loss;
import org.descent.contracts.spec.MaxPool;
import org.descent.contracts.spec.MaxPool1d;
import org.descent.contracts.spec.NetworkSpec;
import org.descent.contracts.spec.OptimiserSpec;
import org.descent.contracts.spec.Padding;
import org.descent.contracts.spec.ParameterLayout;
import org.descent.contracts.spec.RandomFlip;
import org.descent.contracts.spec.RandomShift;
import org.descent.contracts.spec.Residual;
import org.descent.contracts.spec.Sides;
import org.descent.contracts.spec.Slice;
import org.descent.contracts.spec.Sliding;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.learning.EngineSettings;
import org.descent.learning.Engines;
import org.descent.learning.Fixtures;
import org.descent.learning.InitialWeights;
import org.descent.learning.Recording;
import org.descent.learning.oracle.LayerOracle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every layer that a specification may ask for. */
class LayersTest {
  private static final int ITERATIONS = 25;
  private static final long SEED = 3;
  private static final StackedEngine ENGINE = Company.engine(1, 10);

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  /** A network of a few dozen parameters and examples for it. */
  record Case(String name, List<Integer> shape, List<LayerSpec> layers) {
    TrainingSpec training(boolean batches) {
      var network = new NetworkSpec(layers, List.of(LABEL, WIDTH));
      var training = Fixtures.training(network, Loss.CROSS_ENTROPY, ITERATIONS);
      training =
          Fixtures.with(Fixtures.with(training, LIVELY), new OptimiserSpec.Momentum(0.05, 0.5));
      return batches ? Fixtures.with(training, new BatchSpec(5, BatchSpec.Measure.DATA)) : training;
    }

    Examples examples() {
      return name.equals("embedding") ? words(12, shape) : normal(12, shape);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Case> cases() {
    var square = new Sides(2, 2);
    return List.of(
        new Case(
            "activation",
            List.of(4),
            List.of(
                new ActivationLayer(Activation.TANH),
                new Dense(3, Activation.NONE, true),
                new ActivationLayer(Activation.SOFTPLUS))),
        new Case(
            "activation of images",
            List.of(2, 3),
            List.of(
                new ActivationLayer(Activation.GELU),
                new Flatten(),
                new ActivationLayer(Activation.SILU),
                new Dense(3, Activation.RELU))),
        new Case(
            "unbiased convolutions",
            List.of(5, 4),
            List.of(
                new Conv2d(2, 2, 3, Activation.TANH, true, null),
                new Conv2d(3, 2, 2, Activation.NONE, true, null),
                new Flatten())),
        new Case(
            "max-pool",
            List.of(5, 6, 2),
            List.of(
                new MaxPool(new Sides(2, 3), new Sides(2, 1)),
                new Conv2d(2, 2, 2, Activation.TANH),
                new MaxPool(new Sides(1, 2), new Sides(1, 2)),
                new Flatten())),
        new Case(
            "max-pool of ReLUs",
            List.of(5, 6, 2),
            List.of(
                new Conv2d(3, 2, 2, Activation.RELU),
                new MaxPool(new Sides(2, 3), new Sides(1, 2)),
                new Conv2d(2, 2, 1, Activation.NONE),
                new ActivationLayer(Activation.RELU),
                new MaxPool(new Sides(2, 1), new Sides(1, 1)),
                new Flatten())),
        new Case(
            "average-pool",
            List.of(5, 5),
            List.of(
                new Conv2d(2, 2, 2, Activation.TANH),
                new AveragePool(square, square),
                new Flatten(),
                new Dense(3, Activation.TANH))),
        new Case(
            "pools over time",
            List.of(13),
            List.of(
                new Conv1d(2, 3, Activation.TANH, 1, Padding.VALID, 1, 1, false),
                new MaxPool1d(3, 2),
                new AveragePool1d(2, 1),
                new Flatten())),
        new Case(
            "global-average-pool",
            List.of(5, 4),
            List.of(new Conv2d(4, 2, 2, Activation.TANH), new GlobalAveragePool())),
        new Case(
            "dropout",
            List.of(5),
            List.of(new Dropout(0.2), new Dense(6, Activation.TANH), new Dropout(0.5))),
        new Case(
            "dropout of images",
            List.of(3, 4),
            List.of(
                new Conv2d(2, 2, 2, Activation.TANH),
                new Dropout(0.3),
                new Flatten(),
                new Dense(3, Activation.SIGMOID))),
        new Case(
            "random-flip",
            List.of(3, 4),
            List.of(
                new RandomFlip(RandomFlip.Along.HORIZONTAL),
                new Conv2d(2, 2, 2, Activation.TANH),
                new RandomFlip(RandomFlip.Along.VERTICAL),
                new Flatten(),
                new Dense(3, Activation.TANH))),
        new Case(
            "random-shift",
            List.of(4, 5, 2),
            List.of(
                new RandomShift(2),
                new Conv2d(2, 2, 2, Activation.TANH),
                new RandomShift(1),
                new Flatten())),
        new Case(
            "gaussian-noise",
            List.of(5),
            List.of(new GaussianNoise(0.1), new Dense(6, Activation.TANH), new GaussianNoise(0.5))),
        new Case(
            "slice",
            List.of(3, 4),
            List.of(
                new Slice(1, 2),
                new Flatten(),
                new Slice(0, 5),
                new Dense(6, Activation.TANH),
                new Slice(2, 3))),
        new Case(
            "layer-norm",
            List.of(3, 4),
            List.of(
                new LayerNorm(1e-3),
                new Flatten(),
                new Dense(4, Activation.TANH),
                new LayerNorm(1e-5))),
        new Case(
            "batch-norm",
            List.of(4),
            List.of(
                new BatchNorm(0.2, 1e-3),
                new Dense(4, Activation.NONE, true),
                new BatchNorm(0.1, 1e-5),
                new ActivationLayer(Activation.RELU))),
        new Case(
            "batch-norm of images",
            List.of(4, 4, 2),
            List.of(
                new Conv2d(2, 2, 2, Activation.NONE, true, null),
                new BatchNorm(0.1, 1e-5),
                new ActivationLayer(Activation.TANH),
                new Flatten())),
        new Case(
            "conv1d",
            List.of(9),
            List.of(
                new Conv1d(4, 3, Activation.TANH, 2, new Padding(false, 1), 1, 1, false),
                new Conv1d(2, 2, Activation.NONE, 1, Padding.SAME, 2, 2, true),
                new Flatten())),
        new Case(
            "residual",
            List.of(2, 3),
            List.of(
                new Flatten(),
                new Residual(
                    List.of(
                        new Dense(4, Activation.TANH),
                        new Dropout(0.2),
                        new Dense(6, Activation.NONE)),
                    List.of()),
                new Residual(
                    List.of(new BatchNorm(0.1, 1e-5), new Dense(3, Activation.TANH)),
                    List.of(new Dense(3, Activation.NONE, true), new Dropout(0.1))))),
        new Case(
            "residual of images",
            List.of(4, 3),
            List.of(
                new ActivationLayer(Activation.TANH),
                new Residual(
                    List.of(
                        conv(
                            2,
                            2,
                            2,
                            new Sliding(new Sides(1, 1), Padding.SAME, new Sides(1, 1), 1))),
                    List.of(new Conv2d(2, 1, 1, Activation.NONE, true, null))),
                new Flatten(),
                new Residual(List.of(new Dense(24, Activation.TANH, true)), List.of()))),
        new Case(
            "embedding",
            List.of(3),
            List.of(new Embedding(3, 4), new GlobalAveragePool(), new Dense(3, Activation.TANH))),
        new Case(
            "one step, one place, one element",
            List.of(3, 2),
            List.of(
                new Conv1d(2, 1, Activation.TANH, 2, Padding.VALID, 1, 1, false),
                new MaxPool1d(1, 1),
                new AveragePool1d(1, 1),
                new Conv1d(3, 2, Activation.NONE, 1, Padding.VALID, 1, 1, true),
                new Gru(2, true),
                conv(2, 1, 1, new Sliding(square, Padding.VALID, square, 1)),
                new MaxPool(new Sides(1, 1), square),
                new GlobalAveragePool())),
        new Case("gru", List.of(4, 2), List.of(new Gru(3, true), new Gru(2, false))),
        new Case(
            "gru both ways", List.of(4), List.of(new Gru(2, true, true), new Gru(2, false, true))),
        new Case(
            "gru both ways, flattened",
            List.of(3, 2),
            List.of(new Gru(2, true, true), new Flatten())),
        new Case(
            "strides and padding",
            List.of(5, 6),
            List.of(
                conv(2, 3, 2, new Sliding(new Sides(2, 3), Padding.SAME, new Sides(1, 1), 1)),
                conv(2, 2, 2, new Sliding(new Sides(1, 2), new Padding(false, 2), square, 1)),
                new Flatten())),
        new Case(
            "groups and dilation",
            List.of(5, 5, 2),
            List.of(
                conv(4, 2, 2, new Sliding(new Sides(1, 1), Padding.SAME, square, 2)),
                new Conv2d(
                    2,
                    2,
                    1,
                    Activation.NONE,
                    true,
                    new Sliding(square, Padding.VALID, new Sides(2, 1), 2)),
                new Flatten())));
  }

  private static Conv2d conv(int filters, int height, int width, Sliding sliding) {
    return new Conv2d(filters, height, width, Activation.TANH, false, sliding);
  }

  /** Words 0 to 3, of which an embedding may not know the last. */
  private static Examples words(int count, List<Integer> shape) {
    var random = new Random(8);
    var plain = normal(count, shape);
    var features = new float[plain.features().length];
    for (int i = 0; i < features.length; i++) {
      features[i] = random.nextInt(4);
    }
    return new Examples(shape, features, plain.targets());
  }

  private static Examples normal(int count, List<Integer> shape) {
    var random = new Random(8);
    int width = shape.stream().reduce(1, Math::multiplyExact);
    var features = new float[count * width];
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) random.nextGaussian();
    }
    var other = Fixtures.images(count, 1, width);
    return new Examples(shape, features, other.targets());
  }

  static Stream<Case> eachCase() {
    return cases().stream();
  }

  @Test
  void noLayerIsForgotten() {
    var tried = new HashSet<Class<?>>();
    cases().forEach(c -> c.layers().forEach(layer -> tried.add(layer.getClass())));
    assertThat(tried).containsExactlyInAnyOrder(LayerSpec.class.getPermittedSubclasses());
  }

  /** Those with a state and with draws. */
  static Stream<Case> fewCases() {
    return cases().stream()
        .filter(c -> Set.of("batch-norm of images", "dropout", "random-shift").contains(c.name()));
  }

  @ParameterizedTest
  @MethodSource("fewCases")
  void inEachBuildBothEnginesFollowSomeDefinitions(Case layers) {
    bothEnginesFollowItsDefinition(layers);
  }

  @Tag("thorough")
  @ParameterizedTest
  @MethodSource("eachCase")
  void bothEnginesFollowItsDefinition(Case layers) {
    var trainings = List.of(layers.training(false), layers.training(true));
    var examples = layers.examples();
    var cohort = Fixtures.cohort(examples, SEED, trainings.toArray(TrainingSpec[]::new));
    var stacked = Company.train(ENGINE, cohort);
    var single = Recording.of(cohort, new EngineSettings(1, 100, Engines.SINGLE));
    for (var trial : cohort.trials()) {
      var training = trial.training();
      var layout = ParameterLayout.of(training.network(), examples.shape());
      var initial = InitialWeights.draw(layout, training.initialisation(), SEED);
      var losses = new LayerOracle(training, examples).losses(initial, SEED, ITERATIONS);
      for (var heard : List.of(stacked, single)) {
        var curve = Fixtures.doubles(heard.curve(trial.id(), "loss"));
        assertThat(curve)
            .as("%s %s", heard == stacked ? "stacked" : "single", training.batch())
            .containsExactly(losses, within(2e-4 * Arrays.stream(losses).max().getAsDouble()));
      }
      assertThat(losses[ITERATIONS - 1]).isLessThan(0.95 * losses[0]);
    }
  }
}
