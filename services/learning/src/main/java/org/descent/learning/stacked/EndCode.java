package org.descent.learning.stacked;

import org.descent.contracts.event.End;

/** How a program writes that a trial is running, or how it ended. */
final class EndCode {
  static final int RUNNING = 0;
  static final int CONVERGED = 1;
  static final int EXHAUSTED = 2;
  static final int DIVERGED = 3;

  /** Stands for no trial: fills a program up. */
  static final int INERT = 4;

  private EndCode() {}

  static End end(int code) {
    return switch (code) {
      case CONVERGED -> End.CONVERGED;
      case EXHAUSTED -> End.EXHAUSTED;
      case DIVERGED -> End.DIVERGED;
      default -> throw new IllegalArgumentException("no trial ends with code " + code);
    };
  }
}
