package org.descent.standalone.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.descent.experiment.results.ExperimentResult;
import org.descent.experiment.results.ExperimentStatus;

/** Where results can be had: a running control, or the log itself. */
public interface ResultSource {
  /** Every experiment that is known here. */
  List<ExperimentStatus> experiments() throws IOException;

  /** What an experiment has come to so far. */
  ExperimentResult result(String experiment) throws IOException;

  /** Writes an experiment's curves to {@code file}, which holds nothing of use if that fails. */
  void curves(String experiment, Path file) throws IOException;

  /** The same with its landscapes. */
  void landscapes(String experiment, Path file) throws IOException;

  /** The same as Parquet. */
  void curvesParquet(String experiment, Path file) throws IOException;

  /**
   * One report on {@code experiments} (ids): a page that needs nothing else.
   *
   * @param title empty: that of its first experiment
   */
  String report(List<String> experiments, String title) throws IOException;

  /** That report's figures: SVG documents by the names of their files, without the ending. */
  Map<String, String> figures(List<String> experiments) throws IOException;
}
