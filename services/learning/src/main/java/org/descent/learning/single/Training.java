package org.descent.learning.single;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.descent.contracts.event.End;
import org.descent.contracts.event.Metrics;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.learning.Cohort;
import org.descent.learning.CurveSlice;
import org.descent.learning.InitialWeights;
import org.descent.learning.Measurement;
import org.descent.learning.Outcome;
import org.descent.learning.TrainingData;

/**
 * The training of one trial by a program, from its initial weights to its end.
 *
 * <p>Runs go forward by whole programs; where the end or a snapshot falls inside one, its
 * iterations are repeated singly from where it started, and the weights taken there.
 */
final class Training {
  private final UnrolledProgram program;
  private final TrainingData data;
  private final TrainingSpec spec;
  private final Set<Integer> asked;
  private final Feeding schedule;
  private final Reporting reporting;
  private final CurveBuffer curve;
  private final List<Outcome.Snapshot> snapshots = new ArrayList<>();
  private final long started = System.nanoTime();

  private TrainingState state;
  private int done;
  private Metrics claimed;
  private String divergence = "";

  /** Where a trial reports to, at least every {@code segment} iterations. */
  record Reporting(int segment, Consumer<CurveSlice> progressed, BooleanSupplier cancelled) {}

  Training(UnrolledProgram program, TrainingData data, Cohort.Trial trial, Reporting reporting) {
    this.program = program;
    this.data = data;
    this.spec = trial.training();
    this.asked = new HashSet<>(spec.snapshots());
    this.schedule = new Feeding(program.key(), trial);
    this.reporting = reporting;
    this.curve =
        new CurveBuffer(
            Measurement.names(spec.network().heads()),
            Math.min(reporting.segment(), spec.iterations()));
    var weights = InitialWeights.draw(program.key().layout(), spec.initialisation(), trial.seed());
    this.state = TrainingState.initial(weights, Optimisation.memories(spec.optimiser()));
  }

  /** Trains to the end and releases the state; can be called once. */
  Outcome run() {
    try {
      Optional<Outcome> outcome = Optional.empty();
      while (outcome.isEmpty()) {
        outcome = advance();
      }
      return outcome.get();
    } finally {
      state.close();
    }
  }

  /** Runs the program once; the outcome if the trial ended in that run. */
  private Optional<Outcome> advance() {
    int steps = program.key().steps();
    int count = spec.iterations() - done >= steps ? steps : 1;
    var feeds = schedule.next(count);
    var before = state;
    var run =
        count == steps
            ? program.runAll(data, before, feeds)
            : program.runFirst(data, before, feeds);
    state = run.state();
    try (before) {
      Optional<End> end = Optional.empty();
      int iterations = 0;
      while (iterations < count && end.isEmpty()) {
        var measured = measured(run.metrics(), iterations);
        iterations++;
        end = end(measured, done + iterations);
        curve.add(Measurement.point(measured));
        if (curve.full() || end.isPresent()) {
          reporting.progressed().accept(curve.take());
          if (end.isEmpty() && reporting.cancelled().getAsBoolean()) {
            return Optional.of(new Outcome.Cancelled());
          }
        }
      }
      keepSnapshots(before, feeds, iterations, end.isPresent());
      done += iterations;
      return end.map(this::trained);
    }
  }

  private Metrics measured(float[] metrics, int column) {
    var key = program.key();
    int examples = key.measuresBatch() ? key.batchExamples() : key.examples();
    return Measurement.metrics(spec.network().heads(), metrics, key.steps(), column, examples);
  }

  private Optional<End> end(Metrics measured, int iteration) {
    if (Measurement.diverged(measured)) {
      divergence = Measurement.divergence(measured, iteration);
      return Optional.of(End.DIVERGED);
    }
    if (Measurement.reached(spec.targets(), measured)) {
      return Optional.of(End.CONVERGED);
    }
    return iteration == spec.iterations() ? Optional.of(End.EXHAUSTED) : Optional.empty();
  }

  /** Repeats a run's iterations as far as weights within it are wanted. */
  private void keepSnapshots(
      TrainingState before, Feeding.Feeds feeds, int iterations, boolean ended) {
    int last = iterations - 1;
    while (last >= 0 && !asked.contains(done + last + 1) && !(ended && last == iterations - 1)) {
      last--;
    }
    TrainingState at = before;
    try {
      for (int i = 0; i <= last; i++) {
        if (asked.contains(done + i + 1) || (ended && i == iterations - 1)) {
          snapshots.add(new Outcome.Snapshot(done + i + 1, at.weights()));
        }
        if (ended && i == iterations - 1) {
          claim(at);
        } else if (i < last) {
          var next = program.runFirst(data, at, feeds.from(i)).state();
          release(at, before);
          at = next;
        }
      }
    } finally {
      release(at, before);
    }
  }

  private static void release(TrainingState at, TrainingState before) {
    if (at != before) {
      at.close();
    }
  }

  private void claim(TrainingState at) {
    claimed =
        Measurement.metrics(
            spec.network().heads(), program.evaluate(data, at), 1, 0, program.key().examples());
  }

  private Outcome trained(End end) {
    double seconds = (System.nanoTime() - started) / 1e9;
    return new Outcome.Trained(end, done, claimed, snapshots, seconds, divergence);
  }
}
