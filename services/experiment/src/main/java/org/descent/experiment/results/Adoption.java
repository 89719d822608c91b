package org.descent.experiment.results;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.descent.contracts.PackedCurves;
import org.descent.contracts.event.CohortPlanned;
import org.descent.contracts.event.End;
import org.descent.contracts.event.EvaluationEvent;
import org.descent.contracts.event.Event;
import org.descent.contracts.event.TrainingProgressed;
import org.descent.contracts.event.TrialEvaluated;
import org.descent.contracts.event.TrialTrained;

/**
 * A trial that was trained, at least in part, for an experiment that this one extends: what the log
 * tells of that one it tells of this one too.
 *
 * @param adopted the trial, and from which one it takes over
 * @param until the iterations that it takes over at most
 * @param in the cohort that says so
 */
public record Adoption(CohortPlanned.Adopted adopted, int until, CohortPlanned in) {
  /** All that {@code cohort} takes over. */
  public static List<Adoption> in(CohortPlanned cohort) {
    var all = new ArrayList<Adoption>();
    for (var adopted : cohort.adopted()) {
      all.add(new Adoption(adopted, cohort.training(adopted).iterations(), cohort));
    }
    for (var trial : cohort.trials()) {
      if (!trial.from().isEmpty()) {
        var adopted = new CohortPlanned.Adopted(trial.trial(), trial.variant(), trial.from(), true);
        all.add(new Adoption(adopted, trial.after() - (forks(cohort, trial) ? 1 : 0), cohort));
      }
    }
    return all;
  }

  /** Whether it goes on otherwise: the last iteration of the earlier one is its own first. */
  private static boolean forks(CohortPlanned cohort, CohortPlanned.Trial trial) {
    var stem = cohort.training(trial).stem();
    return stem != null && stem.iterations() == trial.after();
  }

  /** What {@code event} about the earlier trial tells of this one, if it is about that. */
  public Optional<Event> told(Event event) {
    if (event instanceof TrialEvaluated evaluated) {
      return Optional.of(evaluated)
          .filter(e -> e.trial().equals(adopted.from()) && e.training().iterations() <= until)
          .map(e -> e.of(e.training().adopted(adopted, in, paused(e.training()))));
    }
    if (event instanceof TrainingProgressed progressed) {
      var told = told(progressed);
      return told.slices().isEmpty() && told.measured().isEmpty()
          ? Optional.empty()
          : Optional.of(told);
    }
    return Optional.empty();
  }

  private boolean paused(TrialTrained trained) {
    return trained.end() == End.EXHAUSTED
        && trained.stopped().isEmpty()
        && (adopted.kept() || trained.iterations() < until);
  }

  private TrainingProgressed told(TrainingProgressed progressed) {
    var slices = new ArrayList<TrainingProgressed.Slice>();
    var curves = new ArrayList<float[]>();
    progressed.forEach(
        (slice, values) -> {
          int count = Math.min(slice.count(), until - slice.firstIteration() + 1);
          if (slice.trial().equals(adopted.from()) && count > 0) {
            slices.add(
                new TrainingProgressed.Slice(adopted.trial(), slice.firstIteration(), count));
            values.curves().forEach(curve -> curves.add(Arrays.copyOf(curve, count)));
          }
        });
    var measured =
        progressed.measured().stream()
            .filter(m -> m.trial().equals(adopted.from()))
            .map(this::told)
            .filter(m -> !m.iterations().isEmpty())
            .toList();
    return new TrainingProgressed(
        in.cohort(),
        in.experiment(),
        progressed.metrics(),
        slices,
        PackedCurves.of(curves),
        measured);
  }

  private TrainingProgressed.Measured told(TrainingProgressed.Measured measured) {
    var iterations = measured.iterations().stream().filter(i -> i <= until).toList();
    var values =
        measured.values().curves().stream()
            .map(curve -> Arrays.copyOf(curve, iterations.size()))
            .toList();
    return new TrainingProgressed.Measured(
        adopted.trial(), measured.metrics(), iterations, PackedCurves.of(values));
  }

  /** The trials that {@code event} is about: what may have been taken over from it. */
  public static List<String> about(Event event) {
    if (event instanceof EvaluationEvent end) {
      return List.of(end.trial());
    }
    return event instanceof TrainingProgressed progressed
        ? Stream.concat(
                progressed.slices().stream().map(TrainingProgressed.Slice::trial),
                progressed.measured().stream().map(TrainingProgressed.Measured::trial))
            .distinct()
            .toList()
        : List.of();
  }
}
