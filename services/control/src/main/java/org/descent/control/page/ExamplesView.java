package org.descent.control.page;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.descent.contracts.Floats;
import org.descent.contracts.data.Examples;

/**
 * Some examples of a split, as networks see them.
 *
 * @param shape of one example's features
 * @param names of the features; empty where the experiment does not say them
 * @param total number of the split's
 * @param rows of the split, from 0
 * @param features float32 little-endian, [rows, product(shape)]
 */
public record ExamplesView(
    List<Integer> shape,
    List<String> names,
    int total,
    List<Integer> rows,
    byte[] features,
    List<Target> targets) {
  /**
   * A target column.
   *
   * @param classes what the values 0, 1, … stand for; empty if they are numbers
   */
  public record Target(String name, List<String> classes, List<Float> values) {}

  static ExamplesView of(Examples examples, List<String> names, int total, int[] rows) {
    return new ExamplesView(
        examples.shape(),
        names,
        total,
        IntStream.of(rows).boxed().toList(),
        Floats.toBytes(examples.features()),
        examples.targets().stream().map(ExamplesView::target).toList());
  }

  private static Target target(Examples.Target target) {
    var values = new ArrayList<Float>(target.values().length);
    for (float value : target.values()) {
      values.add(value);
    }
    return new Target(target.name(), target.classes(), values);
  }
}
