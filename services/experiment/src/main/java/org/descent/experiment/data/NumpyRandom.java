package org.descent.experiment.data;

import org.hipparchus.random.MersenneTwister;

/**
 * The stream that NumPy's {@code numpy.random.seed(s)} begins: published data sets are made of it.
 * MT19937 with the draws of NumPy's legacy {@code RandomState}, whose results its policy on
 * reproducibility has frozen (NEP 19).
 */
final class NumpyRandom {
  private final MersenneTwister twister;
  private double spare;
  private boolean hasSpare;

  /**
   * @param seed 0 to 2^32 - 1
   */
  NumpyRandom(long seed) {
    twister = new MersenneTwister((int) seed);
  }

  /** {@code rand()}: uniform on [0, 1), 53 bits. */
  double uniform() {
    long high = twister.nextInt() >>> 5;
    long low = twister.nextInt() >>> 6;
    return (high * (double) (1 << 26) + low) / (1L << 53);
  }

  /** {@code randn()}: standard normal, by Marsaglia's polar method, which makes two at a time. */
  double normal() {
    if (hasSpare) {
      hasSpare = false;
      return spare;
    }
    double first;
    double second;
    double square;
    do {
      first = 2 * uniform() - 1;
      second = 2 * uniform() - 1;
      square = first * first + second * second;
    } while (square >= 1 || square == 0);
    double factor = Math.sqrt(-2 * Math.log(square) / square);
    spare = factor * first;
    hasSpare = true;
    return factor * second;
  }

  /** {@code randint(0, bound)}: uniform on the whole numbers from 0 to bound - 1. */
  int below(int bound) {
    int most = bound - 1;
    int mask = most == 0 ? 0 : -1 >>> Integer.numberOfLeadingZeros(most);
    int drawn;
    do {
      drawn = twister.nextInt() & mask;
    } while (drawn > most);
    return drawn;
  }

  /** {@code permutation(count)}: Fisher and Yates, from the end. */
  int[] permutation(int count) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      order[i] = i;
    }
    for (int i = count - 1; i > 0; i--) {
      int j = below(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }
}
