package org.descent.learning.graph;

import java.util.List;
import java.util.function.UnaryOperator;
import org.tensorflow.Output;

/**
 * One operation of a program, and how a derivative goes back through it.
 *
 * @param operands what {@code result} was made of
 * @param pullbacks for each operand: from the derivative by the result to that by the operand,
 *     which may still be as large as the operand was broadcast to
 */
record Step(Output<?> result, List<Output<?>> operands, List<Pullback> pullbacks) {
  /** From the derivative by a result to the derivative by an operand. */
  interface Pullback extends UnaryOperator<Output<?>> {}

  /** Of operands that a result follows in steps, if at all: the derivative is 0. */
  static final Pullback FLAT =
      g -> {
        throw new IllegalStateException("nothing is pulled back to where a result is flat");
      };

  Step {
    operands = List.copyOf(operands);
    pullbacks = List.copyOf(pullbacks);
    if (operands.size() != pullbacks.size()) {
      throw new IllegalArgumentException(
          operands.size() + " operands, " + pullbacks.size() + " pullbacks");
    }
  }

  /** Whether a derivative goes back through it to operand {@code i}. */
  boolean follows(int i) {
    return pullbacks.get(i) != FLAT;
  }
}
