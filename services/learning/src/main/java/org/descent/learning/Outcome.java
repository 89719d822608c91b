package org.descent.learning;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.descent.contracts.event.End;
import org.descent.contracts.event.Metrics;
import org.descent.contracts.spec.Split;

/** How a trial's training ended. */
public sealed interface Outcome {
  /**
   * A regular end.
   *
   * @param end CONVERGED, EXHAUSTED or DIVERGED
   * @param iterations length of the curve
   * @param claimed metrics on the whole training split at the last snapshot
   * @param snapshots those asked for that were reached, then the end's; ascending, each iteration
   *     once
   * @param seconds of wall time
   * @param divergence what became NaN or infinite if it has DIVERGED, for example {@code label.loss
   *     became infinite at iteration 17}; else empty
   * @param after if it converged by a measurement of a split, the iteration of the one before, 0 if
   *     there was none; else empty
   * @param stopped why it was given up before its budget was used up, in words; else empty
   * @param held metrics at the last snapshot on those of the other splits that are measured
   * @param processorSeconds that the engine's threads spent on it; of what they spend on several
   *     trials together each has an equal share
   * @param kept where it stood before its last iteration, if its budget was used up and that is
   *     wanted: with a larger one it goes on from there, as if it had never ended
   */
  record Trained(
      End end,
      int iterations,
      Metrics claimed,
      List<Snapshot> snapshots,
      double seconds,
      String divergence,
      Optional<Integer> after,
      String stopped,
      Map<Split, Metrics> held,
      double processorSeconds,
      Optional<CohortCheckpoint.Running> kept)
      implements Outcome {
    /** Of a trial that is judged at each iteration. */
    public Trained(
        End end,
        int iterations,
        Metrics claimed,
        List<Snapshot> snapshots,
        double seconds,
        String divergence) {
      this(
          end,
          iterations,
          claimed,
          snapshots,
          seconds,
          divergence,
          Optional.empty(),
          "",
          Map.of(),
          0,
          Optional.empty());
    }

    public Trained {
      snapshots = List.copyOf(snapshots);
      held = Map.copyOf(held);
    }
  }

  /** It could not be trained; {@code reason} is one line for people. */
  record Failed(String reason) implements Outcome {}

  /** The listener asked to give up. */
  record Cancelled() implements Outcome {}

  /**
   * Weights at an iteration: those its metrics were measured on, before its update.
   *
   * @param weights flat, see {@link org.descent.contracts.spec.ParameterLayout}
   * @param average of the weights, likewise, if one is kept; what is not trained is as it is there
   */
  record Snapshot(int iteration, float[] weights, Optional<float[]> average) {
    /** Without an average. */
    public Snapshot(int iteration, float[] weights) {
      this(iteration, weights, Optional.empty());
    }
  }
}
