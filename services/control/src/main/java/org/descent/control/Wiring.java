package org.descent.control;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The plain objects that the edges share. */
class Wiring {
  @Produces
  @Singleton
  Experiments experiments() {
    return new Experiments();
  }

  @Produces
  @Singleton
  Replay replay() {
    return new Replay();
  }
}
