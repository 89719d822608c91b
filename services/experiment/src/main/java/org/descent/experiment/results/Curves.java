package org.descent.experiment.results;

import java.util.List;
import java.util.Set;
import org.descent.contracts.event.TrainingProgressed;

/** The curves of an experiment's trials: every metric at every iteration, as float arrays. */
public final class Curves {
  /** One point of a curve; iterations count from 1. */
  public record Point(int iteration, float value) {}

  /** Trials with a curve, in order of appearance. */
  public Set<String> trials() {
    throw new UnsupportedOperationException();
  }

  /** Names of {@code trial}'s metrics in order; empty if it has no curve. */
  public List<String> metrics(String trial) {
    throw new UnsupportedOperationException();
  }

  /** The whole curve without gaps from iteration 1 on: [iterations]. */
  public float[] values(String trial, String metric) {
    throw new UnsupportedOperationException();
  }

  /** At most {@code points} points of the curve, keeping first, last and each bucket's extremes. */
  public List<Point> thinned(String trial, String metric, int points) {
    throw new UnsupportedOperationException();
  }

  /** Adds a slice; false if nothing in it was new. */
  boolean add(TrainingProgressed slice) {
    throw new UnsupportedOperationException();
  }
}
