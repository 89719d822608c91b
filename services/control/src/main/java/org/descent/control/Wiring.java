package org.descent.control;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import org.descent.messaging.Service;

/** What control is to the process that it runs in. */
class Wiring {
  /** It makes its topics itself, and is there before the broker is. */
  @Produces
  @Singleton
  Service service() {
    return new Service("control", List.of());
  }
}
