package org.descent.learning.layer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A pass through the network of one trial.
 *
 * @param arrays of parameters by name, each in its shape
 * @param draws for each layer that draws, two words of this iteration: []
 * @param remembered what has been said of arrays that are not trained
 */
public record SinglePass(
    Ops tf,
    Mode mode,
    Map<String, Operand<TFloat32>> arrays,
    Map<String, List<Operand<TInt32>>> draws,
    Map<String, Operand<TFloat32>> remembered) {
  /** One in which nothing is drawn. */
  public SinglePass(Ops tf, Mode mode, Map<String, Operand<TFloat32>> arrays) {
    this(tf, mode, arrays, Map.of(), new LinkedHashMap<>());
  }

  /** Says what an array of parameters that is not trained is after a training pass. */
  void remember(String name, Operand<TFloat32> value) {
    remembered.put(name, value);
  }

  /** The array of parameters called {@code name}. */
  public Operand<TFloat32> array(String name) {
    var array = arrays.get(name);
    if (array == null) {
      throw new IllegalArgumentException("the network has no parameters " + name);
    }
    return array;
  }
}
