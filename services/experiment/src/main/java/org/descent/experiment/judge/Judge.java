package org.descent.experiment.judge;

import java.util.List;
import java.util.Map;
import org.descent.contracts.data.Examples;
import org.descent.contracts.event.Metrics;
import org.descent.contracts.event.Surface;
import org.descent.contracts.event.TrialEvaluated;
import org.descent.contracts.event.TrialTrained;
import org.descent.contracts.spec.Loss;
import org.descent.contracts.spec.NetworkSpec;
import org.descent.contracts.spec.TrainingSpec;

/** Judges a trained network without the trainer's arithmetic. */
public final class Judge {
  private Judge() {}

  /** How good {@code outputs} are on {@code examples}. */
  public static Metrics metrics(
      NetworkSpec network, Loss loss, List<HeadOutputs> outputs, Examples examples) {
    throw new UnsupportedOperationException();
  }

  /**
   * Examples per head so close to the edge of right and wrong that float32 may decide either way.
   */
  public static Map<String, Integer> borderline(List<HeadOutputs> outputs, Examples examples) {
    throw new UnsupportedOperationException();
  }

  /** What {@code claim} says and {@code found} does not bear out; empty when they agree. */
  public static List<String> disagreements(TrialTrained claim, Metrics found) {
    return disagreements(claim, found, Map.of());
  }

  /** The same, forgiving as many examples per head as {@code borderline} counts. */
  public static List<String> disagreements(
      TrialTrained claim, Metrics found, Map<String, Integer> borderline) {
    throw new UnsupportedOperationException();
  }

  /** The separating lines of a network on two inputs; empty for others. */
  public static List<TrialEvaluated.Line> lines(
      TrainingSpec training,
      List<Integer> inputShape,
      int iteration,
      float[] weights,
      Metrics found) {
    throw new UnsupportedOperationException();
  }

  /** The largest absolute difference between {@code surface} and its closed form. */
  public static double surfaceError(Surface surface, Loss loss, double x, double y) {
    throw new UnsupportedOperationException();
  }
}
