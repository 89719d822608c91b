package org.descent.learning.optimiser;

import java.util.List;
import java.util.Map;
import org.descent.contracts.spec.OptimiserSpec;

/** How an array of parameters follows its gradient; formulas as in {@link OptimiserSpec}. */
interface Optimiser {
  /** What it remembers of each parameter, by name. */
  List<String> slots();

  /** Where all elements of a slot start. */
  default double start(String slot) {
    return 0;
  }

  /** Whether each parameter is updated by itself, whatever others an array has. */
  default boolean elementwise() {
    return true;
  }

  /** What its update wants to know, the learning rate included. */
  List<Setting> settings();

  /**
   * The parameters after an update, and then what is remembered of them.
   *
   * @param settings by name
   */
  <T> List<T> update(Calculus<T> a, Map<String, T> settings, Parameters<T> parameters);
}
