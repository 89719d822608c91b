package org.descent.experiment.results;

import org.descent.contracts.event.Event;
import org.descent.experiment.Experiment;

/** What is known of one experiment: a fold over its events. */
public final class Ledger {
  public Ledger(Experiment experiment) {}

  /** Takes an event in; false if it was known already or is not of this experiment. */
  public boolean on(Event event) {
    throw new UnsupportedOperationException();
  }

  /** How the experiment is getting on. */
  public ExperimentStatus status() {
    throw new UnsupportedOperationException();
  }

  /** What the experiment has come to so far. */
  public ExperimentResult result() {
    throw new UnsupportedOperationException();
  }

  /** Its curves, as far as they are known. */
  public Curves curves() {
    throw new UnsupportedOperationException();
  }
}
