package org.descent.learning;

import java.util.List;
import java.util.Map;
import org.descent.contracts.spec.Split;
import org.descent.contracts.spec.TrainingSpec;

/** Trains cohorts: a cohort of trials in, their curves and outcomes out. */
public interface Engine extends AutoCloseable {
  /** What provenance calls it, for example {@code stacked}. */
  String name();

  /**
   * Trains every trial of {@code cohort} that has not ended in {@code from} to its end, and returns
   * when all have ended. Outcomes, and curves from there on, are bit for bit those of a run that
   * was never interrupted. A trial that cannot be trained ends as {@link Outcome.Failed} and leaves
   * its neighbours alone.
   *
   * @param from a checkpoint of this cohort, or {@link CohortCheckpoint#START}; a trial that it
   *     does not know starts from its initial weights
   * @param listener hears of progress and ends; its methods are called one at a time, maybe from
   *     several threads
   */
  void train(Cohort cohort, CohortCheckpoint from, CheckpointListener listener);

  /**
   * Begins to compile what trials of {@code trainings} will need together, and returns at once:
   * whoever trains them may still have to read their examples. It changes no result; trouble is
   * left to training.
   *
   * @param inputShape of an example
   * @param examples of each split that has some
   */
  default void prepare(
      List<TrainingSpec> trainings, List<Integer> inputShape, Map<Split, Integer> examples) {}

  /** The same from the start, without checkpoints. */
  default void train(Cohort cohort, TrainingListener listener) {
    train(cohort, CohortCheckpoint.START, CheckpointListener.ignoringCheckpoints(listener));
  }

  /**
   * The name of the engine that trains trials of {@code training}: this one, or that which it hands
   * them on to. It depends on the arguments and the device alone.
   *
   * @param inputShape of an example
   * @param examples in the training split
   */
  default String trainedBy(TrainingSpec training, List<Integer> inputShape, int examples) {
    return name();
  }

  /** What it has compiled and trained so far. */
  default EngineStatistics statistics() {
    return EngineStatistics.NONE;
  }

  /** Releases sessions, graphs and native memory. */
  @Override
  void close();
}
