package org.descent.experiment.search.strategy;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Whose turn it is, and its randomness: nothing random is remembered from one turn to the next.
 *
 * @param seed of the search
 * @param number of the variant to propose, from 0
 * @param attempt at it, from 0
 */
public record Turn(long seed, int number, int attempt) {
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  /**
   * A stream of random numbers of this turn's own: xoroshiro128++ (Blackman &amp; Vigna 2019), its
   * state from SplitMix64 (Steele, Lea &amp; Flood 2014).
   */
  public UniformRandomProvider random() {
    return stream(mix(seed) ^ mix(((long) number << 32) + attempt + GOLDEN));
  }

  /** A stream of the seed and {@code purpose} alone: the same at every turn. */
  public UniformRandomProvider common(long purpose) {
    return stream(mix(seed) ^ mix(~purpose));
  }

  private static UniformRandomProvider stream(long start) {
    return RandomSource.XO_RO_SHI_RO_128_PP.create(
        new long[] {mix(start + GOLDEN), mix(start + 2 * GOLDEN)});
  }

  /** SplitMix64's finaliser (Stafford's variant 13): a bijection of the 64-bit words. */
  static long mix(long word) {
    long z = (word ^ (word >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
