package org.descent.learning.stacked;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.descent.learning.graph.Tensors;
import org.descent.learning.layer.ProgramArray;
import org.tensorflow.Tensor;
import org.tensorflow.proto.DataType;

/**
 * Moves trials in and out of a program's arrays: from flat vectors, which have the order of {@link
 * org.descent.contracts.spec.ParameterLayout}, to arrays that have that of {@link ProgramArray}.
 */
final class Packing {
  private final ProgramShape shape;
  private final List<ProgramArray> arrays;
  private final int parameters;

  Packing(ProgramShape shape) {
    this.shape = shape;
    this.arrays = shape.kind().network().arrays();
    this.parameters = arrays.stream().mapToInt(array -> array.places().length).sum();
  }

  /** Zeros for all trials. */
  Map<String, float[]> empty() {
    var empty = new LinkedHashMap<String, float[]>();
    for (var field : ProgramFields.of(shape)) {
      if (field.changes() && field.type() == DataType.DT_FLOAT) {
        empty.put(field.name(), new float[field.size()]);
      }
    }
    return empty;
  }

  /** Writes a trial's parameters and its optimiser's memory. */
  void put(Map<String, float[]> into, int row, float[] weights, List<float[]> slots) {
    put(into, "", row, weights);
    for (int i = 0; i < slots.size(); i++) {
      put(into, slotNames().get(i) + "/", row, slots.get(i));
    }
  }

  /** A trial's parameters, flat. */
  float[] weights(Map<String, Tensor> from, int row) {
    return get(from, "", row);
  }

  /** What a trial's optimiser remembers, each flat. */
  List<float[]> slots(Map<String, Tensor> from, int row) {
    return slotNames().stream().map(slot -> get(from, slot + "/", row)).toList();
  }

  private List<String> slotNames() {
    return shape.kind().optimisation().slots();
  }

  private void put(Map<String, float[]> into, String prefix, int row, float[] flat) {
    int offset = 0;
    for (var array : arrays) {
      var places = array.places();
      var elements = into.get(prefix + array.name());
      int start = row * places.length;
      for (int k = 0; k < places.length; k++) {
        elements[start + k] = flat[offset + places[k]];
      }
      offset += places.length;
    }
  }

  private float[] get(Map<String, Tensor> from, String prefix, int row) {
    var flat = new float[parameters];
    int offset = 0;
    for (var array : arrays) {
      var places = array.places();
      var elements = Tensors.row(from.get(prefix + array.name()), row);
      for (int k = 0; k < places.length; k++) {
        flat[offset + places[k]] = elements[k];
      }
      offset += places.length;
    }
    return flat;
  }
}
