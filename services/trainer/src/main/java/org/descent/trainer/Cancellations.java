package org.descent.trainer;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The experiments that nobody wants the rest of, as far as is known. */
@ApplicationScoped
class Cancellations {
  private final Set<String> experiments = ConcurrentHashMap.newKeySet();

  void add(String experiment) {
    experiments.add(experiment);
  }

  /** Handed in once more: its trials are wanted again. */
  void remove(String experiment) {
    experiments.remove(experiment);
  }

  boolean contains(String experiment) {
    return experiments.contains(experiment);
  }
}
