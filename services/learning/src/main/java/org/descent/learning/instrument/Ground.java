package org.descent.learning.instrument;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.descent.contracts.spec.ParameterLayout;
import org.descent.learning.Outcome;
import org.descent.learning.RandomStreams;

/**
 * A trained network, through whose weights directions are chosen.
 *
 * @param snapshots ascending, the last one is the end
 * @param loss over the training split
 * @param seed of the trial
 */
record Ground(
    ParameterLayout layout, List<Outcome.Snapshot> snapshots, LossFunction loss, long seed) {
  /** The weights at the end, flat. */
  float[] end() {
    return snapshots.get(snapshots.size() - 1).weights();
  }

  /** Whether all weights are numbers. */
  boolean finite() {
    return snapshots.stream().allMatch(snapshot -> finite(snapshot.weights()));
  }

  private static boolean finite(float[] weights) {
    for (float weight : weights) {
      if (!Float.isFinite(weight)) {
        return false;
      }
    }
    return true;
  }

  /** How the weights of {@code snapshot} differ from those of the end; 0 for what isn't trained. */
  double[] away(Outcome.Snapshot snapshot) {
    var away = Vectors.doubles(snapshot.weights());
    Vectors.add(away, -1, Vectors.doubles(end()));
    for (var parameter : layout.parameters()) {
      if (!parameter.role().trained()) {
        int from = parameter.offset();
        Arrays.fill(away, from, from + parameter.size(), 0);
      }
    }
    return away;
  }

  UniformRandomProvider random() {
    return RandomStreams.of(seed, RandomStreams.LANDSCAPES);
  }
}
