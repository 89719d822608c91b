package org.descent.learning;

import java.util.List;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.HeadSpec;
import org.descent.contracts.spec.NetworkSpec;

/** Predicts. */
public final class Predictor implements AutoCloseable {
  /**
   * What one head says before its output function.
   *
   * @param logits [examples, outputs], row-major
   */
  public record Output(HeadSpec head, float[] logits) {}

  private Predictor() {}

  public static Predictor of(NetworkSpec network, List<Integer> inputShape) {
    return new Predictor();
  }

  public List<Output> predict(float[] weights, Examples examples) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
