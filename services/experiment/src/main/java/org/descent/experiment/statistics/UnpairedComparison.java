package org.descent.experiment.statistics;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;

/**
 * Two samples that have no seeds in common: by how much the second is larger than the first. The
 * test is that of Gehan 1965, on all pairs of which one is known to be larger; without censoring it
 * is that of Mann &amp; Whitney 1947. The estimate is the median of all differences between the
 * samples (Hodges &amp; Lehmann 1963), its interval that of Moses (Hollander &amp; Wolfe 1973,
 * section 4.3).
 *
 * @param first size of the first sample
 * @param second size of the second sample
 * @param larger share of all pairs in which the second is larger, those that cannot be told apart
 *     counting half: 0.5 where nothing speaks for either
 * @param p two-sided, by permutation: exact where there are few observations, else by the normal
 *     distribution
 * @param shift second less first; of iterations the ratio, second over first. Without interval
 *     where no p-value of such samples can fall to 5 %
 */
public record UnpairedComparison(int first, int second, double larger, double p, Estimate shift) {
  /**
   * The fewest trials in each of two samples by which a test, or an interval, can tell anything.
   */
  public static final int NEEDED = 4; // 2 / C(8, 4) = 0.029, 2 / C(6, 3) = 0.1

  /** In all; more than that are normal enough. */
  private static final int MOST_EXACT = 50;

  /** Observations known within bounds, [n]. */
  private record Sample(double[] low, double[] high) {
    int size() {
      return low.length;
    }
  }

  /**
   * Compares iterations to target on their logarithms, so that the shift is a ratio.
   *
   * @param ratio that the test is against: {@link #larger} and {@link #p} say how the second sample
   *     stands to so many times the first
   */
  public static UnpairedComparison ofIterations(
      Collection<Observation> first, Collection<Observation> second, double ratio) {
    var times = compared(sample(first, Math.log(ratio)), sample(second, 0));
    return new UnpairedComparison(
        times.first,
        times.second,
        times.larger,
        times.p,
        shift(sample(first, 0), sample(second, 0)).exp());
  }

  /** Compares numbers that are all known, at least one a sample. */
  public static UnpairedComparison of(double[] first, double[] second) {
    return compared(new Sample(first, first), new Sample(second, second));
  }

  private static Sample sample(Collection<Observation> observations, double moved) {
    return new Sample(
        observations.stream().mapToDouble(o -> o.logAtLeast() + moved).toArray(),
        observations.stream().mapToDouble(o -> o.logAtMost() + moved).toArray());
  }

  private static UnpairedComparison compared(Sample first, Sample second) {
    int n = first.size();
    int m = second.size();
    if (n == 0 || m == 0) {
      throw new IllegalArgumentException(n + " against " + m + " observations");
    }
    int[] scores = scores(first, second);
    long sum = Arrays.stream(scores, n, n + m).asLongStream().sum();
    return new UnpairedComparison(
        n,
        m,
        0.5 + 0.5 * sum / ((double) n * m),
        n + m <= MOST_EXACT ? exact(scores, m, sum) : normal(scores, m, sum),
        shift(first, second));
  }

  /** How many of all others each observation is known to exceed, less how many exceed it. */
  private static int[] scores(Sample first, Sample second) {
    double[] low = concatenated(first.low, second.low);
    double[] high = concatenated(first.high, second.high);
    double[] lows = sorted(low);
    double[] highs = sorted(high);
    var scores = new int[low.length];
    for (int i = 0; i < scores.length; i++) {
      int below = countBelow(highs, low[i]);
      int above = lows.length - countUpTo(lows, high[i]);
      scores[i] = below - above;
    }
    return scores;
  }

  /** Twice the smaller tail of the sum of {@code m} of the scores, all choices being as likely. */
  private static double exact(int[] scores, int m, long sum) {
    int lowest = Arrays.stream(scores).min().getAsInt();
    int[] raised = Arrays.stream(scores).map(s -> s - lowest).toArray();
    double[] ways = ways(raised, m);
    int at = (int) (sum - (long) m * lowest);
    double below = Arrays.stream(ways, 0, at + 1).sum();
    double above = Arrays.stream(ways, at, ways.length).sum();
    return Math.min(1, 2 * Math.min(below, above) / Arrays.stream(ways).sum());
  }

  /** In how many ways {@code m} of the numbers, none below 0, come to each sum. */
  private static double[] ways(int[] numbers, int m) {
    int most = Arrays.stream(sorted(numbers)).skip(numbers.length - m).sum();
    var ways = new double[m + 1][most + 1]; // [chosen][sum]
    ways[0][0] = 1;
    for (int number : numbers) {
      for (int chosen = m; chosen > 0; chosen--) {
        for (int sum = most; sum >= number; sum--) {
          ways[chosen][sum] += ways[chosen - 1][sum - number];
        }
      }
    }
    return ways[m];
  }

  private static double normal(int[] scores, int m, long sum) {
    int all = scores.length;
    double squares = Arrays.stream(scores).asLongStream().mapToDouble(s -> (double) s * s).sum();
    double variance = squares * m * (all - m) / ((double) all * (all - 1));
    return variance == 0 ? 1 : Normal.twoSided(sum / Math.sqrt(variance));
  }

  private static Estimate shift(Sample first, Sample second) {
    var least = new Differences(sorted(first.high), sorted(second.low));
    var most = new Differences(sorted(first.low), sorted(second.high));
    long rank = rank(first.size(), second.size());
    return new Estimate(
        least.median(),
        most.median(),
        rank == 0
            ? Optional.empty()
            : Optional.of(
                new Interval(least.smallest(rank), most.smallest(most.count() + 1 - rank))));
  }

  /**
   * The largest r for which the r-th smallest and the r-th largest of all differences hold the
   * shift with 95 %; 0 if the samples are too small.
   */
  private static long rank(int n, int m) {
    double tail = (1 - Interval.CONFIDENCE) / 2;
    if (n + m > MOST_EXACT) {
      double sd = Math.sqrt((double) n * m * (n + m + 1) / 12);
      return Math.max(0, (long) Math.floor((double) n * m / 2 - Normal.quantile(1 - tail) * sd));
    }
    int[] ranks = new int[n + m];
    Arrays.setAll(ranks, i -> i);
    double[] ways = ways(ranks, m); // the sum of ranks less m (m - 1) / 2 is Mann & Whitney's U
    double all = Arrays.stream(ways).sum();
    double below = 0;
    for (int u = 0; u <= n * m; u++) {
      below += ways[u + m * (m - 1) / 2];
      if (below / all > tail) {
        return u;
      }
    }
    throw new IllegalStateException("no end of " + n + " and " + m);
  }

  /** All differences between a number of the second array and one of the first, both ascending. */
  private record Differences(double[] first, double[] second) {
    long count() {
      return (long) first.length * second.length;
    }

    double median() {
      double low = smallest((count() + 1) / 2);
      double high = smallest(count() / 2 + 1);
      return 0.5 * (low + high);
    }

    /** The k-th smallest, from 1: halves the span of doubles until one number is left. */
    double smallest(long k) {
      long low = ordinal(Double.NEGATIVE_INFINITY);
      long high = ordinal(Double.POSITIVE_INFINITY);
      while (low < high) {
        long middle = (low & high) + ((low ^ high) >> 1);
        if (countUpTo(number(middle)) >= k) {
          high = middle;
        } else {
          low = middle + 1;
        }
      }
      return number(low);
    }

    private long countUpTo(double most) {
      long count = 0;
      int up = 0;
      for (double number : second) {
        // second - first ≤ most holds for the larger ones of first
        while (up < first.length && number - first[up] > most) {
          up++;
        }
        count += first.length - up;
      }
      return count;
    }

    /** Doubles in their order as whole numbers, and back. */
    private static long ordinal(double number) {
      long bits = Double.doubleToLongBits(number);
      return bits >= 0 ? bits : Long.MIN_VALUE - bits;
    }

    private static double number(long ordinal) {
      return Double.longBitsToDouble(ordinal >= 0 ? ordinal : Long.MIN_VALUE - ordinal);
    }
  }

  private static double[] concatenated(double[] first, double[] second) {
    return Stream.of(first, second).flatMapToDouble(Arrays::stream).toArray();
  }

  private static double[] sorted(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted;
  }

  private static int[] sorted(int[] values) {
    int[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted;
  }

  private static int countBelow(double[] ascending, double value) {
    return count(ascending.length, i -> ascending[i], Math.nextDown(value));
  }

  private static int countUpTo(double[] ascending, double value) {
    return count(ascending.length, i -> ascending[i], value);
  }

  private static int count(int n, IntToDoubleFunction ascending, double most) {
    int low = 0;
    int high = n;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ascending.applyAsDouble(middle) <= most) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
