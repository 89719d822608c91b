package org.descent.experiment.search.replicates;

import org.descent.contracts.InvalidSpec;

/**
 * Trials of one variant from different seeds.
 *
 * @param atLeast seeds that every variant gets
 * @param atMost seeds that the leading variants get while it is undecided which of them is best
 * @param level of the test that decides, for example 0.05
 */
public record Replicates(int atLeast, int atMost, double level) {
  public Replicates {
    InvalidSpec.unless(atLeast >= 1, "seeds: at-least %d, expected 1 or more", atLeast);
    InvalidSpec.unless(
        atMost >= atLeast, "seeds: at-most %d, expected at-least (%d) or more", atMost, atLeast);
    InvalidSpec.unless(
        level > 0 && level < 1, "seeds: until %s, expected a level between 0 and 1", level);
  }

  /** The same number of seeds for every variant. */
  public static Replicates of(int seeds) {
    return new Replicates(seeds, seeds, 0.05);
  }
}
