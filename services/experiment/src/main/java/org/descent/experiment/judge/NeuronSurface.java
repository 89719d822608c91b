package org.descent.experiment.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import org.descent.contracts.Floats;
import org.descent.contracts.event.Surface;
import org.descent.contracts.spec.Loss;

/** The closed forms of one sigmoid neuron a = σ(w·x + b), averaged over examples (x, y). */
final class NeuronSurface {
  private NeuronSurface() {}

  static double error(Surface surface, Loss loss, float[] x, float[] y) {
    float[] values = Floats.fromBytes(surface.values());
    double[] weights = surface.weights();
    double[] biases = surface.biases();
    if (values.length != weights.length * biases.length) {
      throw new IllegalArgumentException(
          surface.quantity()
              + ": "
              + values.length
              + " values for "
              + weights.length
              + "×"
              + biases.length
              + " points");
    }
    var forms = new ArrayList<DoubleBinaryOperator>();
    for (int i = 0; i < x.length; i++) {
      forms.add(closedForm(surface.quantity(), loss, x[i], y[i]));
    }
    double error = 0;
    for (int i = 0; i < weights.length; i++) {
      for (int j = 0; j < biases.length; j++) {
        double exact = mean(forms, weights[i], biases[j]);
        error = Math.max(error, Math.abs(values[i * biases.length + j] - exact));
      }
    }
    return error;
  }

  private static double mean(List<DoubleBinaryOperator> forms, double weight, double bias) {
    double sum = 0;
    for (var form : forms) {
      sum += form.applyAsDouble(weight, bias);
    }
    return sum / forms.size();
  }

  private static DoubleBinaryOperator closedForm(String quantity, Loss loss, double x, double y) {
    return switch (quantity) {
      case "activation" -> (w, b) -> Sigmoid.of(w * x + b);
      case "loss" ->
          loss == Loss.L2
              ? (w, b) -> Math.pow(Sigmoid.of(w * x + b) - y, 2)
              : (w, b) -> crossEntropy(w * x + b, y);
      case "weight-gradient" -> (w, b) -> gradient(w * x + b, y, loss) * x;
      case "bias-gradient" -> (w, b) -> gradient(w * x + b, y, loss);
      default -> throw new IllegalArgumentException("surface of an unknown quantity " + quantity);
    };
  }

  /** -[y ln a + (1 - y) ln(1 - a)] with ln a = -ln(1 + e⁻ᶻ) and ln(1 - a) = -ln(1 + eᶻ). */
  private static double crossEntropy(double z, double y) {
    return y * softplus(-z) + (1 - y) * softplus(z);
  }

  private static double softplus(double z) {
    return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
  }

  /** ∂loss/∂z: 2(a - y)·a(1 - a) for L2, a - y for cross-entropy. */
  private static double gradient(double z, double y, Loss loss) {
    double a = Sigmoid.of(z);
    return loss == Loss.L2 ? 2 * (a - y) * a * (1 - a) : a - y;
  }
}
