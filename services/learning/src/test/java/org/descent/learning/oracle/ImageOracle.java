package org.descent.learning.oracle;

import java.util.List;
import org.descent.contracts.spec.GaussianNoise;
import org.descent.contracts.spec.RandomFlip;
import org.descent.contracts.spec.RandomShift;
import org.descent.learning.RandomStreams;

/** What training does to examples by chance, element by element. */
final class ImageOracle {
  private ImageOracle() {}

  static double[][] flipped(
      LayerOracle.Pass pass, int layer, RandomFlip flip, List<Integer> shape, double[][] x) {
    var words = RandomStreams.draw(pass.seed(), layer, pass.iteration());
    var flipped = new double[x.length][];
    for (int i = 0; i < x.length; i++) {
      boolean flips = pass.training() && LayerOracle.uniform(words, i) < 0.5;
      int height = shape.get(0);
      int width = shape.get(1);
      boolean down = flips && flip.along() == RandomFlip.Along.VERTICAL;
      boolean across = flips && flip.along() == RandomFlip.Along.HORIZONTAL;
      flipped[i] =
          from(
              shape,
              x[i],
              (h, w) -> new int[] {down ? height - 1 - h : h, across ? width - 1 - w : w});
    }
    return flipped;
  }

  static double[][] shifted(
      LayerOracle.Pass pass, int layer, RandomShift shift, List<Integer> shape, double[][] x) {
    var words = RandomStreams.draw(pass.seed(), layer, pass.iteration());
    var shifted = new double[x.length][];
    for (int i = 0; i < x.length; i++) {
      int down = pass.training() ? by(shift.pixels(), LayerOracle.uniform(words, 2 * i)) : 0;
      int across = pass.training() ? by(shift.pixels(), LayerOracle.uniform(words, 2 * i + 1)) : 0;
      shifted[i] = from(shape, x[i], (h, w) -> new int[] {h - down, w - across});
    }
    return shifted;
  }

  private static int by(int pixels, double uniform) {
    int ways = 2 * pixels + 1;
    return Math.min((int) ((float) uniform * ways), ways - 1) - pixels;
  }

  private interface Source {
    int[] of(int height, int width);
  }

  private static double[] from(List<Integer> shape, double[] x, Source source) {
    int height = shape.get(0);
    int width = shape.get(1);
    int channels = x.length / height / width;
    var y = new double[x.length];
    for (int k = 0; k < y.length; k++) {
      var at = source.of(k / channels / width, k / channels % width);
      boolean inside = at[0] >= 0 && at[0] < height && at[1] >= 0 && at[1] < width;
      y[k] = inside ? x[(at[0] * width + at[1]) * channels + k % channels] : 0;
    }
    return y;
  }

  static double[][] noisy(LayerOracle.Pass pass, int layer, GaussianNoise noise, double[][] x) {
    var words = RandomStreams.draw(pass.seed(), layer, pass.iteration());
    var noisy = new double[x.length][x[0].length];
    for (int i = 0; i < x.length; i++) {
      for (int k = 0; k < x[i].length; k++) {
        double middle = LayerOracle.uniform(words, i * x[i].length + k) + 0.5 / (1 << 24);
        noisy[i][k] = x[i][k] + (pass.training() ? noise.sigma() * quantile(middle) : 0);
      }
    }
    return noisy;
  }

  /** Of the normal distribution, by bisection. */
  private static double quantile(double share) {
    double low = -8;
    double high = 8;
    for (int i = 0; i < 60; i++) {
      double middle = (low + high) / 2;
      if ((1 + Functions.erf(middle / Math.sqrt(2))) / 2 < share) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
