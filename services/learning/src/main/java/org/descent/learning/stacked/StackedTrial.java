package org.descent.learning.stacked;

import java.util.ArrayList;
import java.util.List;
import org.descent.contracts.data.Examples;
import org.descent.contracts.event.End;
import org.descent.contracts.event.Metrics;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.learning.BatchOrder;
import org.descent.learning.Cohort;
import org.descent.learning.CohortCheckpoint;
import org.descent.learning.Measurement;
import org.descent.learning.Outcome;
import org.descent.learning.Snapshots;
import org.descent.learning.optimiser.Optimisation;

/** A trial on its way: all of it that is not in a program's arrays. Confined to one thread. */
final class StackedTrial {
  private final Cohort.Trial trial;
  private final CohortCheckpoint.Running start;
  private final List<BatchOrder> order;
  private final List<Outcome.Snapshot> snapshots;
  private final Optimisation optimisation;
  private final Snapshots kept;
  private final long begun = System.nanoTime();
  private int iterations;

  private StackedTrial(
      Cohort.Trial trial,
      CohortCheckpoint.Running start,
      Optimisation optimisation,
      Snapshots kept,
      List<BatchOrder> order) {
    this.trial = trial;
    this.start = start;
    this.order = order;
    this.snapshots = new ArrayList<>(start.snapshots());
    this.iterations = start.iterations();
    this.optimisation = optimisation;
    this.kept = kept;
  }

  /**
   * A trial that goes on from {@code checkpoint}, or begins.
   *
   * @throws org.descent.contracts.InvalidSpec if its network or batch does not fit the examples
   */
  static StackedTrial of(Cohort.Trial trial, Examples examples, CohortCheckpoint checkpoint) {
    var training = trial.training();
    var start = checkpoint.start(trial, examples);
    var optimisation = Optimisation.of(training, examples.count());
    var kept = Snapshots.of(training, examples);
    if (training.batch().full()) {
      return new StackedTrial(trial, start, optimisation, kept, List.of());
    }
    var order = new BatchOrder(examples.count(), training.batch().size(), trial.seed());
    for (int i = 0; i < start.iterations(); i++) {
      order.next();
    }
    return new StackedTrial(trial, start, optimisation, kept, List.of(order));
  }

  Cohort.Trial trial() {
    return trial;
  }

  TrainingSpec training() {
    return trial.training();
  }

  /** Where it came from. */
  CohortCheckpoint.Running start() {
    return start;
  }

  /** Length of its curve so far. */
  int iterations() {
    return iterations;
  }

  void advance(int count) {
    iterations += count;
  }

  /** Whether the weights of the next iteration are wanted. */
  boolean snapshotIsDue() {
    return training().snapshots().contains(iterations + 1);
  }

  /** Iterations until the next snapshot is due, from 1; the budget's rest if none is. */
  int toNextSnapshot() {
    return training().snapshots().stream()
        .mapToInt(s -> s - 1 - iterations)
        .filter(distance -> distance > 0)
        .min()
        .orElse(training().iterations() - iterations);
  }

  /** Keeps the weights of {@code iteration}, and their average, once. */
  void keep(int iteration, float[] weights, List<float[]> slots) {
    if (snapshots.stream().noneMatch(s -> s.iteration() == iteration)) {
      snapshots.add(kept.of(iteration, weights, slots));
    }
  }

  /** The next mini-batch: [batch]. */
  int[] nextBatch() {
    return order.get(0).next();
  }

  /** A setting of its updates at some iteration, from 1. */
  double setting(String name, int iteration) {
    return optimisation.setting(name, iteration);
  }

  /**
   * @param measured what the last iteration measured
   * @param claimed the same on all examples
   */
  Outcome ended(End end, Metrics measured, Metrics claimed) {
    var divergence = end == End.DIVERGED ? Measurement.divergence(measured, iterations) : "";
    return new Outcome.Trained(end, iterations, claimed, snapshots, seconds(), divergence);
  }

  CohortCheckpoint.Running checkpoint(float[] weights, List<float[]> slots) {
    return new CohortCheckpoint.Running(
        trial.id(), iterations, weights, slots, snapshots, seconds());
  }

  private double seconds() {
    return start.seconds() + (System.nanoTime() - begun) / 1e9;
  }
}
