package org.descent.learning.instrument;

import java.util.ArrayList;
import java.util.Arrays;
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
 * Examples in blocks of columns, as tensors of programs that differentiate. Places of the last
 * block that are left over have an example that counts for nothing. Shared by threads; whoever made
 * it closes it.
 */
final class ExampleBlocks implements AutoCloseable {
  private final DerivativeShape shape;
  private final Examples examples;
  private final Map<String, float[]> targets = new LinkedHashMap<>();
  private final List<Map<String, Tensor>> blocks = new ArrayList<>();

  /**
   * @throws org.descent.contracts.InvalidSpec if a target is missing or does not fit its head
   */
  ExampleBlocks(DerivativeShape shape, TrainingSpec training, Examples examples) {
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

  private Map<String, Tensor> block(int from) {
    int count = Math.min(shape.block(), examples.count() - from);
    var elements = new LinkedHashMap<String, float[]>();
    elements.put(DerivativeShape.EXAMPLES, features(from, count));
    targets.forEach(
        (head, rows) -> {
          int width = rows.length / examples.count();
          var own = Arrays.copyOfRange(rows, from * width, (from + count) * width);
          elements.put(DerivativeShape.targets(head), columns(own, width));
        });
    var scale = new float[shape.block()];
    Arrays.fill(scale, 0, count, 1f / examples.count());
    elements.put(DerivativeShape.SCALE, scale);
    var tensors = new LinkedHashMap<String, Tensor>();
    for (Field field : shape.examples()) {
      tensors.put(field.name(), Tensors.of(field, elements.get(field.name())));
    }
    return tensors;
  }

  private float[] features(int from, int count) {
    int width = examples.width();
    var rows = new float[count * width];
    examples.held().get(from * width, rows, 0, rows.length);
    var order = shape.network().intake().order();
    var ordered = new float[rows.length];
    for (int row = 0; row < rows.length; row += width) {
      for (int k = 0; k < width; k++) {
        ordered[row + k] = rows[row + order[k]];
      }
    }
    return columns(ordered, width);
  }

  /**
   * [count, width] → [width, block], or [block, width] if they are apart; the first row once more
   * in the places that are left over.
   */
  private float[] columns(float[] rows, int width) {
    int block = shape.block();
    int count = rows.length / width;
    var columns = new float[width * block];
    for (int k = 0; k < width; k++) {
      for (int i = 0; i < block; i++) {
        int place = shape.apart() ? i * width + k : k * block + i;
        columns[place] = rows[(i < count ? i : 0) * width + k];
      }
    }
    return columns;
  }

  @Override
  public void close() {
    blocks.forEach(block -> block.values().forEach(Tensor::close));
  }
}
