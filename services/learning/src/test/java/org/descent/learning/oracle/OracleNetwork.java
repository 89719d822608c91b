package org.descent.learning.oracle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.descent.contracts.spec.Activation;
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
      if (layer instanceof LayerSpec.Dense dense) {
        outputs.add(activated(dense.activation(), dense(parameters, "layer" + i, input)));
      } else if (layer instanceof LayerSpec.Conv2d conv) {
        outputs.add(activated(conv.activation(), convolution(parameters, i, input)));
      } else {
        outputs.add(input);
      }
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
      var y = layers.get(i + 1);
      if (layer instanceof LayerSpec.Dense dense) {
        d = denseBack(parameters, "layer" + i, x, weighted(dense.activation(), y, d), gradient);
      } else if (layer instanceof LayerSpec.Conv2d conv) {
        d = convolutionBack(parameters, i, x, weighted(conv.activation(), y, d), gradient);
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

  private static double[] activated(Activation activation, double[] z) {
    return Arrays.stream(z)
        .map(
            v ->
                switch (activation) {
                  case SIGMOID -> 1 / (1 + Math.exp(-v));
                  case RELU -> Math.max(0, v);
                  case TANH -> Math.tanh(v);
                  case NONE -> v;
                })
        .toArray();
  }

  private static double[] weighted(Activation activation, double[] y, double[] d) {
    var result = new double[d.length];
    for (int i = 0; i < d.length; i++) {
      result[i] =
          switch (activation) {
            case SIGMOID -> d[i] * y[i] * (1 - y[i]);
            case RELU -> y[i] > 0 ? d[i] : 0;
            case TANH -> d[i] * (1 - y[i] * y[i]);
            case NONE -> d[i];
          };
    }
    return result;
  }
}
