package org.descent.standalone.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.descent.experiment.results.ExperimentResult;
import org.descent.experiment.results.ExperimentStatus;

/** Where results can be had: a running control, or the log itself. */
public interface ResultSource {
  /** Every experiment that is known here. */
  List<ExperimentStatus> experiments() throws IOException;

  /** What an experiment has come to so far. */
  ExperimentResult result(String experiment) throws IOException;

  /** Writes an experiment's curves to {@code file}, which appears when they are all there. */
  void curves(String experiment, Path file) throws IOException;
}
