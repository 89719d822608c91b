package org.descent.learning.stacked;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tensorflow.proto.DataType;

/**
 * Moves trials in and out of a program's arrays. A flat vector has weights [in, out] and biases
 * [out] of every layer; a program has weights [trials, out, in] and biases [trials, out, 1]. Where
 * there are convolutions, programs also have inputs in another order.
 */
final class Packing {
  private final ProgramShape shape;
  private final List<ProgramShape.Dense> layers;
  private final List<int[]> orders;

  Packing(ProgramShape shape) {
    this.shape = shape;
    this.layers = shape.layers();
    this.orders = orders();
  }

  /** Zeros for all trials. */
  Map<String, float[]> empty() {
    var arrays = new LinkedHashMap<String, float[]>();
    for (var field : ProgramFields.of(shape)) {
      if (field.changes() && field.type() == DataType.DT_FLOAT) {
        arrays.put(field.name(), new float[field.size()]);
      }
    }
    return arrays;
  }

  /** Writes a trial's parameters and its optimiser's memory. */
  void put(Map<String, float[]> arrays, int row, float[] weights, List<float[]> slots) {
    put(arrays, "", row, weights);
    for (int i = 0; i < slots.size(); i++) {
      put(arrays, shape.memory().slots().get(i) + "/", row, slots.get(i));
    }
  }

  /** A trial's parameters, flat. */
  float[] weights(Map<String, float[]> arrays, int row) {
    return get(arrays, "", row);
  }

  /** What a trial's optimiser remembers, each flat. */
  List<float[]> slots(Map<String, float[]> arrays, int row) {
    return shape.memory().slots().stream().map(s -> get(arrays, s + "/", row)).toList();
  }

  private void put(Map<String, float[]> arrays, String prefix, int row, float[] flat) {
    int offset = 0;
    for (int i = 0; i < layers.size(); i++) {
      var layer = layers.get(i);
      var weights = arrays.get(prefix + layer.weights());
      int start = row * layer.in() * layer.out();
      for (int in = 0; in < layer.in(); in++) {
        int from = offset + orders.get(i)[in] * layer.out();
        for (int out = 0; out < layer.out(); out++) {
          weights[start + out * layer.in() + in] = flat[from + out];
        }
      }
      offset += layer.in() * layer.out();
      var biases = arrays.get(prefix + layer.biases());
      System.arraycopy(flat, offset, biases, row * layer.out(), layer.out());
      offset += layer.out();
    }
  }

  private float[] get(Map<String, float[]> arrays, String prefix, int row) {
    var flat = new float[layers.stream().mapToInt(d -> (d.in() + 1) * d.out()).sum()];
    int offset = 0;
    for (int i = 0; i < layers.size(); i++) {
      var layer = layers.get(i);
      var weights = arrays.get(prefix + layer.weights());
      int start = row * layer.in() * layer.out();
      for (int in = 0; in < layer.in(); in++) {
        int to = offset + orders.get(i)[in] * layer.out();
        for (int out = 0; out < layer.out(); out++) {
          flat[to + out] = weights[start + out * layer.in() + in];
        }
      }
      offset += layer.in() * layer.out();
      var biases = arrays.get(prefix + layer.biases());
      System.arraycopy(biases, row * layer.out(), flat, offset, layer.out());
      offset += layer.out();
    }
    return flat;
  }

  /** For each layer, and each of its inputs as programs have them: its place in a flat vector. */
  private List<int[]> orders() {
    var orders = new ArrayList<int[]>();
    for (var convolution : shape.convolutions()) {
      orders.add(convolution.kernelRows());
    }
    for (int i = orders.size(); i < layers.size(); i++) {
      boolean flattened = shape.convolves() && i < firstWithDenseInput();
      orders.add(
          flattened
              ? shape.convolutions().get(shape.convolutions().size() - 1).flattened()
              : IntStream.range(0, layers.get(i).in()).toArray());
    }
    return orders;
  }

  /** The first layer behind a dense one; where there is none, all heads read what is flattened. */
  private int firstWithDenseInput() {
    return shape.hidden().isEmpty() ? layers.size() : shape.convolutions().size() + 1;
  }
}
