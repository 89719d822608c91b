package org.descent.learning.fused;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.DataType;

/**
 * Moves trials in and out of a program's arrays. A flat vector has weights [in, out] and biases
 * [out] of every dense layer; a program has weights [trials, out, in] and biases [trials, out, 1].
 */
final class Packing {
  private final ProgramShape shape;

  Packing(ProgramShape shape) {
    this.shape = shape;
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
    for (var dense : shape.dense()) {
      var weights = arrays.get(prefix + dense.weights());
      int start = row * dense.in() * dense.out();
      for (int in = 0; in < dense.in(); in++) {
        for (int out = 0; out < dense.out(); out++) {
          weights[start + out * dense.in() + in] = flat[offset++];
        }
      }
      var biases = arrays.get(prefix + dense.biases());
      System.arraycopy(flat, offset, biases, row * dense.out(), dense.out());
      offset += dense.out();
    }
  }

  private float[] get(Map<String, float[]> arrays, String prefix, int row) {
    var flat = new float[shape.dense().stream().mapToInt(d -> (d.in() + 1) * d.out()).sum()];
    int offset = 0;
    for (var dense : shape.dense()) {
      var weights = arrays.get(prefix + dense.weights());
      int start = row * dense.in() * dense.out();
      for (int in = 0; in < dense.in(); in++) {
        for (int out = 0; out < dense.out(); out++) {
          flat[offset++] = weights[start + out * dense.in() + in];
        }
      }
      var biases = arrays.get(prefix + dense.biases());
      System.arraycopy(biases, row * dense.out(), flat, offset, dense.out());
      offset += dense.out();
    }
    return flat;
  }
}
