package org.descent.experiment.search.stopping;

import java.util.List;
import java.util.Optional;
import org.descent.experiment.search.observation.VariantState;

/**
 * Says how far variants are trained. Every variant is trained to its first budget; from there on it
 * waits, with its weights kept, until the rule continues it, which may be at the very next step or
 * never. A rule is a function of what it is asked.
 */
public interface Stopping {
  /** Iterations that the variant of this number is trained for at first. */
  int firstBudget(int variant);

  /** Iterations that a variant is trained for at most. */
  int lastBudget();

  /** The variant that is continued next, if there is one that deserves it. */
  Optional<Continuation> next(List<VariantState> variants);

  /**
   * A variant goes on.
   *
   * @param budget iterations that its trials are to have then, from their start on
   */
  record Continuation(int variant, int budget) {}
}
