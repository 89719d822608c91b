package org.descent.learning.stacked;

/** Decides when the survivors of a stack are worth a smaller program. */
interface Repacking {
  /** What a move costs when its program is there: new tensors, a lost run's rhythm. */
  double MOVE_SECONDS = 0.002;

  /** What a program costs to compile. */
  double COMPILE_SECONDS = 1;

  /** Moves when that is expected to save more time than it costs. */
  Repacking WHERE_IT_PAYS =
      (from, to, iterations, seconds, compiled) -> {
        double saved = iterations * seconds * (from - to) / from;
        return saved > (compiled ? MOVE_SECONDS : COMPILE_SECONDS);
      };

  /** Moves whenever a smaller program would do. */
  Repacking ALWAYS = (from, to, iterations, seconds, compiled) -> true;

  /**
   * Whether to move; never changes a result.
   *
   * @param from trials that the program stacks
   * @param to trials that a smaller program would stack
   * @param iterations that are left, at most
   * @param seconds an iteration takes now
   * @param compiled whether the smaller program is there
   */
  boolean worthwhile(int from, int to, int iterations, double seconds, boolean compiled);
}
