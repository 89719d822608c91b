package org.descent.experiment.results;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.descent.contracts.Ids;
import org.descent.contracts.event.CohortPlanned;
import org.descent.contracts.event.DatasetEvent;
import org.descent.contracts.event.DatasetPrepared;
import org.descent.contracts.event.DatasetRejected;
import org.descent.contracts.event.End;
import org.descent.contracts.event.EvaluationEvent;
import org.descent.contracts.event.Event;
import org.descent.contracts.event.ExperimentCancelled;
import org.descent.contracts.event.ExperimentSubmitted;
import org.descent.contracts.event.ReportPublished;
import org.descent.contracts.event.TrainingProgressed;
import org.descent.contracts.event.TrialEvaluated;
import org.descent.experiment.Experiment;

/**
 * What is known of one experiment: a fold over its events. An event twice changes nothing, and
 * order does not matter, except that of several ends of one trial and of overlapping slices the
 * first stays. Of the answers to several submissions the one to the last counts, and of two to the
 * same one the rejection; but trials that have all ended stay ended, whatever comes later. Trained
 * trials count once they have been evaluated. Safe for use by several threads.
 */
public final class Ledger {
  private final Experiment experiment;
  private final Set<String> trials = new HashSet<>();
  private final Map<String, EvaluationEvent> ends = new HashMap<>();
  private final Set<String> cohorts = new HashSet<>();
  private final Curves curves = new Curves();
  private final Map<End, Integer> counts = new EnumMap<>(End.class);
  private final Set<String> endedBeforeTheirCurve = new HashSet<>();
  private final long budget;
  private int disagreements;
  private DatasetPrepared prepared;
  private DatasetRejected rejected;
  private int submittedAttempt;
  private int preparedAttempt = -1;

  /** The last submission that became another experiment, since its files had been read. */
  private int answeredAttempt = -1;

  private int cancelledAttempt = -1;
  private boolean cancelled;

  public Ledger(Experiment experiment) {
    this.experiment = experiment;
    budget =
        experiment.variants().stream().mapToLong(v -> v.training().iterations()).sum()
            * experiment.seeds().size();
    for (var variant : experiment.variants()) {
      for (long seed : experiment.seeds()) {
        trials.add(Ids.trial(experiment.id(), variant.ordinal(), seed));
      }
    }
  }

  /**
   * Takes an event in.
   *
   * @return false if it says nothing new: known already, not of this experiment, or of a kind that
   *     results are not made of
   */
  public synchronized boolean on(Event event) {
    if (event instanceof EvaluationEvent end) {
      return trials.contains(end.trial()) && ended(end);
    } else if (event instanceof TrainingProgressed progress) {
      return progressed(progress);
    } else if (event instanceof ExperimentSubmitted submitted) {
      return experiment.id().equals(submitted.experiment()) && submittedAgain(submitted);
    } else if (event instanceof DatasetEvent answer) {
      return experiment.id().equals(answer.experiment())
          ? answered(answer)
          : experiment.id().equals(answer.submission()) && answeredElsewhere(answer);
    } else if (event instanceof CohortPlanned cohort) {
      return experiment.id().equals(cohort.experiment()) && cohorts.add(cohort.cohort());
    } else if (event instanceof ExperimentCancelled cancellation) {
      return cancelled(cancellation);
    }
    return false;
  }

  /** The experiment it is about. */
  public Experiment experiment() {
    return experiment;
  }

  /** The last submission of its document that it is known to belong to, from 0. */
  public synchronized int attempt() {
    return prepared == null || awaitsFiles() ? submittedAttempt : preparedAttempt;
  }

  /** Whether it is a submission whose files are still to be read, at all or again. */
  private boolean awaitsFiles() {
    return isSubmissionOnFiles() && submittedAttempt > Math.max(preparedAttempt, answeredAttempt);
  }

  /** Its data, once that stands in the log. */
  public synchronized Optional<DatasetPrepared> dataset() {
    return Optional.ofNullable(prepared);
  }

  /** How the experiment is getting on. */
  public synchronized ExperimentStatus status() {
    var state = state();
    return new ExperimentStatus(
        experiment.id(),
        experiment.submission(),
        attempt(),
        experiment.name(),
        experiment.title(),
        state,
        state == State.REJECTED ? rejected.reason() : "",
        trials.size(),
        ends.size(),
        new EnumMap<>(counts),
        curves.iterations(),
        budget,
        endedBeforeTheirCurve.isEmpty(),
        disagreements,
        ""); // nobody can tell from the log who is there
  }

  /** What the experiment has come to so far: a pure function of the events taken in. */
  public synchronized ExperimentResult result() {
    var state = state();
    return tree()
        .build(state, state == State.REJECTED ? Optional.of(rejected.reason()) : Optional.empty());
  }

  /** The event that publishes the result: to be sent once every trial has ended. */
  public synchronized ReportPublished report() {
    return tree().report();
  }

  /** Its curves, as far as they are known. */
  public Curves curves() {
    return curves;
  }

  /** The end of {@code trial}, as the evaluator passed it on. */
  public synchronized Optional<EvaluationEvent> end(String trial) {
    return Optional.ofNullable(ends.get(trial));
  }

  /** What {@code trial} has come to; empty until it has ended. */
  public synchronized Optional<ExperimentResult.TrialResult> result(String trial) {
    return end(trial)
        .map(new ResultTree(experiment, Optional.ofNullable(prepared), Map.of(), curves)::trial);
  }

  private ResultTree tree() {
    return new ResultTree(experiment, Optional.ofNullable(prepared), Map.copyOf(ends), curves);
  }

  private boolean ended(EvaluationEvent end) {
    boolean first = ends.putIfAbsent(end.trial(), end) == null;
    if (first) {
      counts.merge(end.end(), 1, Integer::sum);
      if (end instanceof TrialEvaluated judged && !judged.disagreements().isEmpty()) {
        disagreements++;
      }
      if (!curveComplete(end)) {
        endedBeforeTheirCurve.add(end.trial());
      }
    }
    return first;
  }

  private boolean progressed(TrainingProgressed progress) {
    long before = curves.iterations();
    progress.forEach(
        (slice, values) -> {
          if (trials.contains(slice.trial())) {
            curves.add(progress.metrics(), slice, values);
            if (endedBeforeTheirCurve.contains(slice.trial())
                && curveComplete(ends.get(slice.trial()))) {
              endedBeforeTheirCurve.remove(slice.trial());
            }
          }
        });
    boolean news = false;
    for (var measured : progress.measured()) {
      news |= trials.contains(measured.trial()) && curves.add(measured);
    }
    return news || curves.iterations() > before;
  }

  private boolean submittedAgain(ExperimentSubmitted submitted) {
    boolean news = submitted.attempt() > submittedAttempt;
    submittedAttempt = Math.max(submittedAttempt, submitted.attempt());
    return news;
  }

  private boolean answered(DatasetEvent answer) {
    if (answer instanceof DatasetPrepared preparation) {
      boolean news = preparation.attempt() > preparedAttempt;
      preparedAttempt = Math.max(preparedAttempt, preparation.attempt());
      prepared = prepared == null ? preparation : prepared;
      return news;
    }
    boolean news = rejected == null || answer.attempt() > rejected.attempt();
    rejected = news ? (DatasetRejected) answer : rejected;
    return news;
  }

  private boolean answeredElsewhere(DatasetEvent answer) {
    boolean news = answer.attempt() > answeredAttempt;
    answeredAttempt = Math.max(answeredAttempt, answer.attempt());
    return news;
  }

  /** What is cancelled as a submission is cancelled up to that submission: it may come again. */
  private boolean cancelled(ExperimentCancelled cancellation) {
    if (cancellation.experiment().equals(experiment.id()) && !isSubmissionOnFiles()) {
      boolean first = !cancelled;
      cancelled = true;
      return first;
    }
    if (!cancellation.experiment().equals(experiment.submission())) {
      return false;
    }
    int attempt = cancellation.submission().attempt();
    boolean news = attempt > cancelledAttempt;
    cancelledAttempt = Math.max(cancelledAttempt, attempt);
    return news;
  }

  private boolean isSubmissionOnFiles() {
    return experiment.readsFiles() && experiment.id().equals(experiment.submission());
  }

  private State state() {
    boolean allEnded = ends.size() == trials.size();
    if (allEnded && !awaitsFiles()) {
      return counts.containsKey(End.CANCELLED) ? State.CANCELLED : State.COMPLETE;
    }
    if (rejected != null && rejected.attempt() >= attempt()) {
      return State.REJECTED;
    }
    if (cancelled || cancelledAttempt >= attempt()) {
      return State.CANCELLED;
    }
    if (awaitsFiles()) {
      return State.SUBMITTED;
    }
    boolean started =
        prepared != null || !cohorts.isEmpty() || !ends.isEmpty() || curves.iterations() > 0;
    return started ? State.RUNNING : State.SUBMITTED;
  }

  private boolean curveComplete(EvaluationEvent end) {
    return !(end instanceof TrialEvaluated evaluated)
        || curves.iterations(end.trial()) >= evaluated.training().iterations();
  }
}
