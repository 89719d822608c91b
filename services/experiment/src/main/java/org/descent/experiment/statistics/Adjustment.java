package org.descent.experiment.statistics;

import java.util.Comparator;
import java.util.stream.IntStream;

/** p-values of several tests that answer one question, made to be read as one would be alone. */
public final class Adjustment {
  private Adjustment() {}

  /**
   * Adjusted p-values that keep the chance of any false finding among all of them (Holm 1979).
   *
   * @param p in [0, 1]
   * @return in the order of {@code p}
   */
  public static double[] holm(double... p) {
    var adjusted = new double[p.length];
    double least = 0;
    int[] order = ascending(p);
    for (int i = 0; i < order.length; i++) {
      least = Math.max(least, Math.min(1, (p.length - i) * p[order[i]]));
      adjusted[order[i]] = least;
    }
    return adjusted;
  }

  /**
   * Adjusted p-values that keep the expected share of false findings among the findings (Benjamini
   * &amp; Hochberg 1995).
   *
   * @param p in [0, 1]
   * @return in the order of {@code p}
   */
  public static double[] benjaminiHochberg(double... p) {
    var adjusted = new double[p.length];
    double most = 1;
    int[] order = ascending(p);
    for (int i = order.length - 1; i >= 0; i--) {
      most = Math.min(most, p[order[i]] * p.length / (i + 1));
      adjusted[order[i]] = most;
    }
    return adjusted;
  }

  private static int[] ascending(double[] p) {
    return IntStream.range(0, p.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> p[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
