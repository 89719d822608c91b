package org.descent.messaging;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.descent.transport.SharedDatasets;

/** What services of one process have in common. */
@ApplicationScoped
class Sharing {
  @Produces
  @Singleton
  SharedDatasets datasets() {
    return new SharedDatasets();
  }
}
