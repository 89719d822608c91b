package org.descent.control.log;

import org.descent.contracts.event.Event;

/** Who acts on what the log says. */
public interface EventHandler {
  /**
   * Takes an event in, which may be known already; the next one of its partition waits meanwhile.
   *
   * @throws RuntimeException if its record cannot be made sense of
   */
  void handle(Event event);
}
