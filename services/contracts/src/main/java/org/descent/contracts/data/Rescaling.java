package org.descent.contracts.data;

import java.util.List;

/**
 * What becomes of a feature x: (x - {@code from}) / {@code unit} + {@code to}, in double, rounded
 * to float32.
 *
 * @param from one number for all features, or as many as the last axes have places: that of a
 *     feature is its place modulo their count
 * @param unit as many, none 0
 * @param to one number for all
 */
public record Rescaling(List<Double> from, List<Double> unit, double to) {
  public Rescaling {
    from = List.copyOf(from);
    unit = List.copyOf(unit);
    if (from.isEmpty() || from.size() != unit.size()) {
      throw new IllegalArgumentException(
          "rescaling: from " + from + ", unit " + unit + ", expected as many of both");
    }
  }

  /** Division by {@code unit}. */
  public static Rescaling dividing(double unit) {
    return new Rescaling(List.of(0.0), List.of(unit), 0);
  }

  /** How many numbers it has. */
  public int groups() {
    return from.size();
  }

  /** Changes {@code features}, of whole examples. */
  void change(float[] features) {
    double[] less = from.stream().mapToDouble(Double::doubleValue).toArray();
    double[] over = unit.stream().mapToDouble(Double::doubleValue).toArray();
    for (int i = 0, group = 0; i < features.length; i++) {
      features[i] = (float) ((features[i] - less[group]) / over[group] + to);
      group = group + 1 == less.length ? 0 : group + 1;
    }
  }

  /** What becomes of {@code x}, a feature of {@code group}, from 0. */
  float of(float x, int group) {
    return (float) ((x - from.get(group)) / unit.get(group) + to);
  }
}
