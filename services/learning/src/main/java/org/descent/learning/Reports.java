package org.descent.learning;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * What threads report of one cohort, passed on to the listener one call at a time. When the
 * listener throws, the rest of the cohort is given up and the exception kept for whoever started
 * it; an error, too, since a call that broke off may have lost something of other threads' trials.
 */
public final class Reports implements CheckpointListener {
  private final CheckpointListener listener;
  private final Map<String, CohortCheckpoint.Running> running = new LinkedHashMap<>();
  private final Set<String> ended = new LinkedHashSet<>();
  private Optional<Throwable> trouble = Optional.empty();
  private boolean givenUp;
  private int checkpoint;
  private int passedOn;

  /**
   * @param from what had been reported before
   */
  public Reports(CheckpointListener listener, CohortCheckpoint from) {
    this.listener = listener;
    from.running().forEach(r -> running.put(r.trial(), r));
    ended.addAll(from.ended());
  }

  @Override
  public synchronized void progressed(Cohort.Trial trial, CurveSlice slice) {
    call(() -> listener.progressed(trial, slice));
  }

  @Override
  public synchronized void measured(Cohort.Trial trial, SplitMeasurement measured) {
    call(() -> listener.measured(trial, measured));
  }

  @Override
  public synchronized void ended(Cohort.Trial trial, Outcome outcome) {
    call(() -> listener.ended(trial, outcome));
    if (!(outcome instanceof Outcome.Cancelled)) { // whoever goes on from a checkpoint trains that
      running.remove(trial.id());
      ended.add(trial.id());
    }
  }

  public synchronized boolean hasEnded(Cohort.Trial trial) {
    return ended.contains(trial.id());
  }

  @Override
  public synchronized boolean cancelled() {
    call(() -> givenUp |= listener.cancelled());
    return givenUp;
  }

  /**
   * The checkpoint that is due or was made last, from 1: whoever has not told where its trials
   * stand for that one has to.
   */
  public synchronized int checkpoint() {
    call(() -> checkpoint += listener.checkpointDue() ? 1 : 0);
    return checkpoint;
  }

  /** Where some trials stand after a segment. */
  public synchronized void checkpointed(List<CohortCheckpoint.Running> trials) {
    trials.forEach(trial -> running.put(trial.trial(), trial));
    var checkpoint = new CohortCheckpoint(List.copyOf(running.values()), List.copyOf(ended));
    call(() -> listener.checkpointed(checkpoint));
  }

  /** Where some trials stand that an engine was handed which is not the first. */
  @Override
  public synchronized void checkpointed(CohortCheckpoint checkpoint) {
    checkpointed(checkpoint.running());
  }

  /** Whether such an engine has to tell. */
  @Override
  public synchronized boolean checkpointDue() {
    boolean due = checkpoint() > passedOn;
    passedOn = checkpoint;
    return due;
  }

  /** Ends the cohort as if the listener had cancelled it. */
  public synchronized void giveUp() {
    givenUp = true;
  }

  /**
   * Waits for all of {@code running}, whatever happens: what they use must not be released before.
   *
   * @throws IllegalStateException if one of them broke off
   */
  public void await(List<? extends Future<?>> running) {
    boolean interrupted = false;
    Optional<Throwable> defect = Optional.empty();
    for (var future : running) {
      boolean waiting = true;
      while (waiting) {
        try {
          future.get();
          waiting = false;
        } catch (InterruptedException e) {
          interrupted = true;
          giveUp();
        } catch (ExecutionException e) {
          defect = Optional.of(e.getCause());
          waiting = false;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    defect.ifPresent(
        cause -> {
          throw new IllegalStateException("training broke off", cause);
        });
  }

  /** Throws what the listener threw, if it did. */
  public synchronized void rethrow() {
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
