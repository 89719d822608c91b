package org.descent.experiment.results;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.descent.contracts.event.Event;

/** What was told of trials before a cohort named them, in its order. */
final class EarlyEvents {
  private final Map<String, List<Early>> byTrial = new HashMap<>();
  private long count;

  private record Early(long place, Event event) {}

  /** Keeps {@code event} as far as it is about trials that are not among those {@code planned}. */
  void keep(Event event, Set<String> planned) {
    Early early = null;
    for (var trial : Adoption.about(event)) {
      if (!planned.contains(trial)) {
        early = early == null ? new Early(count++, event) : early;
        byTrial.computeIfAbsent(trial, t -> new ArrayList<>(1)).add(early);
      }
    }
  }

  /** What was told of {@code trials}, as it came; it is not kept any longer. */
  Collection<Event> take(List<String> trials) {
    var taken = new TreeMap<Long, Event>();
    for (var trial : trials) {
      var told = byTrial.remove(trial);
      if (told != null) {
        told.forEach(early -> taken.put(early.place(), early.event()));
      }
    }
    return taken.values();
  }

  /** What was told of {@code trial}. */
  List<Event> about(String trial) {
    return byTrial.getOrDefault(trial, List.of()).stream().map(Early::event).toList();
  }
}
