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

  /** More seeds than that are not counted. */
  public static final int MOST = 10_000;

  /** The fewest pairs that have a spread worth the name. */
  public static final int LEAST = 3;

  public SeedsNeeded {
    if (!(spread >= 0 && Double.isFinite(spread))) {
      throw new IllegalArgumentException("a spread of " + spread);
    }
  }

  /**
   * From pairs of trials; those of which one did not reach its target are left out, since they have
   * no ratio: the spread is then that of the others and rather too small.
   *
   * @return empty with fewer than {@link #LEAST} pairs that have a ratio
   */
  public static Optional<SeedsNeeded> of(List<Pair> pilot) {
    return pooled(List.of(pilot));
  }

  /**
   * The same from several pairs of variants that are taken to scatter alike: their variances are
   * pooled.
   *
   * @param pilots of which those with fewer than {@link #LEAST} pairs that have a ratio are left
   *     out
   * @return empty if all are
   */
  public static Optional<SeedsNeeded> pooled(List<List<Pair>> pilots) {
    double squares = 0;
    int freedom = 0;
    for (var pilot : pilots) {
      double[] logs =
          pilot.stream()
              .filter(p -> p.first().reached() && p.second().reached())
              .mapToDouble(Pair::logAtLeast)
              .toArray();
      if (logs.length >= LEAST) {
        double mean = Arrays.stream(logs).average().getAsDouble();
        squares += Arrays.stream(logs).map(l -> (l - mean) * (l - mean)).sum();
        freedom += logs.length - 1;
      }
    }
    return freedom == 0
        ? Optional.empty()
        : Optional.of(new SeedsNeeded(Math.sqrt(squares / freedom)));
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
