package org.descent.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.ParameterLayout;
import org.descent.contracts.spec.Split;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.experiment.spec.ExperimentReader;
import org.descent.learning.BatchOrder;
import org.descent.learning.Cohort;
import org.descent.learning.InitialWeights;

/**
 * Networks as they are trained on real data: mini-batches, SGD 0.01 with momentum 0.9, ten classes,
 * PyTorch's default initialisation, loss and accuracy of each batch.
 */
enum RealWork {
  /** 784 → 128 ReLU → 10. */
  MLP(64, 1000, List.of(784), "[{dense: {units: 128, activation: relu}}]"),
  /** LeCun et al. 1998, with ReLU and max-pools. */
  LENET(
      64,
      100,
      List.of(28, 28, 1),
      """
      [{conv2d: {filters: 6, kernel: 5}}, {max-pool: {window: 2}},
       {conv2d: {filters: 16, kernel: 5}}, {max-pool: {window: 2}}, flatten,
       {dense: {units: 120, activation: relu}}, {dense: {units: 84, activation: relu}}]"""),
  /** MNIST-1D's own network: three strided convolutions of 25 filters. */
  CNN1D(
      100,
      1000,
      List.of(40),
      """
      [{conv1d: {filters: 25, kernel: 5, stride: 2, padding: 1}},
       {conv1d: {filters: 25, kernel: 3, stride: 2, padding: 1}},
       {conv1d: {filters: 25, kernel: 3, stride: 2, padding: 1}}, flatten]"""),
  /** A convolution and two residual blocks of two, 16 filters each, every one batch-normalised. */
  RESIDUAL(64, 100, List.of(32, 32, 3), residual());

  private static final int EXAMPLES = 2000;
  private static final int CLASSES = 10;
  private static final double RATE = 0.01;

  /** Of the validation split, where there is one. */
  static final int VALIDATED = 1000;

  /** Iterations from one measurement of it to the next. */
  static final int VALIDATED_EVERY = 100;

  private final int batch;
  private final int steps;
  private final List<Integer> shape;
  private final String layers;

  RealWork(int batch, int steps, List<Integer> shape, String layers) {
    this.batch = batch;
    this.steps = steps;
    this.shape = shape;
    this.layers = layers;
  }

  private static String residual() {
    var convolution =
        "{conv2d: {filters: 16, kernel: 3, padding: same, bias: false, activation: none}},"
            + " batch-norm";
    var block =
        "{residual: {layers: [%s, {activation: relu}, %s]}}, {activation: relu}"
            .formatted(convolution, convolution);
    return "[%s, {activation: relu}, %s, {max-pool: {window: 2}}, %s, global-average-pool]"
        .formatted(convolution, block, block);
  }

  /** What peers know it by. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Iterations that a measurement of one trial takes, and that are exported. */
  int steps() {
    return steps;
  }

  /** T trials of {@code steps} iterations each, seeds 1…T. */
  Cohort cohort(int trials, int steps) {
    return new Cohort(trials(trials, training(steps, "none", RATE)), data(EXAMPLES, 2));
  }

  /** T trials of one seed, so of the same batches; the i-th learns at 0.01 · 2^(-i/8), from 0. */
  Cohort ofOneSeed(int trials, int steps) {
    return new Cohort(
        IntStream.range(0, trials)
            .mapToObj(
                i ->
                    new Cohort.Trial(
                        id() + "-at-" + i,
                        1,
                        training(steps, "none", RATE * Math.pow(2, -i / 8.0))))
            .toList(),
        data(EXAMPLES, 2));
  }

  /** The same, measured on {@value #VALIDATED} other examples now and then. */
  Cohort validated(int trials, int steps) {
    var measured = "{every: %d, on: [validation]}".formatted(VALIDATED_EVERY);
    return new Cohort(
        trials(trials, training(steps, measured, RATE)),
        data(EXAMPLES, 2),
        Map.of(Split.VALIDATION, data(VALIDATED, 3)));
  }

  private List<Cohort.Trial> trials(int trials, TrainingSpec training) {
    return LongStream.rangeClosed(1, trials)
        .mapToObj(seed -> new Cohort.Trial(id() + "-" + seed, seed, training))
        .toList();
  }

  private TrainingSpec training(int steps, String measured, double rate) {
    return ExperimentReader.yaml(
            """
            apiVersion: descent/v1
            kind: Experiment
            name: real
            data: {npy: {images: x.npy, labels: y.npy}}
            split: {validation: 0.5}
            network:
              layers: %s
              heads: [{multi-class: {classes: %d}}]
            initialisation: {weights: fan-in-uniform, biases: fan-in-uniform}
            optimiser: {momentum: {learningRate: %s, momentum: 0.9}}
            batch: {size: %d, measure: batch}
            budget: %d
            target: none
            measure: %s
            seeds: 1
            """
                .formatted(layers.replace("\n", " "), CLASSES, rate, batch, steps, measured))
        .variants()
        .get(0)
        .training();
  }

  /**
   * A pattern a class, half of it noise; always the same.
   *
   * @param seed of the noise and of which classes come
   */
  private Examples data(int count, long seed) {
    int width = shape.stream().reduce(1, Math::multiplyExact);
    var patterns = uniform(new Random(1), CLASSES * width);
    var random = new Random(seed);
    var features = uniform(random, count * width);
    var labels = new float[count];
    for (int i = 0; i < count; i++) {
      int label = random.nextInt(CLASSES);
      labels[i] = label;
      for (int k = 0; k < width; k++) {
        features[i * width + k] = (patterns[label * width + k] + features[i * width + k]) / 2;
      }
    }
    return new Examples(shape, features, List.of(new Examples.Target("label", labels)));
  }

  private static float[] uniform(Random random, int count) {
    var values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextFloat();
    }
    return values;
  }

  /**
   * Writes the work for other programs, see peers/common.py: examples, each trial's start, and
   * which examples each of its batches has.
   */
  void export(Path folder, int trials) {
    var data = data(EXAMPLES, 2);
    var axes = new int[1 + shape.size()];
    axes[0] = EXAMPLES;
    for (int i = 0; i < shape.size(); i++) {
      axes[i + 1] = shape.get(i);
    }
    Npy.write(folder.resolve("x.npy"), data.features(), axes);
    Npy.write(folder.resolve("y.npy"), data.target("label"), EXAMPLES);
    var indices = new float[trials * steps * batch];
    int at = 0;
    for (int seed = 1; seed <= trials; seed++) {
      var order = new BatchOrder(EXAMPLES, batch, seed);
      for (int step = 0; step < steps; step++) {
        for (int index : order.next()) {
          indices[at++] = index;
        }
      }
    }
    Npy.write(folder.resolve("batches.npy"), indices, trials, steps, batch);
    parameters(folder, trials);
  }

  /** Each array in the order of the flat vector: p00 [T, …], p01, … */
  private void parameters(Path folder, int trials) {
    var training = training(steps, "none", RATE);
    var layout = ParameterLayout.of(training.network(), shape);
    var starts =
        LongStream.rangeClosed(1, trials)
            .mapToObj(seed -> InitialWeights.draw(layout, training.initialisation(), seed))
            .toList();
    int number = 0;
    for (var parameter : layout.parameters()) {
      var axes = new int[1 + parameter.shape().size()];
      axes[0] = trials;
      for (int i = 0; i < parameter.shape().size(); i++) {
        axes[i + 1] = parameter.shape().get(i);
      }
      var values = new float[trials * parameter.size()];
      for (int trial = 0; trial < trials; trial++) {
        System.arraycopy(
            starts.get(trial),
            parameter.offset(),
            values,
            trial * parameter.size(),
            parameter.size());
      }
      Npy.write(folder.resolve("p%02d.npy".formatted(number++)), values, axes);
    }
  }
}
