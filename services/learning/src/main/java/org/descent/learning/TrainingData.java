package org.descent.learning;

import java.util.ArrayList;
import java.util.List;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.learning.graph.Tensors;
import org.descent.learning.head.Head;
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
  public static TrainingData of(Examples examples, TrainingSpec training) {
    int count = examples.count();
    var heads = training.network().heads();
    var columns =
        heads.stream()
            .map(h -> Head.of(h, training.loss()).targets(examples.columns(h.targets())))
            .toList();
    var targets = new ArrayList<TFloat32>();
    for (int i = 0; i < heads.size(); i++) {
      targets.add(Tensors.of(columns.get(i), count, heads.get(i).outputs()));
    }
    return new TrainingData(count, Tensors.rows(examples), List.copyOf(targets));
  }

  @Override
  public void close() {
    features.close();
    targets.forEach(TFloat32::close);
  }
}
