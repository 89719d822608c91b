package org.descent.experiment.search.stopping;

/** A rule that compares variants at rungs: they start at the first and may come to the last. */
interface OnRungs extends Stopping {
  /** Where they are compared. */
  Rungs rungs();

  @Override
  default int firstBudget(int variant) {
    return rungs().budget(0);
  }

  @Override
  default int lastBudget() {
    return rungs().last();
  }
}
