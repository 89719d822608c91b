package org.descent.control;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import org.descent.messaging.Service;

/** The plain objects that the edges share. */
class Wiring {
  /** It makes its topics itself, and is there before the broker is. */
  @Produces
  @Singleton
  Service service() {
    return new Service("control", List.of());
  }

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
