package org.descent.learning.stacked;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.descent.learning.Reports;
import org.descent.learning.SplitMeasurement;
import org.descent.learning.instrument.Instruments;

/** Lets instruments look at the trials of a stack between its runs. Confined to one thread. */
final class Looking {
  private final Instruments instruments;
  private final Reports reports;

  /** Weights before the next iteration, by row, where instruments look at its update. */
  private final Map<Integer, float[]> seen = new HashMap<>();

  Looking(Instruments instruments, Reports reports) {
    this.instruments = instruments;
    this.reports = reports;
  }

  /**
   * Before the next iteration of the trials in {@code rows}.
   *
   * @return how many iterations can be run before one has to look again
   */
  int before(Stack stack, List<Integer> rows) {
    int limit = Integer.MAX_VALUE;
    for (int row : rows) {
      var trial = stack.trial(row);
      var occasions = trial.occasions();
      int iteration = trial.iterations() + 1;
      var due = occasions.due(iteration);
      if (!due.isEmpty()) {
        long start = System.nanoTime();
        tell(trial, instruments.look(trial.trial(), due, iteration, stack.weights(row)));
        stack.share(List.of(row), (System.nanoTime() - start) / 1e9);
      }
      if (!occasions.dueAfter(iteration).isEmpty()) {
        seen.put(row, stack.weights(row));
      }
      limit = Math.min(limit, occasions.toNext(trial.iterations()));
    }
    return limit;
  }

  /** After a run, which was of one iteration if its update is looked at. */
  void after(Stack stack) {
    seen.forEach(
        (row, before) -> {
          var trial = stack.trial(row);
          if (!stack.ended(row)) {
            int iteration = trial.iterations();
            var due = trial.occasions().dueAfter(iteration);
            var after = stack.weights(row);
            tell(trial, instruments.look(trial.trial(), due, iteration, before, after));
          }
        });
    seen.clear();
  }

  /** What steps of the last run tell of the trial in {@code row}, which it has advanced. */
  void steps(Stack stack, int row) {
    var trial = stack.trial(row);
    trial
        .stepNorms()
        .ifPresent(
            norms -> {
              int count = stack.count(row);
              int before = trial.iterations() - count;
              for (int step = 0; step < count; step++) {
                int iteration = before + step + 1;
                if (norms.due(iteration, stack.ended(row) && step == count - 1)) {
                  var found = norms.found(iteration, stack.lengths(row, step));
                  reports.measured(trial.trial(), found);
                }
              }
            });
  }

  /** Where the trial in {@code row} has ended. */
  void atEnd(Stack stack, int row) {
    var trial = stack.trial(row);
    int iteration = trial.iterations();
    var due = trial.occasions().dueAtEnd(iteration);
    if (!due.isEmpty()) {
      tell(trial, instruments.look(trial.trial(), due, iteration, stack.weights(row)));
    }
  }

  private void tell(StackedTrial trial, List<SplitMeasurement> found) {
    found.forEach(each -> reports.measured(trial.trial(), each));
  }
}
