package org.descent.benchmarks;

import org.descent.learning.Cohort;
import org.descent.learning.CurveSlice;
import org.descent.learning.Engine;
import org.descent.learning.Outcome;
import org.descent.learning.TrainingListener;

/** One cohort through an engine: every trial's curve arrives, the first one's loss is kept. */
final class EngineRun {
  private EngineRun() {}

  static float[] train(Engine engine, Cohort cohort) {
    var listener = new Curves(cohort);
    engine.train(cohort, listener);
    if (listener.ended != cohort.trials().size()) {
      throw new IllegalStateException(
          listener.ended + " trials ended of " + cohort.trials().size());
    }
    return listener.losses;
  }

  private static final class Curves implements TrainingListener {
    private final Cohort.Trial first;
    private final float[] losses;
    private int ended;

    Curves(Cohort cohort) {
      first = cohort.trials().get(0);
      losses = new float[first.training().iterations()];
    }

    @Override
    public void progressed(Cohort.Trial trial, CurveSlice slice) {
      if (trial.id().equals(first.id())) {
        System.arraycopy(slice.values()[0], 0, losses, slice.firstIteration() - 1, slice.count());
      }
    }

    @Override
    public void ended(Cohort.Trial trial, Outcome outcome) {
      if (!(outcome instanceof Outcome.Trained)) {
        throw new IllegalStateException(trial.id() + " ended as " + outcome);
      }
      ended++;
    }

    @Override
    public boolean cancelled() {
      return false;
    }
  }
}
