package org.descent.learning.layer;

import org.descent.contracts.spec.ActivationLayer;
import org.descent.learning.activation.ActivationFunction;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.types.TFloat32;

/** An activation by itself. */
record ElementwiseLayer(ActivationLayer spec, Place place) implements Layer {
  @Override
  public Output<?> stacked(StackedPass pass, Output<?> input) {
    return pass.activated(place.name(), input);
  }

  @Override
  public Operand<TFloat32> single(SinglePass pass, Operand<TFloat32> input) {
    return ActivationFunction.of(spec.activation()).single(pass.tf(), input);
  }
}
