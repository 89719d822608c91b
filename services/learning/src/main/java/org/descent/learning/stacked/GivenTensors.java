package org.descent.learning.stacked;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.descent.contracts.spec.Activation;
import org.descent.contracts.spec.HeadSpec;
import org.descent.contracts.spec.LayerSpec;
import org.descent.contracts.spec.Loss;
import org.descent.contracts.spec.OptimiserSpec;
import org.descent.contracts.spec.TargetSpec;
import org.descent.learning.graph.Field;
import org.descent.learning.graph.Tensors;
import org.tensorflow.Tensor;

/** What trials are given that no iteration changes, as tensors of a program; owns them. */
final class GivenTensors implements AutoCloseable {
  private final ProgramShape shape;
  private final List<StackedTrial> trials;
  private final Map<String, Field> fields = new LinkedHashMap<>();
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();

  /**
   * @param trials at most as many as {@code shape} stacks; inert ones fill it up
   */
  GivenTensors(ProgramShape shape, List<StackedTrial> trials) {
    this.shape = shape;
    this.trials = trials;
    ProgramFields.of(shape).forEach(field -> fields.put(field.name(), field));
    budgets();
    optimiser();
    losses();
    shape.hidden().forEach(this::activations);
    for (int i = 0; i < shape.heads().size(); i++) {
      head(i);
    }
    for (int row = 0; row < shape.rows(); row++) {
      thresholds(row);
    }
  }

  Map<String, Tensor> tensors() {
    return tensors;
  }

  private void budgets() {
    var budgets = new int[shape.trials()];
    for (int i = 0; i < trials.size(); i++) {
      budgets[i] = trials.get(i).training().iterations();
    }
    put(ProgramFields.BUDGET, budgets);
  }

  private void optimiser() {
    if (shape.memory() != ProgramShape.Memory.ADAM) {
      numbers(ProgramFields.RATE, t -> t.training().optimiser().learningRate());
    }
    if (shape.memory() == ProgramShape.Memory.MOMENTUM) {
      numbers(
          UpdateStep.MOMENTUM, t -> ((OptimiserSpec.Momentum) t.training().optimiser()).momentum());
    }
    if (shape.memory() == ProgramShape.Memory.ADAM) {
      numbers(UpdateStep.REST_1, t -> 1 - adam(t).beta1());
      numbers(UpdateStep.REST_2, t -> 1 - adam(t).beta2());
      numbers(UpdateStep.EPSILON, t -> adam(t).epsilon());
    }
  }

  private static OptimiserSpec.Adam adam(StackedTrial trial) {
    return (OptimiserSpec.Adam) trial.training().optimiser();
  }

  private void losses() {
    if (shape.losses().size() > 1) {
      var squared = new boolean[shape.trials()];
      for (int i = 0; i < trials.size(); i++) {
        squared[i] = trials.get(i).training().loss() == Loss.L2;
      }
      put(ProgramFields.SQUARED, squared);
    }
  }

  private void activations(ProgramShape.Hidden layer) {
    for (var activation : layer.activations().subList(1, layer.activations().size())) {
      var mask = new boolean[shape.trials()];
      for (int i = 0; i < trials.size(); i++) {
        mask[i] = activation(trials.get(i), layer) == activation;
      }
      put(ProgramFields.mask(layer, activation), mask);
    }
  }

  private static Activation activation(StackedTrial trial, ProgramShape.Hidden layer) {
    int index = Integer.parseInt(layer.name().substring("layer".length()));
    var spec = trial.training().network().layers().get(index);
    return ((LayerSpec.Dense) spec).activation();
  }

  private void head(int index) {
    var name = shape.heads().get(index).name();
    numbers(name + "/weight", t -> head(t, index).weight());
    numbers(name + "/scale", t -> head(t, index).weight() / shape.batchSize());
    if (shape.heads().get(index).tolerant()) {
      numbers(name + "/tolerance", t -> head(t, index).tolerance());
    }
  }

  private static HeadSpec head(StackedTrial trial, int index) {
    return trial.training().network().heads().get(index);
  }

  private void thresholds(int row) {
    boolean accuracy = row % 2 == 1;
    var head = row < 2 ? "" : shape.heads().get(row / 2 - 1).name();
    numbers(
        ProgramFields.threshold(row),
        t -> accuracy ? rightAnswers(t, head) : highestLoss(t, head, row == 0));
  }

  /** The fewest right answers that reach all targets for accuracy. */
  private double rightAnswers(StackedTrial trial, String head) {
    int needed = 0;
    for (var target : targets(trial, TargetSpec.Metric.ACCURACY, head)) {
      while (!target.reachedBy(needed / (double) shape.measured())) {
        needed++;
      }
    }
    return needed;
  }

  /** The highest float32 loss that reaches all targets for loss. */
  private double highestLoss(StackedTrial trial, String head, boolean total) {
    if (total && trial.training().targets().isEmpty()) {
      return Double.NEGATIVE_INFINITY; // never reached
    }
    float highest = Float.POSITIVE_INFINITY;
    for (var target : targets(trial, TargetSpec.Metric.LOSS, head)) {
      highest = Math.min(highest, (float) target.value());
      if (!target.reachedBy(highest)) {
        highest = Math.nextDown(highest);
      }
    }
    return highest;
  }

  private static List<TargetSpec> targets(
      StackedTrial trial, TargetSpec.Metric metric, String head) {
    return trial.training().targets().stream()
        .filter(t -> t.metric() == metric && t.head().equals(head))
        .toList();
  }

  private void numbers(String name, ToDoubleFunction<StackedTrial> number) {
    var numbers = new float[shape.trials()];
    for (int i = 0; i < trials.size(); i++) {
      numbers[i] = (float) number.applyAsDouble(trials.get(i));
    }
    put(name, numbers);
  }

  private void put(String name, Object elements) {
    tensors.put(name, Tensors.of(fields.get(name), elements));
  }

  @Override
  public void close() {
    tensors.values().forEach(Tensor::close);
  }
}
