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
  private final SharedTensors.Loan features;
  private final List<Map<String, Tensor>> own = new ArrayList<>();
  private final List<Map<String, Tensor>> blocks = new ArrayList<>();

  /**
   * @param shape of such a program, whatever number of trials it stacks
   * @param shared with whoever measures on the same examples
   * @throws org.descent.contracts.InvalidSpec if a target is missing or does not fit its head
   */
  SplitTensors(
      MeasuringShape shape, Examples examples, TrainingSpec training, SharedTensors shared) {
    this.shape = shape;
    this.examples = examples;
    for (var head : training.network().heads()) {
      var values = examples.columns(head.targets());
      targets.put(head.name(), Features.of(Head.of(head, training.loss()).targets(values)));
    }
    var order = shape.network().intake().order();
    var key = new SharedTensors.Key(examples.held(), order, shape.block());
    features = shared.borrow(key, () -> columns(order));
    try {
      for (var columns : features.tensors()) {
        var beside = block(own.size() * shape.block());
        own.add(beside);
        var block = new LinkedHashMap<>(beside);
        block.put(ProgramFields.COLUMNS, columns);
        blocks.add(block);
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

  /** The features of each block. */
  private List<Tensor> columns(int[] order) {
    var tensors = new ArrayList<Tensor>();
    var columns = new float[order.length * shape.block()]; // of one block after the other
    try {
      for (int from = 0; from < examples.count(); from += shape.block()) {
        columns(examples.held(), order, from, to(from), columns);
        tensors.add(Tensors.of(columns, 1, order.length, shape.block()));
      }
    } catch (RuntimeException | Error e) {
      tensors.forEach(Tensor::close);
      throw e;
    }
    return tensors;
  }

  /** What goes with the features of a block. */
  private Map<String, Tensor> block(int from) {
    var elements = new LinkedHashMap<String, Object>();
    targets.forEach(
        (head, rows) -> {
          var places = IntStream.range(0, rows.length() / examples.count()).toArray();
          var columns = new float[places.length * shape.block()];
          columns(rows, places, from, to(from), columns);
          elements.put(ProgramFields.targetColumns(head), columns);
        });
    var valid = new boolean[shape.block()];
    for (int i = 0; i < valid.length; i++) {
      valid[i] = from + i < examples.count();
    }
    elements.put(MeasuringShape.VALID, valid);
    var tensors = new LinkedHashMap<String, Tensor>();
    for (Field field : shape.examples()) {
      if (elements.containsKey(field.name())) {
        tensors.put(field.name(), Tensors.of(field, elements.get(field.name())));
      }
    }
    return tensors;
  }

  /** The one after the last of the block that begins with {@code from}. */
  private int to(int from) {
    return Math.min(from + shape.block(), examples.count());
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
    own.forEach(block -> block.values().forEach(Tensor::close));
    features.close();
  }
}
