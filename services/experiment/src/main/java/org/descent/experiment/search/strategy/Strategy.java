package org.descent.experiment.search.strategy;

import java.util.Optional;

/**
 * Proposes variants. A strategy is a function: what it proposes depends on its own settings, the
 * history and the turn alone, and never on what it was asked before.
 */
public interface Strategy {
  /**
   * Coordinates of the next variant in the unit cube, [dimensions of the history's space]; empty if
   * there are no more. A proposal that breaks a constraint or was made before is not used: the same
   * turn comes again, as its next attempt.
   */
  Optional<double[]> propose(History history, Turn turn);

  /** Number of objectives it is made for. */
  default int objectives() {
    return 1;
  }
}
