package org.descent.experiment.search.replicates;

import org.descent.contracts.InvalidSpec;

/**
 * Trials of one variant from different seeds. Seeds are counted from 0, and variants share them:
 * what two of them come to from one seed is a pair.
 *
 * @param atLeast seeds that every variant gets
 * @param atMost seeds that the leading variants get while it is undecided which of them is best
 * @param level of the test that decides, for example 0.05
 * @param fresh further seeds, which the search never saw, that the winner is trained from at the
 *     end
 */
public record Replicates(int atLeast, int atMost, double level, int fresh) {
  public Replicates {
    InvalidSpec.unless(atLeast >= 1, "seeds: at-least %d, expected 1 or more", atLeast);
    InvalidSpec.unless(
        atMost >= atLeast, "seeds: at-most %d, expected at-least (%d) or more", atMost, atLeast);
    InvalidSpec.unless(
        level > 0 && level < 1, "seeds: until %s, expected a level between 0 and 1", level);
    InvalidSpec.unless(fresh >= 0, "seeds: fresh %d, expected 0 or more", fresh);
  }

  /** The same number of seeds for every variant, and none afterwards. */
  public static Replicates of(int seeds) {
    return new Replicates(seeds, seeds, 0.05, 0);
  }

  /** Whether a seed, counted from 0, is one that no decision may depend on. */
  public boolean isFresh(int seed) {
    return seed >= atMost;
  }
}
