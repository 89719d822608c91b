package org.descent.experiment.data;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.DataSpec;

/**
 * MNIST-1D: ten templates of 12 points, one a digit, each example padded, stretched, scaled,
 * shifted, made noisy and sheared, and read off at 40 points. Greydanus &amp; Kobak, "Scaling down
 * deep learning with MNIST-1D", ICML 2024 (arXiv 2011.14439), with the parameters of its appendix;
 * seed 42 makes the published data, to the rounding of float32.
 *
 * <p>Examples are made digit after digit, then shuffled, then centred and divided by their standard
 * deviation over all of them.
 */
final class Mnist1dGenerator implements Source<DataSpec.Mnist1d> {
  private static final int CLASSES = 10;
  private static final int LENGTH = 40;
  private static final double[][] TEMPLATES = {
    {5, 6, 6.5, 6.75, 7, 7, 7, 7, 6.75, 6.5, 6, 5},
    {5, 3, 3, 3.4, 3.8, 4.2, 4.6, 5, 5.4, 5.8, 5, 5},
    {5, 6, 6.5, 6.5, 6, 5.25, 4.75, 4, 3.5, 3.5, 4, 5},
    {5, 6, 6.5, 6.5, 6, 5, 5, 6, 6.5, 6.5, 6, 5},
    {5, 4.4, 3.8, 3.2, 2.6, 2.6, 5, 5, 5, 5, 5, 5},
    {5, 3, 3, 3, 3, 5, 6, 6.5, 6.5, 6, 4.5, 5},
    {5, 4, 3.5, 3.25, 3, 3, 3, 3, 3.25, 3.5, 4, 5},
    {5, 7, 7, 6.6, 6.2, 5.8, 5.4, 5, 4.6, 4.2, 5, 5},
    {5, 4, 3.5, 3.5, 4, 5, 5, 4, 3.5, 3.5, 4, 5},
    {5, 4, 3.5, 3.5, 4, 5, 5, 5, 5, 4.7, 4.3, 5}
  };

  private static final int LEAST_PADDING = 36;
  private static final int MOST_PADDING = 60;
  private static final int SHIFTS = 48;
  private static final double SCALING = 0.4;
  private static final double CORRELATED_NOISE = 0.25;
  private static final double NOISE = 0.02;
  private static final double SHEAR = 0.75;

  /** Added to templates so that none of their points counts as padding. */
  private static final double PRESENT = 1e-8;

  @Override
  public Class<DataSpec.Mnist1d> spec() {
    return DataSpec.Mnist1d.class;
  }

  @Override
  public KnownData known(DataSpec.Mnist1d spec) {
    return KnownData.generated(
        List.of(LENGTH), spec.examples(), List.of("label"), List.of("label"));
  }

  @Override
  public SourceExamples open(DataSpec.Mnist1d spec, DataDirectory files) {
    return SourceExamples.generated(generate(spec));
  }

  private static Examples generate(DataSpec.Mnist1d spec) {
    var random = new NumpyRandom(spec.seed());
    int each = spec.examples() / CLASSES;
    var made = new double[each * CLASSES][];
    for (int i = 0; i < made.length; i++) {
      made[i] = example(template(i / each), random);
    }
    int[] order = random.permutation(made.length);
    int[] places = spec.shuffled() ? random.permutation(LENGTH) : natural();
    double mean = mean(made);
    double deviation = deviation(made, mean);
    var features = new float[made.length * LENGTH];
    var labels = new float[made.length];
    for (int row = 0; row < made.length; row++) {
      labels[row] = order[row] / each;
      for (int k = 0; k < LENGTH; k++) {
        features[row * LENGTH + k] = (float) ((made[order[row]][places[k]] - mean) / deviation);
      }
    }
    return new Examples(List.of(LENGTH), features, List.of(new Examples.Target("label", labels)));
  }

  /** Without mean, of standard deviation 1/6, and beginning at 0. */
  private static double[] template(int digit) {
    double[] points = TEMPLATES[digit];
    double mean = Arrays.stream(points).average().getAsDouble();
    double variance =
        Arrays.stream(points).map(p -> (p - mean) * (p - mean)).average().getAsDouble();
    double deviation = Math.sqrt(variance);
    double first = (points[0] - mean) / deviation;
    return mapped(points, p -> ((p - mean) / deviation - first) / 6);
  }

  private static double[] example(double[] template, NumpyRandom random) {
    int padding = LEAST_PADDING + (int) (random.uniform() * (MOST_PADDING - LEAST_PADDING + 1));
    double[] padded = Arrays.copyOf(mapped(template, p -> p + PRESENT), template.length + padding);
    double[] signal = readOff(padded, template.length + MOST_PADDING);
    double scale = 1 + SCALING * (random.uniform() - 0.5);
    signal = shifted(mapped(signal, p -> p * scale), random.below(SHIFTS));

    double[] background = smooth(noise(signal.length, CORRELATED_NOISE, random));
    double[] noise = noise(signal.length, NOISE, random);
    double shear = SHEAR * (random.uniform() - 0.5);
    for (int i = 0; i < signal.length; i++) {
      double at = -0.5 + (double) i / (signal.length - 1);
      signal[i] = (signal[i] == 0 ? background[i] : signal[i]) + noise[i] - shear * at;
    }
    return readOff(signal, LENGTH);
  }

  /** {@code points} read off at {@code count} equal distances, straight lines between them. */
  private static double[] readOff(double[] points, int count) {
    var read = new double[count];
    for (int i = 0; i < count; i++) {
      double at = (double) i * (points.length - 1) / (count - 1);
      int before = Math.min((int) at, points.length - 2);
      read[i] = points[before] + (at - before) * (points[before + 1] - points[before]);
    }
    return read;
  }

  private static double[] shifted(double[] points, int by) {
    var shifted = new double[points.length];
    for (int i = 0; i < points.length; i++) {
      shifted[(i + by) % points.length] = points[i];
    }
    return shifted;
  }

  private static double[] noise(int length, double scale, NumpyRandom random) {
    var noise = new double[length];
    for (int i = 0; i < length; i++) {
      noise[i] = scale * random.normal();
    }
    return noise;
  }

  /** A Gaussian filter of standard deviation 2, cut at 4 of them, the signal mirrored beyond. */
  private static double[] smooth(double[] points) {
    int radius = 8;
    var weights = new double[2 * radius + 1];
    for (int k = -radius; k <= radius; k++) {
      weights[k + radius] = Math.exp(-0.5 * k * k / 4.0);
    }
    double sum = Arrays.stream(weights).sum();
    var smooth = new double[points.length];
    for (int i = 0; i < points.length; i++) {
      for (int k = -radius; k <= radius; k++) {
        smooth[i] += weights[k + radius] / sum * points[mirrored(i + k, points.length)];
      }
    }
    return smooth;
  }

  private static int mirrored(int place, int length) {
    return place < 0 ? -place - 1 : place >= length ? 2 * length - place - 1 : place;
  }

  private static double mean(double[][] rows) {
    return Arrays.stream(rows).flatMapToDouble(Arrays::stream).average().getAsDouble();
  }

  private static double deviation(double[][] rows, double mean) {
    return Math.sqrt(
        Arrays.stream(rows)
            .flatMapToDouble(Arrays::stream)
            .map(v -> (v - mean) * (v - mean))
            .average()
            .getAsDouble());
  }

  private static double[] mapped(double[] values, DoubleUnaryOperator change) {
    return Arrays.stream(values).map(change).toArray();
  }

  private static int[] natural() {
    int[] order = new int[LENGTH];
    Arrays.setAll(order, i -> i);
    return order;
  }
}
