package org.descent.standalone.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.descent.experiment.results.ExperimentResult;
import org.descent.experiment.results.Results;
import org.descent.experiment.results.State;
import org.descent.standalone.pipeline.ResultSource;
import org.descent.standalone.results.ResultsDirectory;

/** Results as control or the log has them, brought home. */
final class Collected {
  private Collected() {}

  /** Fetches the results of {@code experiments} (ids), and writes them and their curves. */
  static Results into(ResultsDirectory directory, ResultSource source, List<String> experiments)
      throws IOException {
    var results = new ArrayList<ExperimentResult>();
    for (var experiment : experiments) {
      var result = source.result(experiment);
      results.add(result);
      if (result.state() != State.REJECTED) {
        source.curves(experiment, directory.curves(names(results).get(experiment)));
      }
    }
    var all = Results.of(Build.version(), results);
    directory.write(all);
    return all;
  }

  /**
   * Fetches the report on {@code experiments} (ids) with its figures, and writes them.
   *
   * @param title of the report; empty: that of its first experiment
   * @return where the report stands
   */
  static Path report(
      ResultsDirectory directory, ResultSource source, List<String> experiments, String title)
      throws IOException {
    return directory.write(source.report(experiments, title), source.figures(experiments));
  }

  /** What files of each experiment (id) are called: its name, or the id where that is taken. */
  static Map<String, String> names(List<ExperimentResult> results) {
    var names = new LinkedHashMap<String, String>();
    for (var result : results) {
      names.put(result.id(), names.containsValue(result.name()) ? result.id() : result.name());
    }
    return names;
  }
}
