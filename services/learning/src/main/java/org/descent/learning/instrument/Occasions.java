package org.descent.learning.instrument;

import java.util.List;
import java.util.function.Predicate;
import org.descent.contracts.spec.InstrumentSpec;
import org.descent.contracts.spec.TrainingSpec;

/** When a training is looked at, and with which instruments. It depends on the training alone. */
public final class Occasions {
  private final TrainingSpec training;
  private final List<InstrumentSpec> instruments;

  private Occasions(TrainingSpec training, Predicate<InstrumentSpec> which) {
    this.training = training;
    this.instruments = training.instruments().stream().filter(which).toList();
  }

  /** Of all its instruments. */
  public static Occasions of(TrainingSpec training) {
    return new Occasions(training, each -> true);
  }

  /** Of those for which whoever trains has to stop. */
  public static Occasions besideSteps(TrainingSpec training) {
    return new Occasions(training, each -> !each.followsStep(training));
  }

  /** Of those that follow from the steps themselves. */
  public static Occasions inSteps(TrainingSpec training) {
    return new Occasions(training, each -> each.followsStep(training));
  }

  /** Whether there is any instrument. */
  public boolean any() {
    return !instruments.isEmpty();
  }

  /** The instruments that look before the update of {@code iteration}, from 1. */
  public List<InstrumentSpec> due(int iteration) {
    return instruments.stream().filter(each -> !each.seesUpdate() && due(each, iteration)).toList();
  }

  /** Those that look at that update, once it is done. */
  public List<InstrumentSpec> dueAfter(int iteration) {
    return instruments.stream().filter(each -> each.seesUpdate() && due(each, iteration)).toList();
  }

  /** Those that still have to look where a trial ends at {@code iteration}, without an update. */
  public List<InstrumentSpec> dueAtEnd(int iteration) {
    return instruments.stream()
        .filter(each -> !each.seesUpdate() && !due(each, iteration))
        .toList();
  }

  private boolean due(InstrumentSpec instrument, int iteration) {
    return toNext(instrument.at(), iteration - 2) == 1;
  }

  /** Iterations that can be trained after {@code done} of them before one of them looks, from 1. */
  public int toNext(int done) {
    if (!dueAfter(done + 1).isEmpty()) {
      return 1;
    }
    return instruments.stream()
        .mapToInt(instrument -> toNext(instrument.at(), done))
        .min()
        .orElse(Integer.MAX_VALUE);
  }

  /** The same of one that looks at some moments; -1 iterations are done before the first. */
  private int toNext(InstrumentSpec.Moments at, int done) {
    if (at instanceof InstrumentSpec.Moments.Every every) {
      return done < 0 ? 1 : every.iterations() - done % every.iterations();
    }
    if (at instanceof InstrumentSpec.Moments.Snapshots) {
      return training.snapshots().stream()
          .mapToInt(snapshot -> snapshot - 1 - done)
          .filter(distance -> distance > 0)
          .min()
          .orElse(Integer.MAX_VALUE);
    }
    throw new IllegalArgumentException("nobody knows when " + at + " is");
  }
}
