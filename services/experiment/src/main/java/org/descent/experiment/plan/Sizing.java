package org.descent.experiment.plan;

import org.descent.contracts.InvalidSpec;

/** How many trials a cohort should have. None of it changes a result. */
@FunctionalInterface
public interface Sizing {
  /**
   * The most trials of one cohort, 1 or more.
   *
   * @param trials all trials of one structure, 1 or more
   * @param stacked whether a thread trains many of them in one program; otherwise it trains one
   *     after the other
   */
  int most(int trials, boolean stacked);

  /**
   * Always {@code size}.
   *
   * @throws InvalidSpec if it is below 1
   */
  static Sizing fixed(int size) {
    InvalidSpec.unless(size >= 1, "cohort size %s, expected 1 or more", size);
    return (trials, stacked) -> size;
  }

  /**
   * For {@code trainers} trainers of {@code threads} threads each. Every trainer gets something,
   * two cohorts or more if that leaves all its threads well filled; none gets more at once than
   * fills them. Cohorts come out equally large.
   *
   * @param trainers 1 or more
   * @param threads of one trainer, 1 or more
   */
  static Sizing forTrainers(int trainers, int threads) {
    InvalidSpec.unless(trainers >= 1, "%s trainers to plan for, expected 1 or more", trainers);
    InvalidSpec.unless(threads >= 1, "%s threads a trainer, expected 1 or more", threads);
    return (trials, stacked) -> {
      var filling = stacked ? Filling.STACKED : Filling.SINGLE;
      int most = filling.size(trials, trainers, threads);
      int cohorts = (trials + most - 1) / most;
      return (trials + cohorts - 1) / cohorts;
    };
  }

  /**
   * How many trials fill a thread.
   *
   * @param well enough for its overheads not to count much
   * @param full from there on the time grows with the number of trials: a stack of 64 trains at
   *     nearly the rate of a larger one
   */
  record Filling(int well, int full) {
    private static final Filling STACKED = new Filling(8, 64);
    private static final Filling SINGLE = new Filling(4, 8);

    private int size(int trials, int trainers, int threads) {
      int share = (trials + trainers - 1) / trainers;
      int size = Math.max((share + 1) / 2, Math.min(well * threads, share));
      return Math.min(size, full * threads);
    }
  }
}
