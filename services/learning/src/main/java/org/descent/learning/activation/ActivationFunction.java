package org.descent.learning.activation;

import java.util.List;
import java.util.Map;
import org.descent.contracts.spec.Activation;
import org.descent.learning.graph.Gradients;
import org.descent.learning.graph.Xla;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A function that is applied element by element, in both engines. */
public interface ActivationFunction {
  /** z → a, arrays of any shape. */
  Output<?> stacked(Xla xla, Output<?> z);

  /**
   * ∂loss/∂a → ∂loss/∂z: derived, unless there is something faster.
   *
   * @param a what the function makes of {@code z}
   */
  default Output<?> back(Xla xla, Output<?> z, Output<?> a, Output<?> g) {
    var own = xla.afresh();
    return Gradients.of(own, Map.of(stacked(own, z), g), List.of(z)).get(z);
  }

  /** z → a with TensorFlow's own operations, whose derivatives TensorFlow knows. */
  Operand<TFloat32> single(Ops tf, Operand<TFloat32> z);

  /** The function that {@code activation} names. */
  static ActivationFunction of(Activation activation) {
    return switch (activation) {
      case SIGMOID -> new Sigmoid();
      case RELU -> new Relu();
      case TANH -> new Tanh();
      case NONE -> new Identity();
      case LEAKY_RELU -> new LeakyRelu();
      case ELU -> new Elu();
      case SELU -> new Selu();
      case GELU -> new Gelu();
      case SILU -> new Silu();
      case MISH -> new Mish();
      case SOFTPLUS -> new Softplus();
      case SQUARE -> new Square();
    };
  }
}
