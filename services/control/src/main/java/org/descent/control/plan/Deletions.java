package org.descent.control.plan;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.descent.contracts.event.DatasetEvent;
import org.descent.contracts.event.DatasetPrepared;
import org.descent.contracts.event.Event;
import org.descent.contracts.event.ExperimentCancelled;
import org.descent.contracts.event.ExperimentDeleted;
import org.descent.contracts.event.ExperimentNoted;
import org.descent.contracts.event.ExperimentPaused;
import org.descent.contracts.event.ExperimentSubmitted;

/** What has been deleted, and may still be told of. Safe for use by several threads. */
final class Deletions {
  private final Map<String, Integer> attempts = new ConcurrentHashMap<>(); // by id

  void add(ExperimentDeleted deleted) {
    deleted.ids().forEach(id -> attempts.merge(id, deleted.attempt(), Math::max));
  }

  /** The last handing in of {@code id} that was deleted; -1 if none was. */
  int last(String id) {
    return attempts.getOrDefault(id, -1);
  }

  /** Whether nothing can come of {@code id} any more. */
  boolean isForever(String id) {
    return last(id) == ExperimentDeleted.FOREVER;
  }

  /** Whether {@code event} tells of what has been deleted. */
  boolean include(Event event) {
    int last = Math.max(last(event.experiment()), last(submission(event)));
    return last == ExperimentDeleted.FOREVER || last >= 0 && attempt(event) <= last;
  }

  private static String submission(Event event) {
    return event instanceof DatasetPrepared prepared ? prepared.submission() : event.experiment();
  }

  /** Which handing in it tells of; {@link ExperimentDeleted#FOREVER} for what trials come to. */
  private static int attempt(Event event) {
    if (event instanceof ExperimentSubmitted submitted) {
      return submitted.attempt();
    } else if (event instanceof ExperimentCancelled cancelled) {
      return cancelled.submission().attempt();
    } else if (event instanceof ExperimentPaused paused) {
      return paused.submission().attempt();
    } else if (event instanceof ExperimentNoted noted) {
      return noted.attempt();
    } else if (event instanceof DatasetEvent dataset) {
      return dataset.attempt();
    }
    return ExperimentDeleted.FOREVER;
  }
}
