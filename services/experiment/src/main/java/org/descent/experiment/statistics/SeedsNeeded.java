package org.descent.experiment.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.descent.experiment.statistics.PairedComparison.Pair;

/**
 * How many seeds it takes to tell two variants apart whose iterations differ by a factor, judged
 * from a pilot: the power of the sign test that pairs are compared with. Iterations to target are
 * taken to scatter like a log-normal distribution, which is needed to guess what was not tried; the
 * test itself needs no such thing.
 *
 * @param spread standard deviation of the logarithm of the ratio of two trials of one seed
 */
public record SeedsNeeded(double spread) {
  /** How likely a difference is to be found. */
  public static final double POWER = 0.8;

  private static final int MOST = 10_000;

  public SeedsNeeded {
    if (!(spread >= 0 && Double.isFinite(spread))) {
      throw new IllegalArgumentException("a spread of " + spread);
    }
  }

  /**
   * From pairs of trials; those of which one did not reach its target are left out, since they have
   * no ratio: the spread is then that of the others and rather too small.
   *
   * @return empty with fewer than three pairs that have a ratio
   */
  public static Optional<SeedsNeeded> of(List<Pair> pilot) {
    double[] logs =
        pilot.stream()
            .filter(p -> p.first().reached() && p.second().reached())
            .mapToDouble(Pair::logAtLeast)
            .toArray();
    return logs.length < 3 ? Optional.empty() : Optional.of(new SeedsNeeded(deviation(logs)));
  }

  /** Standard deviation, n - 1. */
  private static double deviation(double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return Math.sqrt(squares / (values.length - 1));
  }

  /**
   * The fewest seeds from which on the test finds a difference with {@link #POWER}.
   *
   * @param ratio of the two variants' iterations, more than 1
   * @param comparisons number of pairs of variants whose p-values are adjusted together
   * @return empty if ten thousand seeds do not suffice
   */
  public OptionalInt toResolve(double ratio, int comparisons) {
    if (!(ratio > 1) || comparisons < 1) {
      throw new IllegalArgumentException("ratio " + ratio + " of " + comparisons);
    }
    double sooner = spread == 0 ? 1 : Normal.below(Math.log(ratio) / spread);
    int fewest = 0; // of those in a row that suffice: the power of a discrete test is a saw
    int row = 0;
    for (int seeds = 1; seeds <= MOST; seeds++) {
      if (power(seeds, sooner, Interval.LEVEL / comparisons) >= POWER) {
        fewest = row == 0 ? seeds : fewest;
        row++;
        if (row > 20 + seeds / 10) {
          return OptionalInt.of(fewest);
        }
      } else {
        row = 0;
      }
    }
    return OptionalInt.empty();
  }

  /**
   * How likely the sign test is significant.
   *
   * @param sooner probability that one variant is the faster of a pair
   * @param level of the test
   */
  static double power(int seeds, double sooner, double level) {
    int against = OrderStatistics.rank(seeds, 1 - level) - 1; // so many pairs it can take
    if (against < 0) {
      return 0;
    }
    var real = BinomialDistribution.of(seeds, 1 - sooner);
    return real.cumulativeProbability(against) + real.survivalProbability(seeds - against - 1);
  }
}
