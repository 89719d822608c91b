package org.descent.learning;

import java.util.ArrayList;
import java.util.List;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.HeadKind;
import org.descent.contracts.spec.HeadSpec;
import org.descent.learning.graph.Tensors;
import org.tensorflow.types.TFloat32;

/**
 * Examples as tensors, made once for a cohort and shared by its trials; owns them.
 *
 * @param features [examples, features]
 * @param targets one a head: [examples, outputs], classes one-hot
 */
public record TrainingData(int examples, TFloat32 features, List<TFloat32> targets)
    implements AutoCloseable {
  /**
   * @throws InvalidSpec if a head's target is missing or is not what the head can predict
   */
  public static TrainingData of(Examples examples, List<HeadSpec> heads) {
    int count = examples.count();
    var columns = heads.stream().map(h -> column(h, examples.target(h.target()))).toList();
    var targets = new ArrayList<TFloat32>();
    for (int i = 0; i < heads.size(); i++) {
      targets.add(Tensors.of(columns.get(i), count, heads.get(i).outputs()));
    }
    return new TrainingData(
        count, Tensors.of(examples.features(), count, examples.width()), List.copyOf(targets));
  }

  /** Target values as the graph wants them, [examples · outputs]. */
  public static float[] column(HeadSpec head, float[] values) {
    for (float value : values) {
      InvalidSpec.unless(
          fits(head, value),
          "head %s: target %s has the value %s, expected %s",
          head.name(),
          head.target(),
          value,
          expected(head));
    }
    if (head.kind() != HeadKind.MULTI_CLASS) {
      return values;
    }
    var oneHot = new float[values.length * head.outputs()];
    for (int i = 0; i < values.length; i++) {
      oneHot[i * head.outputs() + (int) values[i]] = 1;
    }
    return oneHot;
  }

  private static boolean fits(HeadSpec head, float value) {
    return switch (head.kind()) {
      case BINARY -> head.tolerance() > 0 ? value >= 0 && value <= 1 : value == 0 || value == 1;
      case MULTI_CLASS -> value >= 0 && value < head.outputs() && value == (int) value;
      case REGRESSION -> Float.isFinite(value);
    };
  }

  private static String expected(HeadSpec head) {
    return switch (head.kind()) {
      case BINARY -> head.tolerance() > 0 ? "0 to 1" : "0 or 1";
      case MULTI_CLASS -> "a class from 0 to " + (head.outputs() - 1);
      case REGRESSION -> "a finite number";
    };
  }

  @Override
  public void close() {
    features.close();
    targets.forEach(TFloat32::close);
  }
}
