package org.descent.learning.stacked;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.HeadSpec;
import org.descent.learning.TrainingData;
import org.descent.learning.graph.Field;
import org.descent.learning.graph.Tensors;
import org.tensorflow.Tensor;

/**
 * The examples as tensors of programs of one kind, whatever their size. Shared by threads; whoever
 * made it closes it.
 */
final class ExampleTensors implements AutoCloseable {
  private final Examples examples;
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();

  /**
   * @throws org.descent.contracts.InvalidSpec if a target is missing or does not fit its head
   */
  ExampleTensors(ProgramShape shape, Examples examples, List<HeadSpec> heads) {
    this.examples = examples;
    var columns = new LinkedHashMap<String, float[]>();
    for (var head : heads) {
      columns.put(head.name(), TrainingData.column(head, examples.target(head.target())));
    }
    var fields = new LinkedHashMap<String, Field>();
    ProgramFields.of(shape).forEach(field -> fields.put(field.name(), field));
    features(shape, fields);
    columns.forEach(
        (name, rows) -> {
          put(fields, ProgramFields.targetRows(name), rows);
          put(fields, ProgramFields.targetColumns(name), transposed(rows));
        });
  }

  Map<String, Tensor> tensors() {
    return tensors;
  }

  private void put(Map<String, Field> fields, String name, Object elements) {
    if (fields.containsKey(name)) {
      tensors.put(name, Tensors.of(fields.get(name), elements));
    }
  }

  private void features(ProgramShape shape, Map<String, Field> fields) {
    if (!shape.convolves()) {
      put(fields, ProgramFields.ROWS, examples.features());
      put(fields, ProgramFields.COLUMNS, transposed(examples.features()));
      return;
    }
    var first = shape.convolutions().get(0);
    boolean full = shape.batch().full();
    if (full || fields.containsKey(ProgramFields.COLUMNS)) {
      var patches = first.patchesOf(examples.features(), examples.count());
      put(fields, ProgramFields.COLUMNS, patches);
      if (full) {
        put(fields, ProgramFields.ROWS, transposed(patches, first.patchRows()));
      }
    }
    if (!full) {
      put(fields, ProgramFields.ROWS, reordered(first.inputs()));
    }
  }

  /** Features in the order of a program's images: [examples, channels · width · height]. */
  private float[] reordered(int[] places) {
    var features = examples.features();
    var reordered = new float[features.length];
    for (int i = 0; i < features.length; i++) {
      int example = i / places.length;
      reordered[i] = features[example * places.length + places[i % places.length]];
    }
    return reordered;
  }

  /** [examples, width] → [width, examples]. */
  private float[] transposed(float[] rows) {
    return transposed(rows, examples.count());
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
