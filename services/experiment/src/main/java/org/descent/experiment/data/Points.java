package org.descent.experiment.data;

import java.util.List;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.DataSpec;

/** Data that needs no dice: the four points of XOR, and a single point. */
final class Points {
  private Points() {}

  /** (0,0) (0,1) (1,0) (1,1) with labels 0 1 1 0. */
  static Examples xor() {
    return labelled(2, new float[] {0, 0, 0, 1, 1, 0, 1, 1}, 0, 1, 1, 0);
  }

  /** One example: feature x, label y. */
  static Examples single(DataSpec.Point point) {
    return labelled(1, new float[] {(float) point.x()}, (float) point.y());
  }

  private static Examples labelled(int width, float[] features, float... labels) {
    return new Examples(List.of(width), features, List.of(new Examples.Target("label", labels)));
  }
}
