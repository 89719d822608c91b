package org.descent.learning.stacked;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.descent.contracts.spec.HeadSpec;
import org.descent.contracts.spec.TargetSpec;
import org.descent.learning.graph.Field;
import org.descent.learning.graph.Tensors;
import org.descent.learning.layer.Formulas;
import org.tensorflow.Tensor;

/**
 * What trials are given that no iteration changes, as tensors of a program, as far as it has them;
 * owns them.
 */
final class GivenTensors implements AutoCloseable {
  private final int rows;
  private final ProgramKind kind;
  private final List<StackedTrial> trials;
  private final Map<String, Field> fields = new LinkedHashMap<>();
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();

  /**
   * @param fields of the program
   * @param rows of the program
   * @param trials at most as many; inert ones fill it up
   */
  GivenTensors(ProgramKind kind, List<Field> fields, int rows, List<StackedTrial> trials) {
    this.kind = kind;
    this.rows = rows;
    this.trials = trials;
    fields.forEach(field -> this.fields.put(field.name(), field));
    settings();
    kind.structure()
        .network()
        .all()
        .forEach((name, layer) -> layer.numbers().keySet().forEach(n -> layer(name, n)));
    kind.formulas().masks().forEach(this::mask);
    for (int i = 0; i < kind.heads().size(); i++) {
      head(i);
    }
    for (int row = 0; row < kind.rows(); row++) {
      thresholds(row);
    }
  }

  Map<String, Tensor> tensors() {
    return tensors;
  }

  /** Those that stay the same. */
  private void settings() {
    for (var setting : kind.optimisation().settings()) {
      if (!kind.optimisation().varies(setting)) {
        numbers(ProgramFields.setting(setting), t -> t.setting(setting, 1));
      }
    }
  }

  private void layer(String name, String number) {
    numbers(name + "/" + number, t -> t.training().network().all().get(name).numbers().get(number));
  }

  private void mask(String name) {
    var mask = new boolean[rows];
    for (int i = 0; i < trials.size(); i++) {
      mask[i] = Formulas.holds(name, trials.get(i).training());
    }
    put(name, mask);
  }

  private void head(int index) {
    var name = kind.heads().get(index).name();
    numbers(ProgramFields.weight(name), t -> head(t, index).weight());
    numbers(ProgramFields.scale(name), t -> head(t, index).weight() / kind.batchSize());
    for (var number : kind.heads().get(index).numbers().keySet()) {
      numbers(name + "/" + number, t -> head(t, index).numbers().get(number));
    }
  }

  private static HeadSpec head(StackedTrial trial, int index) {
    return trial.training().network().heads().get(index);
  }

  private void thresholds(int row) {
    boolean accuracy = row % 2 == 1;
    var head = row < 2 ? "" : kind.heads().get(row / 2 - 1).name();
    numbers(
        ProgramFields.threshold(row),
        t -> accuracy ? rightAnswers(t, head) : highestLoss(t, head, row == 0));
  }

  /** The fewest right answers that reach all targets for accuracy. */
  private double rightAnswers(StackedTrial trial, String head) {
    int needed = 0;
    for (var target : targets(trial, TargetSpec.Metric.ACCURACY, head)) {
      while (!target.reachedBy(needed / (double) kind.measured())) {
        needed++;
      }
    }
    return needed;
  }

  /** The highest float32 loss that reaches all targets for loss. */
  private double highestLoss(StackedTrial trial, String head, boolean total) {
    if (total && trial.training().targets().stream().allMatch(TargetSpec::measured)) {
      return Double.NEGATIVE_INFINITY; // never reached at an iteration
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
        .filter(t -> !t.measured() && t.metric() == metric && t.head().equals(head))
        .toList();
  }

  private void numbers(String name, ToDoubleFunction<StackedTrial> number) {
    var numbers = new float[rows];
    for (int i = 0; i < trials.size(); i++) {
      numbers[i] = (float) number.applyAsDouble(trials.get(i));
    }
    put(name, numbers);
  }

  private void put(String name, Object elements) {
    if (fields.containsKey(name)) {
      tensors.put(name, Tensors.of(fields.get(name), elements));
    }
  }

  @Override
  public void close() {
    tensors.values().forEach(Tensor::close);
  }
}
