package org.descent.learning.oracle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.descent.contracts.spec.LayerSpec;
import org.descent.contracts.spec.NetworkSpec;
import org.descent.contracts.spec.ParameterLayout;

/**
 * A network in plain Java and double precision, one example at a time: written from the formulas,
 * not from the graphs it judges.
 */
final class OracleNetwork {
  private final NetworkSpec network;
  private final ParameterLayout layout;

  OracleNetwork(NetworkSpec network, List<Integer> inputShape) {
    this.network = network;
    this.layout = ParameterLayout.of(network, inputShape);
  }

  int parameters() {
    return layout.size();
  }

  /** The output of every layer for one example; element 0 is the example itself. */
  List<double[]> layers(double[] parameters, double[] x) {
    var outputs = new ArrayList<double[]>();
    outputs.add(x);
    for (int i = 0; i < network.layers().size(); i++) {
      var layer = network.layers().get(i);
      var input = outputs.get(i);
      var z = weighted(parameters, i, input);
      outputs.add(Arrays.stream(z).map(v -> Functions.value(layer.activation(), v)).toArray());
    }
    return outputs;
  }

  /** One head's logits. */
  double[] logits(double[] parameters, int head, List<double[]> layers) {
    return dense(parameters, network.heads().get(head).name(), layers.get(layers.size() - 1));
  }

  /**
   * Adds one example's share of the gradient.
   *
   * @param derivatives of the loss by each head's logits
   */
  void addGradient(
      double[] parameters, List<double[]> layers, List<double[]> derivatives, double[] gradient) {
    var input = layers.get(layers.size() - 1);
    var derivative = new double[input.length];
    for (int head = 0; head < derivatives.size(); head++) {
      var share =
          denseBack(
              parameters, network.heads().get(head).name(), input, derivatives.get(head), gradient);
      Arrays.setAll(derivative, k -> derivative[k] + share[k]);
    }
    double[] d = derivative;
    for (int i = network.layers().size() - 1; i >= 0; i--) {
      var layer = network.layers().get(i);
      var x = layers.get(i);
      var z = weighted(parameters, i, x);
      for (int k = 0; k < d.length; k++) {
        d[k] *= Functions.slope(layer.activation(), z[k]);
      }
      if (layer instanceof LayerSpec.Dense) {
        d = denseBack(parameters, "layer" + i, x, d, gradient);
      } else if (layer instanceof LayerSpec.Conv2d) {
        d = convolutionBack(parameters, i, x, d, gradient);
      }
    }
  }

  private double[] dense(double[] parameters, String name, double[] x) {
    int w = layout.parameter(name + "/weights").offset();
    var b = layout.parameter(name + "/biases");
    var z = new double[b.size()];
    for (int j = 0; j < z.length; j++) {
      z[j] = parameters[b.offset() + j];
      for (int k = 0; k < x.length; k++) {
        z[j] += x[k] * parameters[w + k * z.length + j];
      }
    }
    return z;
  }

  private double[] denseBack(
      double[] parameters, String name, double[] x, double[] d, double[] gradient) {
    int w = layout.parameter(name + "/weights").offset();
    int b = layout.parameter(name + "/biases").offset();
    var back = new double[x.length];
    for (int j = 0; j < d.length; j++) {
      gradient[b + j] += d[j];
      for (int k = 0; k < x.length; k++) {
        gradient[w + k * d.length + j] += x[k] * d[j];
        back[k] += parameters[w + k * d.length + j] * d[j];
      }
    }
    return back;
  }

  /** What a convolution does at one meeting of input, kernel and output elements. */
  private interface Meeting {
    void at(int input, int kernel, int output);
  }

  private void convolve(int layer, Meeting meeting) {
    var in = layout.layerShapes().get(layer);
    var out = layout.layerShapes().get(layer + 1);
    var kernel = layout.parameter("layer" + layer + "/weights");
    int channels = in.get(2);
    int filters = out.get(2);
    int kernelHeight = kernel.shape().get(0);
    int kernelWidth = kernel.shape().get(1);
    for (int y = 0; y < out.get(0); y++) {
      for (int x = 0; x < out.get(1); x++) {
        for (int dy = 0; dy < kernelHeight; dy++) {
          for (int dx = 0; dx < kernelWidth; dx++) {
            for (int c = 0; c < channels; c++) {
              for (int f = 0; f < filters; f++) {
                meeting.at(
                    ((y + dy) * in.get(1) + x + dx) * channels + c,
                    kernel.offset() + ((dy * kernelWidth + dx) * channels + c) * filters + f,
                    (y * out.get(1) + x) * filters + f);
              }
            }
          }
        }
      }
    }
  }

  private double[] convolution(double[] parameters, int layer, double[] x) {
    var biases = layout.parameter("layer" + layer + "/biases");
    var shape = layout.layerShapes().get(layer + 1);
    var z = new double[shape.get(0) * shape.get(1) * shape.get(2)];
    Arrays.setAll(z, i -> parameters[biases.offset() + i % biases.size()]);
    convolve(layer, (in, kernel, out) -> z[out] += x[in] * parameters[kernel]);
    return z;
  }

  private double[] convolutionBack(
      double[] parameters, int layer, double[] x, double[] d, double[] gradient) {
    var biases = layout.parameter("layer" + layer + "/biases");
    for (int i = 0; i < d.length; i++) {
      gradient[biases.offset() + i % biases.size()] += d[i];
    }
    var back = new double[x.length];
    convolve(
        layer,
        (in, kernel, out) -> {
          gradient[kernel] += x[in] * d[out];
          back[in] += parameters[kernel] * d[out];
        });
    return back;
  }

  /** What a layer applies its activation to. */
  private double[] weighted(double[] parameters, int i, double[] input) {
    var layer = network.layers().get(i);
    if (layer instanceof LayerSpec.Dense) {
      return dense(parameters, "layer" + i, input);
    }
    return layer instanceof LayerSpec.Conv2d ? convolution(parameters, i, input) : input.clone();
  }
}
