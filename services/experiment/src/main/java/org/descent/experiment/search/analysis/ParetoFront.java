package org.descent.experiment.search.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Of two objectives, the smaller the better: those points that no other is better than in both. */
public final class ParetoFront {
  private static final Comparator<double[]> ORDER =
      Comparator.comparingDouble((double[] p) -> p[0]).thenComparingDouble(p -> p[1]);

  private ParetoFront() {}

  /**
   * Places of the points that no other is nowhere worse than and somewhere better, ascending.
   *
   * @param points of two numbers each; those that are not finite are left out
   */
  public static List<Integer> of(List<double[]> points) {
    var ascending =
        IntStream.range(0, points.size())
            .filter(i -> Arrays.stream(points.get(i)).allMatch(Double::isFinite))
            .boxed()
            .sorted(Comparator.comparing(points::get, ORDER))
            .toList();
    var front = new ArrayList<Integer>();
    double[] last = {Double.NaN, Double.POSITIVE_INFINITY};
    for (int place : ascending) {
      var point = points.get(place);
      if (point[1] < last[1] || Arrays.equals(point, last)) {
        front.add(place);
        last = point;
      }
    }
    front.sort(Comparator.naturalOrder());
    return front;
  }

  /**
   * The area that two objectives' points dominate up to {@code reference} (Zitzler &amp; Thiele
   * 1999): what is better than that, and not better than one of them.
   *
   * @param points of two numbers each; what lies beyond the reference adds nothing
   */
  public static double hypervolume(List<double[]> points, double[] reference) {
    var ascending =
        points.stream()
            .filter(p -> p[0] < reference[0] && p[1] < reference[1])
            .sorted(ORDER)
            .toList();
    double area = 0;
    double height = reference[1];
    for (var point : ascending) {
      if (point[1] < height) {
        area += (reference[0] - point[0]) * (height - point[1]);
        height = point[1];
      }
    }
    return area;
  }
}
