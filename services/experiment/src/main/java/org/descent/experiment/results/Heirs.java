package org.descent.experiment.results;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.descent.contracts.event.Event;

/** Who takes over from which trials. Safe for use by several threads. */
public final class Heirs {
  private final Map<String, List<Adoption>> byTrial = new ConcurrentHashMap<>();

  /** From now on {@code adoption} is told what it takes over. */
  public void add(Adoption adoption) {
    byTrial
        .computeIfAbsent(adoption.adopted().from(), trial -> new CopyOnWriteArrayList<>())
        .add(adoption);
  }

  /** Gives what {@code event} tells of trials that take over from those that it is about. */
  public void tell(Event event, Consumer<Event> hearer) {
    for (var trial : byTrial.isEmpty() ? List.<String>of() : Adoption.about(event)) {
      for (var heir : byTrial.getOrDefault(trial, List.of())) {
        heir.told(event).ifPresent(hearer);
      }
    }
  }
}
