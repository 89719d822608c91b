package org.descent.learning;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.event.End;
import org.descent.contracts.event.Metrics;
import org.descent.contracts.spec.Split;
import org.descent.contracts.spec.TargetSpec;
import org.descent.contracts.spec.TrainingSpec;

/**
 * When whole splits are measured in the course of one trial, and what that decides. It depends on
 * the trial alone, not on how its training is cut into runs. Confined to one thread.
 */
public final class Measuring {
  private static final CohortCheckpoint.Judged NOTHING =
      new CohortCheckpoint.Judged(0, Double.NaN, 0, 0);

  private final TrainingSpec training;
  private final List<Split> on;
  private final int interval;
  private CohortCheckpoint.Judged judged;
  private CohortCheckpoint.Judged judgedBefore;
  private int after;
  private String stopped = "";
  private Map<Split, Metrics> last = Map.of();

  private Measuring(
      TrainingSpec training, List<Split> on, int interval, CohortCheckpoint.Judged judged) {
    this.training = training;
    this.on = on;
    this.interval = interval;
    this.judged = judged;
    this.judgedBefore = judged;
  }

  /**
   * That of a trial of {@code cohort}.
   *
   * @param from what its measurements have come to; null for nothing yet
   * @throws InvalidSpec if something is judged on a split that has no rows
   */
  public static Measuring of(TrainingSpec training, Cohort cohort, CohortCheckpoint.Judged from) {
    var measure = training.measure();
    if (measure == null) {
      return new Measuring(training, List.of(), 1, NOTHING);
    }
    for (var target : training.targets()) {
      requireRows("target", target.on(), cohort);
    }
    if (training.patience() != null) {
      requireRows("patience", training.patience().on(), cohort);
    }
    var on = measure.on().stream().filter(split -> cohort.split(split).isPresent()).toList();
    int epoch = training.batch().epoch(cohort.train().count());
    return new Measuring(training, on, measure.interval(epoch), from == null ? NOTHING : from);
  }

  private static void requireRows(String what, Split split, Cohort cohort) {
    InvalidSpec.unless(
        split == null || cohort.split(split).isPresent(),
        "%s: on %s, which has no examples",
        what,
        split == null ? "" : split.word());
  }

  /** The splits that are measured; none if nothing is. */
  public List<Split> on() {
    return on;
  }

  /** Whether they are measured at {@code iteration}, from 1. */
  public boolean due(int iteration) {
    return !on.isEmpty() && (iteration - 1) % interval == 0;
  }

  /** Whether they still have to be where a trial ends at {@code iteration}. */
  public boolean dueAtEnd(int iteration) {
    return !on.isEmpty() && judged.after() != iteration;
  }

  /**
   * Iterations that can be trained after {@code done} of them before something is measured that has
   * not been, from 1.
   */
  public int toNext(int done) {
    return on.isEmpty() ? Integer.MAX_VALUE : interval - done % interval;
  }

  /**
   * Takes note of what was measured at {@code iteration}.
   *
   * @param splits those of {@link #on}
   * @return how the trial ends at that iteration, if what was measured says so
   */
  public Optional<End> judge(int iteration, Map<Split, Metrics> splits) {
    int before = judged.after();
    last = splits;
    judgedBefore = judged;
    judged = watched(iteration, splits);
    if (training.convergesByMeasurements()
        && training.targets().stream().allMatch(t -> reached(t, splits))) {
      after = before;
      return Optional.of(End.CONVERGED);
    }
    var patience = training.patience();
    if (patience == null || judged.since() < patience.measurements()) {
      return Optional.empty();
    }
    stopped =
        "%s was not better%s than at iteration %d in %d measurement%s"
            .formatted(
                Measurement.name(patience.on(), patience.head(), patience.metric()),
                patience.minimumImprovement() == 0
                    ? ""
                    : " by more than " + InvalidSpec.written(patience.minimumImprovement()),
                judged.bestAt(),
                judged.since(),
                judged.since() == 1 ? "" : "s");
    return Optional.of(End.EXHAUSTED);
  }

  private static boolean reached(TargetSpec target, Map<Split, Metrics> splits) {
    return Measurement.reached(List.of(target), splits.get(target.on()));
  }

  private CohortCheckpoint.Judged watched(int iteration, Map<Split, Metrics> splits) {
    var patience = training.patience();
    if (patience == null) {
      return new CohortCheckpoint.Judged(iteration, Double.NaN, 0, 0);
    }
    double value = Measurement.value(patience.metric(), patience.head(), splits.get(patience.on()));
    return patience.better(value, judged.best())
        ? new CohortCheckpoint.Judged(iteration, value, iteration, 0)
        : new CohortCheckpoint.Judged(
            iteration, judged.best(), judged.bestAt(), judged.since() + 1);
  }

  /**
   * Of a trial that converged by what was measured: the iteration of the measurement before, 0 if
   * there was none; else empty.
   */
  public Optional<Integer> after(End end) {
    return training.convergesByMeasurements() && end == End.CONVERGED
        ? Optional.of(after)
        : Optional.empty();
  }

  /**
   * The metrics of the splits that nothing is trained on at {@code iteration}, where they were
   * measured last; empty if that was at another one.
   */
  public Map<Split, Metrics> held(int iteration) {
    var held = new EnumMap<Split, Metrics>(Split.class);
    if (judged.after() == iteration) {
      held.putAll(last);
    }
    held.remove(Split.TRAIN);
    return held;
  }

  /** Why the trial was given up, in words; empty if it was not. */
  public String stopped() {
    return stopped;
  }

  /** What they had come to before {@code iteration}, the last one; null if they decide nothing. */
  public CohortCheckpoint.Judged stateBefore(int iteration) {
    var before = judged.after() == iteration ? judgedBefore : judged;
    return training.endsByMeasurements() ? before : null;
  }

  /** What its measurements have come to; null if they decide nothing. */
  public CohortCheckpoint.Judged state() {
    return training.endsByMeasurements() ? judged : null;
  }
}
