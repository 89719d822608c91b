package org.descent.control.plan;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.descent.contracts.event.Event;
import org.descent.contracts.event.ExperimentDeleted;
import org.descent.contracts.event.ExperimentSubmitted;
import org.descent.contracts.event.ReportPublished;
import org.descent.control.log.EventDates;

/**
 * When experiments were handed in and reported on, as the log says. Safe for use by several
 * threads.
 */
@Singleton
public class Calendar implements EventDates {
  private final Map<String, Instant> submissions = new ConcurrentHashMap<>();
  private final Map<String, Instant> reports = new ConcurrentHashMap<>();

  /** Of several submissions the first one counts, of several reports the last. */
  @Override
  public void note(Event event, Instant at) {
    if (at.toEpochMilli() <= 0) {
      return;
    }
    if (event instanceof ExperimentSubmitted submitted) {
      submissions.merge(submitted.experiment(), at, (a, b) -> a.isBefore(b) ? a : b);
    } else if (event instanceof ExperimentDeleted deleted) {
      submissions.remove(deleted.experiment());
    } else if (event instanceof ReportPublished report) {
      reports.merge(report.experiment(), at, (a, b) -> a.isAfter(b) ? a : b);
    }
  }

  /** When {@code submission} (id) was first handed in; empty where the log does not say. */
  public Optional<Instant> submitted(String submission) {
    return Optional.ofNullable(submissions.get(submission));
  }

  /** When {@code experiment} (id) was reported on: it had ended; empty until then. */
  public Optional<Instant> reported(String experiment) {
    return Optional.ofNullable(reports.get(experiment));
  }
}
