package org.descent.learning.stacked;

import java.util.Map;
import java.util.function.Function;
import org.descent.contracts.spec.Activation;
import org.descent.learning.graph.Transcendental;
import org.descent.learning.graph.Xla;
import org.tensorflow.Output;

/** A hidden layer's activation and its derivative, each trial with its own; any shape will do. */
final class LayerStep {
  private final Xla xla;
  private final ProgramShape.Hidden layer;
  private final Map<String, Output<?>> fields;

  LayerStep(Xla xla, ProgramShape.Hidden layer, Map<String, Output<?>> fields) {
    this.xla = xla;
    this.layer = layer;
    this.fields = fields;
  }

  /** z → a, [trials, units, …]. */
  Output<?> activate(Output<?> z) {
    return choose(activation -> activate(activation, z));
  }

  /** ∂loss/∂a → ∂loss/∂z, [trials, units, …]. */
  Output<?> derive(Output<?> a, Output<?> gradient) {
    return choose(activation -> derive(activation, a, gradient));
  }

  private Output<?> activate(Activation activation, Output<?> z) {
    return switch (activation) {
      case SIGMOID -> new Transcendental(xla).sigmoid(z);
      case RELU -> rectify(z, z);
      case TANH -> new Transcendental(xla).tanh(z);
      case NONE -> z;
    };
  }

  private Output<?> derive(Activation activation, Output<?> a, Output<?> gradient) {
    var one = xla.constant(1f);
    return switch (activation) {
      case SIGMOID -> xla.multiply(gradient, xla.multiply(a, xla.subtract(one, a)));
      case RELU -> rectify(a, gradient); // a is above 0 where z is
      case TANH -> xla.multiply(gradient, xla.subtract(one, xla.multiply(a, a)));
      case NONE -> gradient;
    };
  }

  /** {@code value} where z is above 0, else 0; NaN stays NaN, which a maximum would not promise. */
  private Output<?> rectify(Output<?> z, Output<?> value) {
    var zero = xla.constant(0f);
    return xla.select(xla.lessOrEqual(z, zero), zero, value);
  }

  private Output<?> choose(Function<Activation, Output<?>> formula) {
    var activations = layer.activations();
    var chosen = formula.apply(activations.get(0));
    for (var activation : activations.subList(1, activations.size())) {
      var mask = fields.get(ProgramFields.mask(layer, activation));
      chosen = xla.select(mask, formula.apply(activation), chosen);
    }
    return chosen;
  }
}
