package org.descent.learning;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Independent streams of random numbers that a trial's seed branches into, one for each purpose.
 *
 * <p>Stream s of a seed is xoroshiro128++ (Blackman &amp; Vigna 2019) whose state is words 2s + 1
 * and 2s + 2 of the SplitMix64 sequence (Steele, Lea &amp; Flood 2014) that starts at mix(seed):
 * word j = mix(mix(seed) + j·0x9e3779b97f4a7c15), with SplitMix64's finaliser (Stafford's variant
 * 13) as mix. The words of a seed are distinct, so the state is never zero.
 */
public final class RandomStreams {
  /** The stream of mini-batches; those below it belong to parameter arrays. */
  public static final long BATCHES = 1L << 32;

  private static final long LAYERS = 1L << 33;

  /** What instruments draw at iteration k of a trial is stream k above it. */
  public static final long INSTRUMENTS = 1L << 34;

  /** That of directions through the weights at a trial's end. */
  public static final long LANDSCAPES = 1L << 35;

  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private RandomStreams() {}

  public static UniformRandomProvider of(long seed, long stream) {
    long start = mix(seed);
    return RandomSource.XO_RO_SHI_RO_128_PP.create(
        new long[] {
          mix(start + (2 * stream + 1) * GOLDEN), mix(start + (2 * stream + 2) * GOLDEN)
        });
  }

  /**
   * The two words that a layer draws from in an iteration, from 1: the halves, lower first, of word
   * {@code iteration} of the SplitMix64 sequence that starts at word 2s + 1 of the seed's.
   *
   * @param layer its place among layers that draw; stream s is 2³³ above it
   */
  public static int[] draw(long seed, int layer, int iteration) {
    long start = mix(mix(seed) + (2 * (LAYERS + layer) + 1) * GOLDEN);
    long word = mix(start + iteration * GOLDEN);
    return new int[] {(int) word, (int) (word >>> Integer.SIZE)};
  }

  private static long mix(long word) {
    long z = (word ^ (word >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
