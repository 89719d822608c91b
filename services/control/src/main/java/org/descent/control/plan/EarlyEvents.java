package org.descent.control.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.descent.contracts.event.CohortPlanned;
import org.descent.contracts.event.Event;
import org.descent.contracts.event.TrainingProgressed;
import org.jboss.logging.Logger;

/**
 * Events of experiments that are not known yet. Since topics are read side by side there are some
 * for a moment; of experiments that nobody ever hands in they would stay. So there is room for so
 * many only: then those that have waited longest are forgotten, and control knows of them again
 * when it reads the log anew. One thread at a time.
 */
final class EarlyEvents {
  private static final Logger LOG = Logger.getLogger(EarlyEvents.class);

  /** The most numbers that wait, in curves and elsewhere: 40 MB if they are not packed. */
  static final long MOST = 10_000_000;

  /** How often it is said; whoever makes experiments up makes up many. */
  private static final int SAID = 10;

  /** What an event takes besides, in numbers. */
  private static final int USUAL = 250;

  private final Map<String, List<Event>> waiting = new LinkedHashMap<>();
  private long size;
  private int forgotten;

  /** Keeps {@code event} for the experiment of this id. */
  void add(String experiment, Event event) {
    waiting.computeIfAbsent(experiment, id -> new ArrayList<>()).add(event);
    size += size(event);
    while (size > MOST) {
      var longest = waiting.keySet().iterator().next();
      remove(longest);
      if (forgotten++ < SAID) {
        LOG.warnf("what is told of %s, which nobody has handed in, is left out", longest);
      }
    }
  }

  /** Hands out what has waited for the experiment of this id, in its order. */
  List<Event> remove(String experiment) {
    var events = waiting.remove(experiment);
    if (events == null) {
      return List.of();
    }
    events.forEach(event -> size -= size(event));
    return events;
  }

  private static long size(Event event) {
    long size = USUAL;
    if (event instanceof TrainingProgressed progress) {
      size +=
          progress.slices().stream().mapToLong(slice -> slice.count()).sum()
              * progress.metrics().size();
      size += progress.measured().stream().mapToLong(m -> m.iterations().size() * 2L).sum();
    } else if (event instanceof CohortPlanned cohort) {
      size += (long) USUAL * (cohort.trials().size() + cohort.adopted().size());
    }
    return size;
  }
}
