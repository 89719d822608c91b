package org.descent.control.plan;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.descent.contracts.event.Event;
import org.descent.contracts.event.ExperimentDeleted;
import org.descent.contracts.event.ExperimentSubmitted;
import org.descent.control.log.EventDates;

/** When experiments were handed in, as the log says. Safe for use by several threads. */
@Singleton
public class Calendar implements EventDates {
  private final Map<String, Instant> submissions = new ConcurrentHashMap<>();

  /** Of several submissions the first one counts. */
  @Override
  public void note(Event event, Instant at) {
    if (event instanceof ExperimentSubmitted submitted && at.toEpochMilli() > 0) {
      submissions.merge(submitted.experiment(), at, (a, b) -> a.isBefore(b) ? a : b);
    } else if (event instanceof ExperimentDeleted deleted) {
      submissions.remove(deleted.experiment());
    }
  }

  /** When {@code submission} (id) was first handed in; empty where the log does not say. */
  public Optional<Instant> submitted(String submission) {
    return Optional.ofNullable(submissions.get(submission));
  }
}
