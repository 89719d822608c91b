package org.descent.learning.instrument;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.descent.contracts.event.Landscape;

/**
 * Directions through a network's weights, and the places along them at which its loss is wanted.
 *
 * @param directions [axes][parameters]
 * @param way where snapshots lie, or nothing
 */
record Chart(List<float[]> directions, List<Landscape.Axis> axes, List<Landscape.Step> way) {
  private static final Chart NOTHING = new Chart(List.of(), List.of(), List.of());

  /** Of a network around which there is nothing to be seen. */
  static Chart nothing() {
    return NOTHING;
  }

  /** Directions of which each is as good as the other, as far to either side. */
  static Chart around(List<double[]> directions, List<Double> strengths, double reach, int points) {
    var axes = new ArrayList<Landscape.Axis>();
    strengths.forEach(s -> axes.add(new Landscape.Axis(places(-reach, reach, points), s)));
    return new Chart(directions.stream().map(Vectors::floats).toList(), axes, List.of());
  }

  boolean isEmpty() {
    return directions.isEmpty();
  }

  /** [axes · parameters]. */
  float[] flat() {
    int length = directions.get(0).length;
    var flat = new float[directions.size() * length];
    for (int i = 0; i < directions.size(); i++) {
      System.arraycopy(directions.get(i), 0, flat, i * length, length);
    }
    return flat;
  }

  /** Evenly spaced, both ends included; the middle of an odd number is the mean of both. */
  static double[] places(double from, double to, int count) {
    return IntStream.range(0, count)
        .mapToDouble(i -> (from * (count - 1 - i) + to * i) / (count - 1))
        .toArray();
  }
}
