package org.descent.learning.stacked;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.descent.contracts.event.End;
import org.descent.contracts.event.Metrics;
import org.descent.contracts.spec.Split;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.learning.BatchOrder;
import org.descent.learning.Cohort;
import org.descent.learning.CohortCheckpoint;
import org.descent.learning.Measurement;
import org.descent.learning.Measuring;
import org.descent.learning.Outcome;
import org.descent.learning.Snapshots;
import org.descent.learning.instrument.Occasions;
import org.descent.learning.instrument.StepNorms;
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
  private final Measuring measuring;
  private final Occasions occasions;
  private final Optional<StepNorms> stepNorms;
  private int iterations;
  private double processorSeconds;

  /** How it ends, once what was measured has said so, at the next iteration. */
  private Optional<End> verdict = Optional.empty();

  private StackedTrial(
      Cohort.Trial trial,
      CohortCheckpoint.Running start,
      Optimisation optimisation,
      Snapshots kept,
      Measuring measuring,
      Optional<StepNorms> stepNorms,
      List<BatchOrder> order) {
    this.trial = trial;
    this.measuring = measuring;
    this.occasions = Occasions.besideSteps(trial.training());
    this.stepNorms = stepNorms;
    this.start = start;
    this.order = order;
    this.snapshots = new ArrayList<>(start.snapshots());
    this.iterations = start.iterations();
    this.processorSeconds = start.processorSeconds();
    this.optimisation = optimisation;
    this.kept = kept;
  }

  /**
   * A trial that goes on from {@code checkpoint}, or begins.
   *
   * @throws org.descent.contracts.InvalidSpec if its network or batch does not fit the examples
   */
  static StackedTrial of(Cohort.Trial trial, Cohort cohort, CohortCheckpoint checkpoint) {
    var training = trial.training();
    var examples = cohort.train();
    var start = checkpoint.start(trial, examples);
    var optimisation = Optimisation.of(training, examples.count());
    var kept = Snapshots.of(training, examples);
    var measuring = Measuring.of(training, cohort, start.judged());
    var norms = StepNorms.of(training, examples.shape());
    if (training.batch().full()) {
      return new StackedTrial(trial, start, optimisation, kept, measuring, norms, List.of());
    }
    var order = new BatchOrder(examples.count(), training.batch().size(), trial.seed());
    for (int i = 0; i < start.iterations(); i++) {
      order.next();
    }
    return new StackedTrial(trial, start, optimisation, kept, measuring, norms, List.of(order));
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

  /** Its share of the processor time that was spent on trials together. */
  void spent(double seconds) {
    processorSeconds += seconds;
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

  /** When it is measured on whole splits. */
  Measuring measuring() {
    return measuring;
  }

  /** What its steps are to tell of their gradients. */
  Optional<StepNorms> stepNorms() {
    return stepNorms;
  }

  /** When instruments look at it beside its steps. */
  Occasions occasions() {
    return occasions;
  }

  /** Takes note of what was measured at the next iteration. */
  void judge(Map<Split, Metrics> splits) {
    verdict = measuring.judge(iterations + 1, splits);
  }

  /** The most iterations that it takes, the budget or fewer. */
  int last() {
    return verdict.isPresent() ? iterations + 1 : training().iterations();
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
   * @param end as the program has it
   * @param measured what the last iteration measured
   * @param splits what was measured of splits after the last iteration, if something was
   * @param claimed metrics on all of the training split
   * @param weights before its last iteration
   * @param slots likewise
   */
  Outcome ended(
      End end,
      Metrics measured,
      Map<Split, Metrics> splits,
      Metrics claimed,
      float[] weights,
      List<float[]> slots) {
    if (!splits.isEmpty()) {
      verdict = measuring.judge(iterations, splits);
    }
    var decided = end == End.EXHAUSTED ? verdict.orElse(end) : end;
    return new Outcome.Trained(
        decided,
        iterations,
        claimed,
        snapshots,
        seconds(),
        end == End.DIVERGED ? Measurement.divergence(measured, iterations) : "",
        measuring.after(decided),
        end == End.EXHAUSTED && iterations < training().iterations() ? measuring.stopped() : "",
        measuring.held(iterations),
        processorSeconds,
        trial.kept() && decided == End.EXHAUSTED && iterations == training().iterations()
            ? Optional.of(before(weights, slots))
            : Optional.empty());
  }

  /** Where it stood before its last iteration. */
  private CohortCheckpoint.Running before(float[] weights, List<float[]> slots) {
    return new CohortCheckpoint.Running(
        trial.id(),
        iterations - 1,
        weights,
        slots,
        Snapshots.before(iterations, snapshots),
        seconds(),
        measuring.stateBefore(iterations),
        processorSeconds);
  }

  CohortCheckpoint.Running checkpoint(float[] weights, List<float[]> slots) {
    return new CohortCheckpoint.Running(
        trial.id(),
        iterations,
        weights,
        slots,
        snapshots,
        seconds(),
        measuring.state(),
        processorSeconds);
  }

  private double seconds() {
    return start.seconds() + (System.nanoTime() - begun) / 1e9;
  }
}
