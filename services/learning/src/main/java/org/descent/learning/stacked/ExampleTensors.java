package org.descent.learning.stacked;

import java.util.LinkedHashMap;
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
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();

  /**
   * @throws org.descent.contracts.InvalidSpec if a target is missing or does not fit its head
   */
  ExampleTensors(ProgramKind kind, Examples examples, TrainingSpec training) {
    this.examples = examples;
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
    return tensors;
  }

  private void put(String name, Object elements) {
    if (fields.containsKey(name)) {
      tensors.put(name, Tensors.of(fields.get(name), elements));
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
      tensors.put(ProgramFields.ROWS, Tensors.rows(examples, intake.order()));
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
    tensors.values().forEach(Tensor::close);
  }
}
