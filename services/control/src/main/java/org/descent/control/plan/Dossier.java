package org.descent.control.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.event.CohortPlanned;
import org.descent.contracts.event.DatasetPrepared;
import org.descent.contracts.event.DatasetRejected;
import org.descent.contracts.event.Event;
import org.descent.contracts.event.ReportPublished;
import org.descent.contracts.event.SearchStep;
import org.descent.experiment.Experiment;
import org.descent.experiment.plan.Earlier;
import org.descent.experiment.plan.Planner;
import org.descent.experiment.plan.Sizing;
import org.descent.experiment.results.Ledger;
import org.descent.experiment.results.State;

/** Everything control knows about one experiment, and what it still has to do about it. */
final class Dossier {
  /** Those in which trainers have to hear again of what they have left where it stood. */
  private static final Set<State> GOING_ON = Set.of(State.RUNNING, State.CANCELLED);

  private final Ledger ledger;
  private final Set<String> planned = new HashSet<>();
  private final Set<String> cohorts = new HashSet<>();

  /** Cohorts in their last turn, as long as the experiment is not over: it may rest, and go on. */
  private final Map<String, CohortPlanned> last = new LinkedHashMap<>();

  private DatasetPrepared dataset;
  private final Set<ReportPublished> reported = new HashSet<>();
  private boolean repeated; // whether trials that failed were trained again
  private Earlier earlier; // null if nobody has looked since something happened
  private List<SearchStep> due; // null if nobody has looked since something happened

  Dossier(Experiment experiment) {
    this.ledger = new Ledger(experiment);
  }

  Experiment experiment() {
    return ledger.experiment();
  }

  /** Whether it is a submission whose data have not been read from their files. */
  boolean awaitsFiles() {
    return experiment().readsFiles() && !experiment().isOnItsData() && ledger.dataset().isEmpty();
  }

  /** Whether there are cohorts of it. */
  synchronized boolean hasPlanned() {
    return !cohorts.isEmpty();
  }

  /** Cohorts of {@code trials} that may be in training, as they were planned last. */
  synchronized List<String> underWay(Collection<String> trials) {
    return last.values().stream()
        .filter(cohort -> cohort.trials().stream().anyMatch(t -> trials.contains(t.trial())))
        .map(CohortPlanned::cohort)
        .toList();
  }

  /** Its results; only {@link #ask} looks at them while nobody writes in them. */
  Ledger ledger() {
    return ledger;
  }

  /** Takes an event in; false if it changes nothing. */
  synchronized boolean on(Event event) {
    due = null;
    earlier = null;
    if (event instanceof DatasetPrepared prepared
        && prepared.experiment().equals(experiment().id())) {
      return prepared(prepared);
    } else if (event instanceof CohortPlanned cohort) {
      cohorts.add(cohort.cohort());
      last.merge(cohort.cohort(), cohort, (a, b) -> a.turn() < b.turn() ? b : a);
      repeated |= cohort.trials().stream().anyMatch(trial -> !trial.insteadOf().isEmpty());
      boolean news = cohort.trials().stream().filter(t -> planned.add(t.trial())).count() > 0;
      news |= cohort.adopted().stream().filter(t -> planned.add(t.trial())).count() > 0;
      return ledger.on(event) | news;
    } else if (event instanceof ReportPublished report) {
      return reported.add(report);
    }
    return ledger.on(event);
  }

  /**
   * Data that the experiment does not fit counts as rejected; since that follows from the log it is
   * not written there again.
   */
  private boolean prepared(DatasetPrepared prepared) {
    if (dataset == null) {
      try {
        Planner.check(experiment(), prepared.shape(), prepared.targets());
      } catch (InvalidSpec e) {
        return ledger.on(
            new DatasetRejected(experiment().id(), e.getMessage(), prepared.attempt()));
      }
      dataset = prepared;
    }
    return ledger.on(prepared);
  }

  /** What it has trained, for an experiment that extends it. */
  synchronized Earlier earlier() {
    earlier = earlier == null ? ledger.earlier() : earlier;
    return earlier;
  }

  /** What {@code question} finds in the ledger while nobody writes in it. */
  synchronized <T> T ask(Function<Ledger, T> question) {
    return question.apply(ledger);
  }

  /** Whether there are trials that nobody has planned and somebody wants. */
  synchronized boolean toBePlanned() {
    return dataset != null && left() && ledger.status().state() == State.RUNNING;
  }

  private boolean left() {
    if (experiment().search().isEmpty()) {
      return planned.size() < experiment().trials() && !ledger.allEnded();
    }
    due = due == null ? ledger.due() : due;
    return !due.isEmpty();
  }

  /**
   * The events that control still has to publish, in order.
   *
   * @param earlier what need not be trained again
   */
  synchronized List<Event> missing(Sizing sizing, Earlier earlier) {
    var left = new ArrayList<Event>(leftBehind());
    if (toBePlanned()) {
      var further =
          experiment().search().isPresent()
              ? Planner.steps(experiment(), dataset, sizing, earlier, due, cohorts.size())
              : Planner.rest(experiment(), dataset, sizing, earlier, planned, cohorts.size());
      further.forEach(cohort -> left.add(cohort.in(ledger.turn())));
    }
    if (!left.isEmpty()) {
      return left;
    }
    boolean complete =
        dataset != null && ledger.allEnded() && ledger.status().state() == State.COMPLETE;
    if (complete) {
      last.clear();
    }
    if (!complete || !reported.isEmpty() && !repeated) {
      return List.of();
    }
    var report = ledger.report();
    return reported.contains(report) ? List.of() : List.of(report);
  }

  /** Cohorts that trainers have left where they stood, and that are to go on, or to be ended. */
  private List<CohortPlanned> leftBehind() {
    int turn = ledger.turn();
    if (turn == 0 || !GOING_ON.contains(ledger.status().state())) {
      return List.of();
    }
    return last.values().stream()
        .filter(cohort -> cohort.turn() < turn && ledger.isOpen(cohort))
        .map(cohort -> cohort.in(turn))
        .toList();
  }

  /** Cohorts of the trials that have failed; empty if none has, or its search has counted it in. */
  synchronized List<CohortPlanned> again(Sizing sizing) {
    var failed = ledger.failed();
    return failed.isEmpty() || dataset == null || experiment().search().isPresent()
        ? List.of()
        : Planner.again(experiment(), dataset, sizing, failed, cohorts.size()).stream()
            .map(cohort -> cohort.in(ledger.turn()))
            .toList();
  }
}
