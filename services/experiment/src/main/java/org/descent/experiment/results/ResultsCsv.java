package org.descent.experiment.results;

import java.io.IOException;
import java.util.List;

/** Results as a table: one row a trial. */
public final class ResultsCsv {
  private ResultsCsv() {}

  /** Writes a header and one row for each ended trial. */
  public static void write(List<ExperimentResult> experiments, Appendable out) throws IOException {
    throw new UnsupportedOperationException();
  }
}
