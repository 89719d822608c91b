package org.descent.learning.stacked;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.descent.contracts.Reason;
import org.descent.contracts.event.Metrics;
import org.descent.contracts.spec.Split;
import org.descent.learning.CohortCheckpoint;
import org.descent.learning.Outcome;
import org.descent.learning.Reports;
import org.descent.learning.SplitMeasurement;
import org.descent.learning.instrument.Instruments;

/** Trains trials of one kind in one thread, from program to smaller program, until all ended. */
final class StackTraining {
  /**
   * What trainings of one kind share.
   *
   * @param kind of their programs
   * @param examples for programs of this kind
   * @param measuring of their trials on whole splits
   * @param instruments that look at them
   * @param turns stacks that a run trains where one would not do
   * @param run the most iterations of a run
   */
  record Common(
      ProgramKind kind,
      ExampleTensors examples,
      SplitMeasuring measuring,
      Instruments instruments,
      ProgramCache programs,
      StackSize sizes,
      Repacking repacking,
      Counters counters,
      Reports reports,
      int turns,
      int run) {

    /** The program for {@code trials} trials. */
    ProgramShape shape(int trials) {
      return sizes.of(kind, trials, turns, run);
    }
  }

  /** What an engine counts. */
  record Counters(AtomicLong trialIterations, AtomicLong repacked) {
    Counters() {
      this(new AtomicLong(), new AtomicLong());
    }
  }

  private final Common common;
  private final Looking looking;
  private final List<StackedTrial> unended;

  /** The last one that these trials are in. */
  private int checkpoint;

  /** Whether nothing has been told of them yet. */
  private boolean first = true;

  StackTraining(Common common, List<StackedTrial> trials) {
    this.common = common;
    this.looking = new Looking(common.instruments(), common.reports());
    this.unended = new ArrayList<>(trials);
  }

  /** Trains to the end; trouble ends the trials that are left. */
  void run() {
    try {
      train();
    } catch (RuntimeException | OutOfMemoryError e) {
      end(new Outcome.Failed(reason(e)));
    }
  }

  private void train() {
    if (common.reports().cancelled()) {
      end(new Outcome.Cancelled());
      return;
    }
    var stack =
        stack(
            unended.stream()
                .map(t -> new Stack.Start(t, t.start().weights(), t.start().slots()))
                .toList());
    try {
      while (!unended.isEmpty()) {
        double seconds = advance(stack);
        if (!unended.isEmpty() && common.reports().cancelled()) {
          end(new Outcome.Cancelled());
        } else if (!unended.isEmpty() && smaller(stack, seconds)) {
          var survivors = stack.survivors();
          stack.close();
          stack = stack(survivors);
          common.counters().repacked().incrementAndGet();
        }
      }
    } finally {
      stack.close();
    }
  }

  private Stack stack(List<Stack.Start> starts) {
    var shape = common.shape(starts.size());
    return new Stack(common.programs().borrow(shape), starts, common.examples());
  }

  /** Runs the program once and reports; the seconds an iteration took. */
  private double advance(Stack stack) {
    var rows = stack.running();
    int limit = first ? common.sizes().first(stack.shape()) : stack.shape().segment();
    first = false;
    measure(stack, rows.stream().filter(row -> dueNext(stack.trial(row))).toList());
    for (int row : rows) {
      var trial = stack.trial(row);
      if (trial.snapshotIsDue()) {
        trial.keep(trial.iterations() + 1, stack.weights(row), stack.slots(row));
      }
      limit = Math.min(limit, trial.toNextSnapshot());
      limit = Math.min(limit, trial.measuring().toNext(trial.iterations()));
    }
    limit = Math.min(limit, looking.before(stack, rows));
    long start = System.nanoTime();
    stack.run(limit);
    double seconds = (System.nanoTime() - start) / 1e9;
    stack.share(rows, seconds);
    int most = 0;
    for (int row : rows) {
      most = Math.max(most, stack.count(row));
      report(stack, row);
    }
    looking.after(stack);
    end(stack, rows.stream().filter(stack::ended).toList());
    int due = common.reports().checkpoint();
    if (due > checkpoint) {
      checkpoint = due;
      common.reports().checkpointed(checkpoints(stack));
    }
    return seconds / most;
  }

  private static boolean dueNext(StackedTrial trial) {
    return trial.measuring().due(trial.iterations() + 1);
  }

  private void report(Stack stack, int row) {
    var trial = stack.trial(row);
    trial.advance(stack.count(row));
    common.counters().trialIterations().addAndGet(stack.count(row));
    common.reports().progressed(trial.trial(), stack.slice(row));
    looking.steps(stack, row);
  }

  /** Measures trials before their next iteration, and notes what that decides. */
  private void measure(Stack stack, List<Integer> rows) {
    common
        .measuring()
        .measure(stack, rows, trial -> trial.measuring().on())
        .forEach(
            (row, splits) -> {
              var trial = stack.trial(row);
              tell(trial, trial.iterations() + 1, splits);
              trial.judge(splits);
            });
  }

  private void tell(StackedTrial trial, int iteration, Map<Split, Metrics> splits) {
    common.reports().measured(trial.trial(), SplitMeasurement.of(iteration, splits));
  }

  /** Trials in {@code rows} have ended. */
  private void end(Stack stack, List<Integer> rows) {
    boolean claims = common.kind().measuresBatch();
    var unclaimed = claims ? Set.of(Split.TRAIN) : Set.<Split>of();
    var measured = common.measuring().measure(stack, rows, t -> dueAtEnd(t, unclaimed));
    for (int row : rows) {
      var trial = stack.trial(row);
      var weights = stack.weights(row);
      var slots = stack.slots(row);
      trial.keep(trial.iterations(), weights, slots);
      var last = stack.metrics(row);
      var splits = measured.getOrDefault(row, Map.of());
      var claimed = claims ? splits.get(Split.TRAIN) : last;
      if (trial.measuring().dueAtEnd(trial.iterations())) {
        splits = new EnumMap<>(splits);
        splits.keySet().retainAll(trial.measuring().on());
        tell(trial, trial.iterations(), splits);
      } else {
        splits = Map.of();
      }
      looking.atEnd(stack, row);
      unended.remove(trial);
      var end = EndCode.end(stack.end(row));
      common
          .reports()
          .ended(trial.trial(), trial.ended(end, last, splits, claimed, weights, slots));
    }
  }

  private static Collection<Split> dueAtEnd(StackedTrial trial, Set<Split> besides) {
    var due = EnumSet.noneOf(Split.class);
    due.addAll(besides);
    if (trial.measuring().dueAtEnd(trial.iterations())) {
      due.addAll(trial.measuring().on());
    }
    return due;
  }

  private List<CohortCheckpoint.Running> checkpoints(Stack stack) {
    return stack.running().stream()
        .map(row -> stack.trial(row).checkpoint(stack.weights(row), stack.slots(row)))
        .toList();
  }

  private boolean smaller(Stack stack, double seconds) {
    int from = stack.occupied();
    var shape = common.shape(unended.size());
    int to = shape.trials() * StackSize.needed(unended.size(), shape.trials());
    if (to >= from) {
      return false;
    }
    int left =
        unended.stream().mapToInt(t -> t.training().iterations() - t.iterations()).max().getAsInt();
    return common.repacking().worthwhile(from, to, left, seconds, common.programs().has(shape));
  }

  private void end(Outcome outcome) {
    unended.forEach(trial -> common.reports().ended(trial.trial(), outcome));
    unended.clear();
  }

  private static String reason(Throwable trouble) {
    if (trouble instanceof OutOfMemoryError) {
      return Reason.of(trouble);
    }
    var message = trouble.getMessage();
    return message == null || message.isBlank()
        ? trouble.getClass().getSimpleName()
        : message.lines().findFirst().orElseThrow();
  }
}
