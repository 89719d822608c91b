package org.descent.learning.head;

import org.descent.learning.graph.Xla;
import org.tensorflow.Output;

/** Answers that consist of several, in stacked programs. */
final class Answers {
  private Answers() {}

  /**
   * 1 where all outputs are right, else 0: [trials, 1, examples].
   *
   * @param right 1 or 0 for each output: [trials, outputs, examples]
   */
  static Output<?> all(Xla xla, Output<?> right) {
    return Xla.length(right, 1) == 1 ? right : xla.smallest(right, 1);
  }
}
