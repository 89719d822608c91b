package org.descent.learning;

import java.util.Optional;

/**
 * A listener whose methods may be called from several threads. When the listener itself throws, the
 * rest of the cohort is given up and the exception kept for whoever started the cohort.
 */
final class OneAtATime implements TrainingListener {
  private final TrainingListener listener;
  private Optional<Throwable> trouble = Optional.empty();
  private boolean givenUp;

  OneAtATime(TrainingListener listener) {
    this.listener = listener;
  }

  @Override
  public synchronized void progressed(Cohort.Trial trial, CurveSlice slice) {
    call(() -> listener.progressed(trial, slice));
  }

  @Override
  public synchronized void ended(Cohort.Trial trial, Outcome outcome) {
    call(() -> listener.ended(trial, outcome));
  }

  @Override
  public synchronized boolean cancelled() {
    call(() -> givenUp |= listener.cancelled());
    return givenUp;
  }

  /** Ends the cohort as if the listener had cancelled it. */
  synchronized void giveUp() {
    givenUp = true;
  }

  /** Throws what the listener threw, if it did. */
  synchronized void rethrow() {
    trouble.ifPresent(
        e -> {
          if (e instanceof Error error) {
            throw error;
          }
          throw (RuntimeException) e;
        });
  }

  private void call(Runnable notice) {
    if (trouble.isPresent()) {
      return;
    }
    try {
      notice.run();
    } catch (RuntimeException | Error e) {
      trouble = Optional.of(e);
      givenUp = true;
    }
  }
}
