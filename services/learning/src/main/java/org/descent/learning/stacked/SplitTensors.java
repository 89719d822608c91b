package org.descent.learning.stacked;

import java.util.ArrayList;
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
 * A split in blocks, as tensors of the programs that measure on it. Shared by threads; whoever made
 * it closes it.
 */
final class SplitTensors implements AutoCloseable {
  private final MeasuringShape shape;
  private final Examples examples;
  private final Map<String, float[]> targets = new LinkedHashMap<>();
  private final List<Map<String, Tensor>> blocks = new ArrayList<>();

  /**
   * @param shape of such a program, whatever number of trials it stacks
   * @throws org.descent.contracts.InvalidSpec if a target is missing or does not fit its head
   */
  SplitTensors(MeasuringShape shape, Examples examples, TrainingSpec training) {
    this.shape = shape;
    this.examples = examples;
    for (var head : training.network().heads()) {
      var values = examples.columns(head.targets());
      targets.put(head.name(), Head.of(head, training.loss()).targets(values));
    }
    try {
      for (int from = 0; from < examples.count(); from += shape.block()) {
        blocks.add(block(from));
      }
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /** Each by field. */
  List<Map<String, Tensor>> blocks() {
    return blocks;
  }

  int examples() {
    return examples.count();
  }

  int block() {
    return shape.block();
  }

  private Map<String, Tensor> block(int from) {
    var elements = new LinkedHashMap<String, Object>();
    var order = shape.network().intake().order();
    int to = Math.min(from + shape.block(), examples.count());
    elements.put(
        ProgramFields.COLUMNS, columns(examples.slice(from, to).features(), order, 0, to - from));
    targets.forEach(
        (head, rows) -> {
          var places = new int[rows.length / examples.count()];
          for (int k = 0; k < places.length; k++) {
            places[k] = k;
          }
          elements.put(ProgramFields.targetColumns(head), columns(rows, places, from, to));
        });
    var valid = new boolean[shape.block()];
    for (int i = 0; i < valid.length; i++) {
      valid[i] = from + i < examples.count();
    }
    elements.put(MeasuringShape.VALID, valid);
    var tensors = new LinkedHashMap<String, Tensor>();
    for (Field field : shape.examples()) {
      tensors.put(field.name(), Tensors.of(field, elements.get(field.name())));
    }
    return tensors;
  }

  /**
   * Rows of the block as columns: [places, block]. Places of the block that are left over hold its
   * first row once more.
   *
   * @param rows [rows, places]
   * @param from the block's first
   * @param to the one after its last
   */
  private float[] columns(float[] rows, int[] places, int from, int to) {
    int block = shape.block();
    var columns = new float[places.length * block];
    for (int i = 0; i < block; i++) {
      int row = from + i < to ? from + i : from;
      for (int k = 0; k < places.length; k++) {
        columns[k * block + i] = rows[row * places.length + places[k]];
      }
    }
    return columns;
  }

  @Override
  public void close() {
    blocks.forEach(block -> block.values().forEach(Tensor::close));
  }
}
