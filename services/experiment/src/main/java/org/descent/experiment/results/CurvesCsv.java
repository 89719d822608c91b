package org.descent.experiment.results;

import java.io.IOException;
import org.descent.experiment.Experiment;

/** Curves as a table: one row an iteration of a trial. */
public final class CurvesCsv {
  private CurvesCsv() {}

  /** Writes a header and every iteration of every trial, by variant, seed and iteration. */
  public static void write(Experiment experiment, Curves curves, Appendable out)
      throws IOException {
    throw new UnsupportedOperationException();
  }
}
