package org.descent.learning.network;

import java.util.ArrayList;
import java.util.List;
import org.descent.contracts.spec.Activation;
import org.descent.contracts.spec.LayerSpec;
import org.descent.contracts.spec.NetworkSpec;
import org.descent.contracts.spec.ParameterLayout;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Adds a network's forward and backward passes to a graph, as often as asked. */
public final class NetworkGraph {
  private static final List<Long> STRIDES = List.of(1L, 1L, 1L, 1L);
  private static final String NO_PADDING = "VALID";

  private final Ops tf;
  private final NetworkSpec network;
  private final ParameterLayout layout;
  private final Operand<TInt32> sizes;
  private final Operand<TInt32> firstAxis;

  public NetworkGraph(Ops tf, NetworkSpec network, ParameterLayout layout) {
    this.tf = tf;
    this.network = network;
    this.layout = layout;
    this.sizes =
        tf.constant(
            layout.parameters().stream().mapToInt(ParameterLayout.Parameter::size).toArray());
    this.firstAxis = tf.constant(0);
  }

  /**
   * What a forward pass leaves behind for the backward pass.
   *
   * @param arrays the parameter arrays, each in its shape
   * @param values element i is the input of layer i, the last one that of the heads
   * @param logits one a head: [examples, outputs]
   */
  public record Pass(
      List<Operand<TFloat32>> arrays,
      List<Operand<TFloat32>> values,
      List<Operand<TFloat32>> logits) {}

  /**
   * @param parameters flat, [parameters]
   * @param features [examples, features]
   */
  public Pass forward(Operand<TFloat32> parameters, Operand<TFloat32> features) {
    return forward(arrays(parameters), features);
  }

  /**
   * The same from parameter arrays, each in its shape.
   *
   * @param features [examples, …], row-major
   */
  public Pass forward(List<Operand<TFloat32>> arrays, Operand<TFloat32> features) {
    var values = new ArrayList<Operand<TFloat32>>();
    var x = shaped(features, layout.layerShapes().get(0));
    values.add(x);
    int array = 0;
    for (int i = 0; i < network.layers().size(); i++) {
      var layer = network.layers().get(i);
      if (layer instanceof LayerSpec.Dense dense) {
        x = affine(x, arrays.get(array++), arrays.get(array++));
        x = activated(dense.activation(), x);
      } else if (layer instanceof LayerSpec.Conv2d conv) {
        var z = tf.nn.conv2d(x, arrays.get(array++), STRIDES, NO_PADDING);
        x = activated(conv.activation(), tf.nn.biasAdd(z, arrays.get(array++)));
      } else {
        x = shaped(x, layout.layerShapes().get(i + 1));
      }
      values.add(x);
    }
    var logits = new ArrayList<Operand<TFloat32>>();
    for (int head = 0; head < network.heads().size(); head++) {
      logits.add(affine(x, arrays.get(array++), arrays.get(array++)));
    }
    return new Pass(arrays, values, logits);
  }

  /**
   * The gradient over all parameters, flat: [parameters].
   *
   * @param derivatives the loss's derivatives by each head's logits, [examples, outputs]
   */
  public Operand<TFloat32> backward(Pass pass, List<Operand<TFloat32>> derivatives) {
    var gradients = new Gradients(pass);
    gradients.heads(derivatives);
    for (int i = network.layers().size() - 1; i >= 0; i--) {
      gradients.layer(i);
    }
    return tf.concat(gradients.flat, firstAxis);
  }

  /** Walks from the heads to the input; {@code array} counts the parameter arrays down. */
  private final class Gradients {
    private final Pass pass;
    private final List<Operand<TFloat32>> flat = new ArrayList<>();
    private int array;
    private Operand<TFloat32> derivative;

    Gradients(Pass pass) {
      this.pass = pass;
      this.array = pass.arrays().size();
    }

    void heads(List<Operand<TFloat32>> derivatives) {
      var x = pass.values().get(pass.values().size() - 1);
      for (int head = derivatives.size() - 1; head >= 0; head--) {
        var share = affine(x, derivatives.get(head), !network.layers().isEmpty());
        derivative = derivative == null ? share : tf.math.add(derivative, share);
      }
    }

    void layer(int i) {
      var layer = network.layers().get(i);
      var x = pass.values().get(i);
      var y = pass.values().get(i + 1);
      if (layer instanceof LayerSpec.Dense dense) {
        derivative = affine(x, weighted(dense.activation(), y, derivative), i > 0);
      } else if (layer instanceof LayerSpec.Conv2d conv) {
        derivative = convolution(i, x, weighted(conv.activation(), y, derivative));
      } else {
        derivative = shaped(derivative, layout.layerShapes().get(i));
      }
    }

    private Operand<TFloat32> affine(
        Operand<TFloat32> x, Operand<TFloat32> d, boolean needsInputs) {
      add(tf.linalg.matMul(x, d, MatMul.transposeA(true)), tf.nn.biasAddGrad(d));
      var weights = pass.arrays().get(array);
      return needsInputs ? tf.linalg.matMul(d, weights, MatMul.transposeB(true)) : d;
    }

    private Operand<TFloat32> convolution(int i, Operand<TFloat32> x, Operand<TFloat32> d) {
      var kernel = layout.parameters().get(array - 2).shape();
      add(
          tf.nn.conv2dBackpropFilter(x, tf.constant(ints(kernel)), d, STRIDES, NO_PADDING),
          tf.nn.biasAddGrad(d));
      return i == 0
          ? d
          : tf.nn.conv2dBackpropInput(
              tf.shape(x), pass.arrays().get(array), d, STRIDES, NO_PADDING);
    }

    private void add(Operand<TFloat32> weights, Operand<TFloat32> biases) {
      array -= 2;
      flat.add(0, biases);
      flat.add(0, tf.reshape(weights, tf.constant(new int[] {-1})));
    }
  }

  private List<Operand<TFloat32>> arrays(Operand<TFloat32> parameters) {
    var split = tf.splitV(parameters, sizes, firstAxis, (long) layout.parameters().size());
    var arrays = new ArrayList<Operand<TFloat32>>();
    for (int i = 0; i < layout.parameters().size(); i++) {
      var parameter = layout.parameters().get(i);
      Operand<TFloat32> array = split.output().get(i);
      arrays.add(
          parameter.bias() ? array : tf.reshape(array, tf.constant(ints(parameter.shape()))));
    }
    return arrays;
  }

  private Operand<TFloat32> affine(
      Operand<TFloat32> x, Operand<TFloat32> weights, Operand<TFloat32> biases) {
    return tf.nn.biasAdd(tf.linalg.matMul(x, weights), biases);
  }

  private Operand<TFloat32> activated(Activation activation, Operand<TFloat32> z) {
    return switch (activation) {
      case SIGMOID -> tf.math.sigmoid(z);
      case RELU -> tf.nn.relu(z);
      case TANH -> tf.math.tanh(z);
      case NONE -> z;
    };
  }

  /** d · activation'(z), written in terms of y = activation(z). */
  private Operand<TFloat32> weighted(
      Activation activation, Operand<TFloat32> y, Operand<TFloat32> d) {
    return switch (activation) {
      case SIGMOID -> tf.math.sigmoidGrad(y, d);
      case RELU -> tf.nn.reluGrad(d, y);
      case TANH -> tf.math.tanhGrad(y, d);
      case NONE -> d;
    };
  }

  private Operand<TFloat32> shaped(Operand<TFloat32> x, List<Integer> shape) {
    var axes = new ArrayList<Integer>(shape);
    axes.add(0, -1);
    return tf.reshape(x, tf.constant(ints(axes)));
  }

  private static int[] ints(List<Integer> values) {
    return values.stream().mapToInt(Integer::intValue).toArray();
  }
}
