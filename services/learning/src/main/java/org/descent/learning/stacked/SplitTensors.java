package org.descent.learning.stacked;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.descent.contracts.data.Examples;
import org.descent.contracts.data.Features;
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
  /** Rows that become columns at a time: few enough to be cached, and a cache line of each. */
  private static final int TILE = 16;

  private final MeasuringShape shape;
  private final Examples examples;
  private final Map<String, Features> targets = new LinkedHashMap<>();
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
      targets.put(head.name(), Features.of(Head.of(head, training.loss()).targets(values)));
    }
    var columns = new float[examples.width() * shape.block()]; // of one block after the other
    try {
      for (int from = 0; from < examples.count(); from += shape.block()) {
        blocks.add(block(from, columns));
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

  private Map<String, Tensor> block(int from, float[] columns) {
    var elements = new LinkedHashMap<String, Object>();
    var order = shape.network().intake().order();
    int to = Math.min(from + shape.block(), examples.count());
    columns(examples.held(), order, from, to, columns);
    elements.put(ProgramFields.COLUMNS, columns);
    targets.forEach(
        (head, rows) -> {
          var places = IntStream.range(0, rows.length() / examples.count()).toArray();
          var own = new float[places.length * shape.block()];
          columns(rows, places, from, to, own);
          elements.put(ProgramFields.targetColumns(head), own);
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
   * @param places for each place of a column, that of a row
   * @param from the block's first
   * @param to the one after its last
   * @param columns of all places
   */
  private void columns(Features rows, int[] places, int from, int to, float[] columns) {
    int block = shape.block();
    int width = places.length;
    var tile = new float[TILE * width];
    for (int at = 0; at < to - from; at += TILE) {
      int some = Math.min(TILE, to - from - at);
      rows.get((from + at) * width, tile, 0, some * width);
      for (int k = 0; k < width; k++) {
        int column = k * block + at;
        for (int i = 0, place = places[k]; i < some; i++, place += width) {
          columns[column + i] = tile[place];
        }
      }
    }
    for (int column = 0; column < columns.length; column += block) {
      Arrays.fill(columns, column + to - from, column + block, columns[column]);
    }
  }

  @Override
  public void close() {
    blocks.forEach(block -> block.values().forEach(Tensor::close));
  }
}
