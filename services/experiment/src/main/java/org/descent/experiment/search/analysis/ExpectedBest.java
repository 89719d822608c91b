package org.descent.experiment.search.analysis;

import java.util.Arrays;
import org.hipparchus.util.FastMath;

/**
 * The best score to expect of so many trials of a random search (Dodge et al. 2019, with the
 * unbiased estimate of Tang et al. 2020): what a report of "the best of 200" says about 20.
 */
public final class ExpectedBest {
  private final double[] ascending;

  /**
   * @param scores the smaller the better, at least one
   */
  public ExpectedBest(double[] scores) {
    if (scores.length == 0) {
      throw new IllegalArgumentException("no scores");
    }
    this.ascending = Arrays.stream(scores).sorted().toArray();
  }

  /** Number of scores: the most trials that anything can be said about. */
  public int most() {
    return ascending.length;
  }

  /**
   * The mean of the best of {@code trials} over all ways to draw as many without replacement.
   *
   * @param trials from 1 to {@link #most}
   */
  public double after(int trials) {
    return moment(trials, 1);
  }

  /** The standard deviation of the best of {@code trials}. */
  public double deviation(int trials) {
    double mean = moment(trials, 1);
    return FastMath.sqrt(Math.max(0, moment(trials, 2) - mean * mean));
  }

  private double moment(int trials, int power) {
    int n = ascending.length;
    if (trials < 1 || trials > n) {
      throw new IllegalArgumentException(trials + " trials, expected 1 to " + n);
    }
    // the best is the one at place i if it is drawn and the others all lie behind it
    double probability = (double) trials / n;
    double sum = 0;
    for (int i = 0; i <= n - trials; i++) {
      sum += probability * FastMath.pow(ascending[i], power);
      probability *= (double) (n - i - trials) / (n - i - 1);
    }
    return sum;
  }
}
