package org.descent.experiment.search.strategy;

import java.util.Optional;
import org.hipparchus.random.SobolSequenceGenerator;

/**
 * Points that fill the unit cube evenly: the sequence of Sobol (1967) with the direction numbers of
 * Joe &amp; Kuo (2008), its digits permuted at random (Owen 1995) so that every search has another
 * one and no point lies on an edge.
 *
 * @param scrambled whether to permute
 */
public record SobolStrategy(boolean scrambled) implements Strategy {
  private static final int BITS = 32;
  private static final int APART = 1 << 16; // where the points of the next attempts begin

  /** The point at the turn's place in the sequence; at a further attempt, one far behind. */
  @Override
  public Optional<double[]> propose(History history, Turn turn) {
    int index = turn.number() + turn.attempt() * APART;
    return Optional.of(point(history.space().dimensions(), index, turn.seed()));
  }

  /** The point at {@code index}, from 0, of the sequence of {@code seed}. */
  double[] point(int dimensions, int index, long seed) {
    return scrambled(new SobolSequenceGenerator(dimensions).skipTo(index), seed);
  }

  /** The first {@code count} points of the sequence of {@code seed}. */
  double[][] points(int dimensions, int count, long seed) {
    var generator = new SobolSequenceGenerator(dimensions);
    var points = new double[count][];
    for (int i = 0; i < count; i++) {
      points[i] = scrambled(generator.nextVector(), seed);
    }
    return points;
  }

  private double[] scrambled(double[] point, long seed) {
    for (int i = 0; scrambled && i < point.length; i++) {
      point[i] = scramble((long) (point[i] * (1L << BITS)), Turn.mix(seed) + i);
    }
    return point;
  }

  /**
   * Flips each binary digit or not, as a random bit says that belongs to the digits before it:
   * nested uniform scrambling.
   */
  private static double scramble(long digits, long seed) {
    long scrambled = 0;
    for (int depth = 0; depth < BITS; depth++) {
      long before = (1L << depth) | (digits >>> (BITS - depth));
      long flip = Turn.mix(Turn.mix(seed) + before) & 1;
      scrambled = scrambled << 1 | ((digits >>> (BITS - 1 - depth)) & 1) ^ flip;
    }
    return (scrambled + 0.5) / (1L << BITS);
  }
}
