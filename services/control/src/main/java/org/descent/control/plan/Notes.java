package org.descent.control.plan;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.descent.contracts.event.ExperimentDeleted;
import org.descent.contracts.event.ExperimentNoted;
import org.descent.experiment.results.ExperimentStatus;

/** What people say of experiments. Safe for use by several threads. */
final class Notes {
  private final Map<String, ExperimentNoted> last = new ConcurrentHashMap<>(); // by experiment

  /** False if something later was said already, or the same. */
  boolean on(ExperimentNoted noted) {
    var before = of(noted.experiment());
    return !last.merge(noted.experiment(), noted, ExperimentNoted::or).equals(before);
  }

  /** Forgets what was said of the handings in that are deleted. */
  void on(ExperimentDeleted deleted) {
    for (var id : deleted.ids()) {
      last.computeIfPresent(id, (key, n) -> n.attempt() <= deleted.attempt() ? null : n);
    }
  }

  ExperimentNoted of(String experiment) {
    return last.getOrDefault(experiment, ExperimentNoted.nothing(experiment));
  }

  ExperimentStatus on(ExperimentStatus status) {
    var noted = of(status.experiment());
    return noted.isEmpty() ? status : status.noted(noted.tags(), noted.note(), noted.archived());
  }
}
