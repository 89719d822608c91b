package org.descent.learning.layer;

import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A pass through the network of one trial.
 *
 * @param arrays of parameters by name, each in its shape
 */
public record SinglePass(Ops tf, Mode mode, Map<String, Operand<TFloat32>> arrays) {
  /** The array of parameters called {@code name}. */
  public Operand<TFloat32> array(String name) {
    var array = arrays.get(name);
    if (array == null) {
      throw new IllegalArgumentException("the network has no parameters " + name);
    }
    return array;
  }
}
