package org.descent.experiment.report;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Heights at which contours are drawn, ascending: evenly spaced, or by ratios where the highest is
 * many times the lowest.
 */
record Levels(double[] values) {
  private static final int COUNT = 12;

  /** From this ratio of the highest to the lowest on, levels go by ratios. */
  private static final double FAR = 10;

  /** Below this share of the highest all is one band. */
  private static final double LEAST = 1e-6;

  static Levels of(double[][] heights) {
    var finite =
        Arrays.stream(heights)
            .flatMapToDouble(DoubleStream::of)
            .filter(Double::isFinite)
            .summaryStatistics();
    if (finite.getCount() == 0 || finite.getMin() == finite.getMax()) {
      return new Levels(new double[] {finite.getCount() == 0 ? 0 : finite.getMax()});
    }
    double low = finite.getMin();
    double high = finite.getMax();
    boolean ratios = low >= 0 && high > FAR * low;
    double least = Math.max(low, LEAST * high);
    return new Levels(
        IntStream.rangeClosed(1, COUNT)
            .mapToDouble(i -> (double) i / (COUNT + 1))
            .map(
                share ->
                    ratios ? least * Math.pow(high / least, share) : low + share * (high - low))
            .toArray());
  }

  int count() {
    return values.length;
  }

  /** How many levels lie at or below {@code height}; all of them below what is no number. */
  int band(double height) {
    int band = 0;
    while (band < values.length && !(height < values[band])) {
      band++;
    }
    return band;
  }
}
