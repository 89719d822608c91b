package org.descent.learning.single;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.descent.contracts.event.End;
import org.descent.contracts.event.Metrics;
import org.descent.contracts.spec.InstrumentSpec;
import org.descent.contracts.spec.Split;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.learning.Cohort;
import org.descent.learning.CohortCheckpoint;
import org.descent.learning.Measurement;
import org.descent.learning.Measuring;
import org.descent.learning.Outcome;
import org.descent.learning.ProcessorTime;
import org.descent.learning.Reports;
import org.descent.learning.Snapshots;
import org.descent.learning.SplitMeasurement;
import org.descent.learning.TrainingData;
import org.descent.learning.instrument.Instruments;
import org.descent.learning.instrument.Occasions;
import org.descent.learning.instrument.StepNorms;

/**
 * The training of one trial by a program, from its initial weights to its end.
 *
 * <p>Runs go forward by whole programs; where the end or a snapshot falls inside one, its
 * iterations are repeated singly from where it started, and the weights taken there.
 */
final class Training {
  private final UnrolledProgram program;
  private final TrainingData data;
  private final SplitData splits;
  private final Measuring measuring;
  private final Instruments instruments;
  private final Occasions occasions;
  private final Optional<StepNorms> stepNorms;
  private final TrainingSpec spec;
  private final Set<Integer> asked;
  private final Feeding feeding;
  private final Cohort.Trial trial;
  private final CohortCheckpoint.Running start;
  private final Reports reports;
  private final CurveBuffer curve;
  private final List<Outcome.Snapshot> snapshots;
  private final Snapshots kept;
  private final LongSupplier nanos;
  private final long begun;
  private final double processorBegun = ProcessorTime.seconds();

  private TrainingState state;
  private int done;
  private int checkpoint;
  private Metrics claimed;

  /** Where it stood before its last iteration, where that is wanted. */
  private CohortCheckpoint.Running beforeLast;

  private String divergence = "";

  /** How it ends at the next iteration, once what was measured has said so. */
  private Optional<End> verdict = Optional.empty();

  /**
   * @param segment the most iterations between two reports
   * @param nanos the time, as {@link System#nanoTime()} tells it
   */
  Training(
      UnrolledProgram program,
      SplitData splits,
      Cohort.Trial trial,
      CohortCheckpoint.Running start,
      Measuring measuring,
      Instruments instruments,
      Reports reports,
      Snapshots kept,
      int segment,
      LongSupplier nanos) {
    this.program = program;
    this.nanos = nanos;
    this.begun = nanos.getAsLong();
    this.splits = splits;
    this.data = splits.of(Split.TRAIN);
    this.measuring = measuring;
    this.instruments = instruments;
    this.occasions = Occasions.besideSteps(trial.training());
    this.stepNorms = StepNorms.of(trial.training(), program.key().inputShape());
    this.trial = trial;
    this.start = start;
    this.reports = reports;
    this.snapshots = new ArrayList<>(start.snapshots());
    this.kept = kept;
    this.done = start.iterations();
    this.spec = trial.training();
    this.asked = new HashSet<>(spec.snapshots());
    this.feeding = new Feeding(program.key(), trial, done);
    this.curve =
        new CurveBuffer(
            Measurement.names(spec.network().heads()),
            Math.min(segment, spec.iterations()),
            done + 1,
            nanos);
    this.state = TrainingState.of(start.weights(), start.slots());
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
    if (measuring.due(done + 1)) {
      verdict = judged(measured(state), done + 1);
    }
    look(state, done + 1, occasions.due(done + 1));
    int steps = program.key().steps();
    int next = Math.min(measuring.toNext(done), occasions.toNext(done));
    int left = Math.min(last() - done, next);
    int count = left >= steps ? steps : 1;
    var feeds = feeding.next(count);
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
        tellLengths(run, iterations, end.isPresent());
        if (curve.due() || end.isPresent()) {
          reports.progressed(trial, curve.take());
          if (end.isEmpty() && reports.cancelled()) {
            return Optional.of(new Outcome.Cancelled());
          }
        }
      }
      if (end.isEmpty()) {
        lookAfter(before);
      }
      keepSnapshots(before, feeds, iterations, end.isPresent());
      done += iterations;
      if (end.isEmpty()) {
        checkpoint();
      }
      return end.map(this::trained);
    }
  }

  /** Tells where the trial stands, if that is due, and all of its curve up to there before. */
  private void checkpoint() {
    int due = reports.checkpoint();
    if (due > checkpoint) {
      checkpoint = due;
      if (!curve.empty()) {
        reports.progressed(trial, curve.take());
      }
      reports.checkpointed(
          List.of(
              new CohortCheckpoint.Running(
                  trial.id(),
                  done,
                  state.weights(),
                  state.slots(),
                  snapshots,
                  seconds(),
                  measuring.state(),
                  processorSeconds())));
    }
  }

  private double processorSeconds() {
    return start.processorSeconds() + ProcessorTime.seconds() - processorBegun;
  }

  private double seconds() {
    return start.seconds() + (nanos.getAsLong() - begun) / 1e9;
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
    var each = spec.targets().stream().filter(target -> !target.measured()).toList();
    if (Measurement.reached(each, measured)) {
      return Optional.of(End.CONVERGED);
    }
    return iteration == last() ? Optional.of(End.EXHAUSTED) : Optional.empty();
  }

  /** The most iterations that it takes, the budget or fewer. */
  private int last() {
    return verdict.isPresent() ? done + 1 : spec.iterations();
  }

  /** Measures all splits that are wanted. */
  private Map<Split, Metrics> measured(TrainingState at) {
    var metrics = new EnumMap<Split, Metrics>(Split.class);
    measuring.on().forEach(split -> metrics.put(split, measured(at, split)));
    return metrics;
  }

  /** Tells of what was measured, and what it decides. */
  private Optional<End> judged(Map<Split, Metrics> metrics, int iteration) {
    reports.measured(trial, SplitMeasurement.of(iteration, metrics));
    return measuring.judge(iteration, metrics);
  }

  /**
   * Tells what instruments find at {@code iteration}.
   *
   * @param due those that look
   */
  private void look(TrainingState at, int iteration, List<InstrumentSpec> due) {
    if (!due.isEmpty()) {
      instruments
          .look(trial, due, iteration, at.weights())
          .forEach(found -> reports.measured(trial, found));
    }
  }

  /**
   * Tells what one of a run's steps has found of its own gradient.
   *
   * @param step from 1
   */
  private void tellLengths(UnrolledProgram.Run run, int step, boolean last) {
    stepNorms
        .filter(norms -> norms.due(done + step, last))
        .ifPresent(
            norms -> {
              int arrays = run.lengths().length / program.key().steps();
              var lengths = new double[arrays];
              for (int i = 0; i < arrays; i++) {
                lengths[i] = run.lengths()[(step - 1) * arrays + i];
              }
              reports.measured(trial, norms.found(done + step, lengths));
            });
  }

  /** Tells what instruments find of the update of the iteration that was run. */
  private void lookAfter(TrainingState before) {
    var due = occasions.dueAfter(done + 1);
    if (!due.isEmpty()) {
      instruments
          .look(trial, due, done + 1, before.weights(), state.weights())
          .forEach(found -> reports.measured(trial, found));
    }
  }

  /** A block of examples at a time: a pass of all of them would take many times their memory. */
  private Metrics measured(TrainingState at, Split split) {
    var heads = spec.network().heads();
    var examples = splits.of(split);
    var sums = new double[2 * heads.size()];
    int block = program.key().measuredTogether();
    for (int from = 0; from < examples.examples(); from += block) {
      int count = Math.min(block, examples.examples() - from);
      float[] metrics = program.evaluate(examples, from, count, at);
      for (int i = 0; i < sums.length; i++) {
        sums[i] += i % 2 == 0 ? (double) metrics[i] * count : metrics[i];
      }
    }
    return Measurement.ofSums(heads, sums, examples.examples());
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
          snapshots.add(kept.of(done + i + 1, at.weights(), at.slots()));
        }
        if (ended && i == iterations - 1) {
          beforeLast = trial.kept() ? before(at, done + i + 1) : null;
          claim(at, done + i + 1);
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

  private CohortCheckpoint.Running before(TrainingState at, int iteration) {
    return new CohortCheckpoint.Running(
        trial.id(),
        iteration - 1,
        at.weights(),
        at.slots(),
        Snapshots.before(iteration, snapshots),
        seconds(),
        measuring.stateBefore(iteration),
        processorSeconds());
  }

  private static void release(TrainingState at, TrainingState before) {
    if (at != before) {
      at.close();
    }
  }

  /** Measures what is to be told of its end, and the splits that are still due there. */
  private void claim(TrainingState at, int iteration) {
    look(at, iteration, occasions.dueAtEnd(iteration));
    var due = measuring.dueAtEnd(iteration) ? measured(at) : Map.<Split, Metrics>of();
    if (!due.isEmpty()) {
      verdict = judged(due, iteration);
    }
    claimed = program.key().measuresBatch() ? due.get(Split.TRAIN) : whole(at);
    if (claimed == null) {
      claimed = measured(at, Split.TRAIN);
    }
  }

  /** Metrics on the training split, as iterations measure it that see all of it. */
  private Metrics whole(TrainingState at) {
    int examples = data.examples();
    float[] metrics = program.evaluate(data, 0, examples, at);
    return Measurement.metrics(spec.network().heads(), metrics, 1, 0, examples);
  }

  private Outcome trained(End end) {
    var decided = end == End.EXHAUSTED ? verdict.orElse(end) : end;
    boolean given = end == End.EXHAUSTED && done < spec.iterations();
    return new Outcome.Trained(
        decided,
        done,
        claimed,
        snapshots,
        seconds(),
        divergence,
        measuring.after(decided),
        given ? measuring.stopped() : "",
        measuring.held(done),
        processorSeconds(),
        decided == End.EXHAUSTED && done == spec.iterations()
            ? Optional.ofNullable(beforeLast)
            : Optional.empty());
  }
}
