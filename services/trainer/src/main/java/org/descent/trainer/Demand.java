package org.descent.trainer;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.descent.contracts.event.CohortPlanned;
import org.descent.contracts.event.ExperimentCancelled;
import org.descent.contracts.event.ExperimentDeleted;
import org.descent.contracts.event.ExperimentEvent;
import org.descent.contracts.event.ExperimentNoted;
import org.descent.contracts.event.ExperimentPaused;

/** What is wanted of experiments, as far as is known. */
@ApplicationScoped
class Demand {
  private final Set<String> cancelled = ConcurrentHashMap.newKeySet();
  private final Map<String, Integer> turns = new ConcurrentHashMap<>();

  void on(ExperimentEvent event) {
    if (event instanceof ExperimentNoted) {
      return; // people's affair
    }
    if (event instanceof ExperimentPaused paused) {
      turns.merge(paused.experiment(), paused.turn(), Math::max);
    }
    if (event instanceof ExperimentDeleted deleted) {
      cancelled.addAll(deleted.ids());
    } else if (event instanceof ExperimentCancelled) {
      cancelled.add(event.experiment());
    } else {
      cancelled.remove(event.experiment()); // handed in once more: its trials are wanted again
    }
  }

  /** Whether nobody wants the rest of {@code cohort}. */
  boolean isCancelled(CohortPlanned cohort) {
    return cancelled.contains(cohort.experiment());
  }

  /**
   * Whether {@code cohort} is to stay where it stands, since its experiment was paused after it was
   * published. It is published again when that goes on, or has been already.
   */
  boolean isLeft(CohortPlanned cohort) {
    return turns.getOrDefault(cohort.experiment(), 0) > cohort.turn();
  }
}
