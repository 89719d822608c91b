package org.descent.control.log;

import java.time.Instant;
import org.descent.contracts.event.Event;

/** Who keeps when events were written. */
public interface EventDates {
  /**
   * Hears of an event before anybody acts on it.
   *
   * @param at when the log took it in; before 1970 where it does not say
   */
  void note(Event event, Instant at);
}
