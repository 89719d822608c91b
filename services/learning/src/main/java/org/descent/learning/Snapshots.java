package org.descent.learning;

import java.util.List;
import java.util.Optional;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.ParameterLayout;
import org.descent.contracts.spec.TrainingSpec;

/** Makes snapshots of a trial's weights and of all that its updates remember. */
public final class Snapshots {
  private final boolean averages;
  private final List<ParameterLayout.Parameter> parameters;

  private Snapshots(boolean averages, List<ParameterLayout.Parameter> parameters) {
    this.averages = averages;
    this.parameters = parameters;
  }

  /** Those of a training on some examples. */
  public static Snapshots of(TrainingSpec training, Examples examples) {
    var layout = ParameterLayout.of(training.network(), examples.shape());
    return new Snapshots(training.averages(), layout.parameters());
  }

  /**
   * The snapshot of an iteration.
   *
   * @param slots what its updates remember of the weights, the average last
   */
  public Outcome.Snapshot of(int iteration, float[] weights, List<float[]> slots) {
    return new Outcome.Snapshot(
        iteration,
        weights,
        averages ? Optional.of(average(weights, slots.get(slots.size() - 1))) : Optional.empty());
  }

  /** Those of {@code taken} that come before {@code iteration}. */
  public static List<Outcome.Snapshot> before(int iteration, List<Outcome.Snapshot> taken) {
    return taken.stream().filter(snapshot -> snapshot.iteration() < iteration).toList();
  }

  /** What is not trained has no average but goes with the weights. */
  private float[] average(float[] weights, float[] slot) {
    var average = slot.clone();
    for (var parameter : parameters) {
      if (!parameter.role().trained()) {
        int from = parameter.offset();
        System.arraycopy(weights, from, average, from, parameter.size());
      }
    }
    return average;
  }
}
