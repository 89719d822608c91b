package org.descent.learning.stacked;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.learning.graph.Field;
import org.descent.learning.graph.Tensors;
import org.descent.learning.head.Head;
import org.tensorflow.Tensor;

/**
 * The examples as tensors of programs of one kind, whatever their size. Shared by threads; whoever
 * made it closes it.
 */
final class ExampleTensors implements AutoCloseable {
  private final Examples examples;
  private final Map<String, Field> fields = new LinkedHashMap<>();
  private final SharedTensors shared;
  private final Map<String, Tensor> own = new LinkedHashMap<>();
  private final Map<String, SharedTensors.Loan> borrowed = new LinkedHashMap<>();

  /**
   * @throws org.descent.contracts.InvalidSpec if a target is missing or does not fit its head
   */
  ExampleTensors(ProgramKind kind, Examples examples, TrainingSpec training, SharedTensors shared) {
    this.examples = examples;
    this.shared = shared;
    ProgramFields.of(new ProgramShape(kind, 1, 1, 1)).forEach(f -> fields.put(f.name(), f));
    var columns = new LinkedHashMap<String, float[]>();
    for (var head : training.network().heads()) {
      var values = examples.columns(head.targets());
      columns.put(head.name(), Head.of(head, training.loss()).targets(values));
    }
    features(kind);
    columns.forEach(
        (name, rows) -> {
          put(ProgramFields.targetRows(name), rows);
          put(ProgramFields.targetColumns(name), transposed(rows, examples.count()));
        });
  }

  Map<String, Tensor> tensors() {
    var tensors = new LinkedHashMap<>(own);
    borrowed.forEach((name, loan) -> tensors.put(name, loan.tensors().get(0)));
    return tensors;
  }

  private void put(String name, Object elements) {
    if (fields.containsKey(name)) {
      own.put(name, Tensors.of(fields.get(name), elements));
    }
  }

  private void features(ProgramKind kind) {
    var intake = kind.network().intake();
    if (fields.containsKey(ProgramFields.COLUMNS)) {
      var matrix = intake.matrix().of(examples.features(), examples.count());
      put(ProgramFields.COLUMNS, matrix);
      if (kind.full()) {
        put(ProgramFields.ROWS, transposed(matrix, intake.rows()));
      }
    }
    if (!kind.full()) {
      var order = intake.order();
      var key = new SharedTensors.Key(examples.held(), order, 0);
      borrowed.put(
          ProgramFields.ROWS, shared.borrow(key, () -> List.of(Tensors.rows(examples, order))));
    }
  }

  /** [count, width] → [width, count]. */
  private static float[] transposed(float[] rows, int count) {
    int width = rows.length / count;
    var columns = new float[rows.length];
    for (int i = 0; i < count; i++) {
      for (int k = 0; k < width; k++) {
        columns[k * count + i] = rows[i * width + k];
      }
    }
    return columns;
  }

  @Override
  public void close() {
    own.values().forEach(Tensor::close);
    borrowed.values().forEach(SharedTensors.Loan::close);
  }
}
