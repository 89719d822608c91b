package org.descent.experiment.judge;

import java.util.ArrayList;
import java.util.List;
import org.descent.contracts.event.Metrics;
import org.descent.contracts.event.TrialEvaluated.Line;
import org.descent.contracts.spec.Activation;
import org.descent.contracts.spec.HeadKind;
import org.descent.contracts.spec.LayerSpec;
import org.descent.contracts.spec.NetworkSpec;
import org.descent.contracts.spec.ParameterLayout;

/** The lines on which the units of a small network are zero. */
final class SeparatingLines {
  private static final String INPUT = "input";
  private static final String HIDDEN = "hidden";

  /** Units whose lines are drawn. */
  private static final int MOST_UNITS = 32;

  private SeparatingLines() {}

  static List<Line> of(
      NetworkSpec network,
      List<Integer> inputShape,
      int iteration,
      float[] weights,
      Metrics found) {
    boolean dense =
        network.layers().stream()
            .allMatch(l -> l instanceof LayerSpec.Dense || l instanceof LayerSpec.Flatten);
    int inputs = inputShape.stream().reduce(1, Math::multiplyExact);
    var head = network.heads().get(0);
    if (!dense || inputs != 2 || network.heads().size() > 1 || head.kind() != HeadKind.BINARY) {
      return List.of();
    }
    var layout = ParameterLayout.of(network, inputShape);
    var maps = new ArrayList<Affine>(); // the hidden layers, before their activations
    boolean linear = true;
    for (int i = 0; i < network.layers().size(); i++) {
      if (network.layers().get(i) instanceof LayerSpec.Dense layer) {
        maps.add(Affine.of(layout, "layer" + i, weights, !layer.unbiased()));
        linear &= layer.activation() == Activation.NONE;
      }
    }
    var output = Affine.of(layout, head.name(), weights, true);
    double accuracy =
        found.heads().stream()
            .filter(h -> h.name().equals(head.name()))
            .mapToDouble(Metrics.Head::accuracy)
            .findFirst()
            .orElse(Double.NaN);

    var lines = new ArrayList<Line>();
    if (maps.size() == 1 && maps.get(0).outputs() == 2) {
      lines.add(maps.get(0).line(0, iteration, INPUT, "h1", Double.NaN));
      lines.add(maps.get(0).line(1, iteration, INPUT, "h2", Double.NaN));
      lines.add(output.line(0, iteration, HIDDEN, head.name(), accuracy));
    }
    if (linear) {
      var whole = maps.stream().reduce(Affine::then).map(m -> m.then(output)).orElse(output);
      lines.add(whole.line(0, iteration, INPUT, head.name(), accuracy));
    }
    return lines;
  }

  /** Of the first layer, if it is dense; [units, 3]. */
  static float[] ofUnits(NetworkSpec network, List<Integer> inputShape, float[] weights) {
    var layers = network.layers();
    int first = 0;
    while (first < layers.size() && layers.get(first) instanceof LayerSpec.Flatten) {
      first++;
    }
    int inputs = inputShape.stream().reduce(1, Math::multiplyExact);
    if (first == layers.size()
        || inputs != 2
        || !(layers.get(first) instanceof LayerSpec.Dense dense)
        || dense.units() > MOST_UNITS) {
      return new float[0];
    }
    var layout = ParameterLayout.of(network, inputShape);
    var map = Affine.of(layout, "layer" + first, weights, !dense.unbiased());
    var lines = new float[3 * map.outputs()];
    for (int unit = 0; unit < map.outputs(); unit++) {
      lines[3 * unit] = (float) map.weights[0][unit];
      lines[3 * unit + 1] = (float) map.weights[1][unit];
      lines[3 * unit + 2] = (float) map.biases[unit];
    }
    return lines;
  }

  /** x·W + b. weights: [in][out], biases: [out]. */
  private record Affine(double[][] weights, double[] biases) {
    static Affine of(ParameterLayout layout, String name, float[] flat, boolean biased) {
      var w = layout.parameter(name + "/weights");
      int first = biased ? layout.parameter(name + "/biases").offset() : 0;
      int out = w.shape().get(1);
      var weights = new double[w.shape().get(0)][out];
      var biases = new double[out];
      for (int j = 0; j < out; j++) {
        biases[j] = biased ? flat[first + j] : 0;
        for (int i = 0; i < weights.length; i++) {
          weights[i][j] = flat[w.offset() + i * out + j];
        }
      }
      return new Affine(weights, biases);
    }

    int outputs() {
      return biases.length;
    }

    /** This map, then {@code next}: x·(W·V) + (b·V + c). */
    Affine then(Affine next) {
      var product = new double[weights.length][];
      for (int i = 0; i < weights.length; i++) {
        product[i] = next.applied(weights[i]);
      }
      var shift = next.applied(biases);
      for (int j = 0; j < shift.length; j++) {
        shift[j] += next.biases[j];
      }
      return new Affine(product, shift);
    }

    /** row·W. */
    private double[] applied(double[] row) {
      var sums = new double[biases.length];
      for (int i = 0; i < row.length; i++) {
        for (int j = 0; j < sums.length; j++) {
          sums[j] += row[i] * weights[i][j];
        }
      }
      return sums;
    }

    Line line(int unit, int iteration, String plane, String of, double accuracy) {
      return new Line(
          iteration, plane, of, weights[0][unit], weights[1][unit], biases[unit], accuracy);
    }
  }
}
