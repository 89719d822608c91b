package org.descent.learning;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.ParameterLayout;
import org.descent.learning.optimiser.Optimisation;

/**
 * Where a cohort's training stands between two segments. Trials that are in neither list have not
 * begun.
 *
 * @param running trials that have begun and not ended
 * @param ended ids of the trials whose ends have been reported
 */
public record CohortCheckpoint(List<Running> running, List<String> ended) {
  /** Nothing has been trained yet. */
  public static final CohortCheckpoint START = new CohortCheckpoint(List.of(), List.of());

  /**
   * One trial's state.
   *
   * @param trial its id
   * @param iterations length of its curve so far, which is also the number of updates
   * @param weights after those updates; flat, see {@link
   *     org.descent.contracts.spec.ParameterLayout}
   * @param slots the optimiser's memory, each laid out as the weights: none for SGD, the velocity
   *     for momentum, first and second moments for Adam; then an average, if one is kept
   * @param snapshots those taken so far, ascending
   * @param seconds of wall time so far
   * @param judged what its measurements of splits have come to; null if they decide nothing
   * @param processorSeconds its share of processor time so far
   */
  public record Running(
      String trial,
      int iterations,
      float[] weights,
      List<float[]> slots,
      List<Outcome.Snapshot> snapshots,
      double seconds,
      Judged judged,
      double processorSeconds) {
    /** Of a trial whose measurements decide nothing, or that has none yet. */
    public Running(
        String trial,
        int iterations,
        float[] weights,
        List<float[]> slots,
        List<Outcome.Snapshot> snapshots,
        double seconds) {
      this(trial, iterations, weights, slots, snapshots, seconds, null, 0);
    }

    /** The same state of another trial, which has got as far the same way. */
    public Running of(String trial) {
      return new Running(
          trial, iterations, weights, slots, snapshots, seconds, judged, processorSeconds);
    }

    /**
     * The state of a trial that goes on from this one, which its stem has come to: what the
     * optimiser remembers is kept where the next one remembers the same, and begins anew elsewhere;
     * so does what measurements have come to.
     *
     * @param fork what goes on
     * @param examples size of the training split
     * @throws IllegalArgumentException if {@code fork} begins by itself
     */
    public Running forking(Cohort.Trial fork, int examples) {
      var stem = fork.training().stem();
      if (stem == null) {
        throw new IllegalArgumentException(fork.id() + " begins by itself");
      }
      var before = Optimisation.of(stem, examples);
      var then = Optimisation.of(fork.training(), examples);
      boolean same = stem.optimiser().getClass().equals(fork.training().optimiser().getClass());
      var names = before.slots();
      var begun = then.start(weights);
      var remembered = new ArrayList<float[]>();
      for (var name : then.slots()) {
        int place = names.indexOf(name);
        boolean kept = place >= 0 && (same || name.equals(Optimisation.AVERAGE));
        remembered.add(kept ? slots.get(place) : begun.get(remembered.size()));
      }
      return new Running(
          fork.id(), iterations, weights, remembered, snapshots, seconds, null, processorSeconds);
    }

    public Running {
      slots = List.copyOf(slots);
      snapshots = List.copyOf(snapshots);
    }
  }

  /**
   * What a trial's measurements of splits have come to.
   *
   * @param after iteration of the last one, 0 if there was none
   * @param best the best value that patience has seen; NaN for none
   * @param bestAt its iteration, 0 if there is none
   * @param since measurements after that
   */
  public record Judged(int after, double best, int bestAt, int since) {}

  public CohortCheckpoint {
    running = List.copyOf(running);
    ended = List.copyOf(ended);
  }

  /**
   * Where {@code trial} starts from, which has not ended: where it stood, or its initial weights.
   *
   * @param train the training split
   * @throws org.descent.contracts.InvalidSpec if its network does not fit that
   */
  public Running start(Cohort.Trial trial, Examples train) {
    return running(trial.id()).orElseGet(() -> initial(trial, train));
  }

  /** The state of the trial called {@code trial}, if it has begun and not ended. */
  public Optional<Running> running(String trial) {
    return running.stream().filter(r -> r.trial().equals(trial)).findFirst();
  }

  private static Running initial(Cohort.Trial trial, Examples train) {
    var training = trial.training();
    var layout = ParameterLayout.of(training.network(), train.shape());
    var weights = InitialWeights.draw(layout, training.initialisation(), trial.seed());
    var slots = Optimisation.of(training, train.count()).start(weights);
    return new Running(trial.id(), 0, weights, slots, List.of(), 0);
  }
}
