package org.descent.learning.head;

import org.descent.contracts.spec.HeadSpec;
import org.descent.learning.layer.StackedPass;
import org.tensorflow.Output;

/** Labels as cross-entropy takes them, in stacked programs. */
final class Labels {
  private Labels() {}

  /** y + smoothing · (1 / classes - y), with each trial's own smoothing. */
  static Output<?> smoothed(StackedPass pass, HeadSpec head, Output<?> y) {
    if (head.smoothing() == 0) {
      return y;
    }
    var xla = pass.xla();
    var pull = xla.subtract(xla.constant(1f / head.classes()), y);
    return xla.add(y, xla.multiply(pass.field(head.name() + "/smoothing"), pull));
  }
}
