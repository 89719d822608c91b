package org.descent.experiment.results;

import java.util.Optional;
import org.descent.contracts.event.DatasetEvent;
import org.descent.contracts.event.DatasetPrepared;
import org.descent.contracts.event.DatasetRejected;
import org.descent.contracts.event.Event;
import org.descent.contracts.event.ExperimentCancelled;
import org.descent.contracts.event.ExperimentPaused;
import org.descent.contracts.event.ExperimentSubmitted;
import org.descent.experiment.Experiment;

/**
 * What has been said of an experiment as a whole: handed in, answered, cancelled, paused. Of the
 * answers to several submissions the one to the last counts, and of two to the same one the
 * rejection.
 */
final class Submissions {
  private final Experiment experiment;
  private DatasetPrepared prepared;
  private DatasetRejected rejected;
  private int submittedAttempt;
  private int preparedAttempt = -1;

  /** The last submission that became another experiment, since its files had been read. */
  private int answeredAttempt = -1;

  private int cancelledAttempt = -1;
  private boolean cancelled;
  private int turn; // see ExperimentPaused
  private boolean paused;

  /**
   * @param experiment as it was handed in
   */
  Submissions(Experiment experiment) {
    this.experiment = experiment;
  }

  /**
   * Takes an event in.
   *
   * @return false if it says nothing new, or is of another experiment or kind
   */
  boolean on(Event event) {
    if (event instanceof ExperimentSubmitted submitted) {
      return experiment.id().equals(submitted.experiment()) && submittedAgain(submitted);
    } else if (event instanceof DatasetEvent answer) {
      return experiment.id().equals(answer.experiment())
          ? answered(answer)
          : experiment.id().equals(answer.submission()) && answeredElsewhere(answer);
    } else if (event instanceof ExperimentCancelled cancellation) {
      return cancelled(cancellation);
    } else if (event instanceof ExperimentPaused pause) {
      return experiment.id().equals(pause.experiment()) && paused(pause);
    }
    return false;
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

  private boolean paused(ExperimentPaused pause) {
    boolean news = pause.turn() > turn;
    if (news) {
      turn = pause.turn();
      paused = pause.paused();
    }
    return news;
  }

  private boolean isSubmissionOnFiles() {
    return experiment.readsFiles() && experiment.id().equals(experiment.submission());
  }

  /** The last submission of its document that it is known to belong to, from 0. */
  int attempt() {
    return prepared == null || awaitsFiles() ? submittedAttempt : preparedAttempt;
  }

  /** Whether it is a submission whose files are still to be read, at all or again. */
  boolean awaitsFiles() {
    return isSubmissionOnFiles() && submittedAttempt > Math.max(preparedAttempt, answeredAttempt);
  }

  /** Its data, once that stands in the log. */
  Optional<DatasetPrepared> prepared() {
    return Optional.ofNullable(prepared);
  }

  boolean isRejected() {
    return rejected != null && rejected.attempt() >= attempt();
  }

  /** Why its data were refused last; they must have been. */
  String reason() {
    return rejected.reason();
  }

  boolean isCancelled() {
    return cancelled || cancelledAttempt >= attempt();
  }

  boolean isPaused() {
    return paused;
  }

  /** How often it has been paused or gone on, see {@link ExperimentPaused}. */
  int turn() {
    return turn;
  }
}
