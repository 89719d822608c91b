package org.descent.standalone.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.descent.experiment.results.ExperimentResult;
import org.descent.experiment.results.Results;
import org.descent.experiment.results.State;
import org.descent.standalone.pipeline.ControlClient;
import org.descent.standalone.results.ResultsDirectory;

/** Results as control has them, brought home. */
final class Collected {
  private Collected() {}

  /** Fetches the results of {@code experiments} (ids), and writes them and their curves. */
  static Results into(ResultsDirectory directory, ControlClient control, List<String> experiments)
      throws IOException {
    var results = new ArrayList<ExperimentResult>();
    for (var experiment : experiments) {
      var result = control.result(experiment);
      results.add(result);
      if (result.state() != State.REJECTED) {
        control.curves(experiment, directory.curves(fileName(result, results)));
      }
    }
    var all = Results.of(Build.version(), results);
    directory.write(all);
    return all;
  }

  /** The name, or the id where another experiment of that name has been collected. */
  private static String fileName(ExperimentResult result, List<ExperimentResult> collected) {
    long sameName = collected.stream().filter(r -> r.name().equals(result.name())).count();
    return sameName > 1 ? result.id() : result.name();
  }
}
