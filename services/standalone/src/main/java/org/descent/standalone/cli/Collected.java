package org.descent.standalone.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.descent.experiment.results.ExperimentResult;
import org.descent.experiment.results.ExperimentStatus;
import org.descent.experiment.results.Results;
import org.descent.experiment.results.State;
import org.descent.standalone.files.Remembered;
import org.descent.standalone.pipeline.ResultSource;
import org.descent.standalone.results.ResultsDirectory;

/** Results as control or the log has them, brought home. */
final class Collected {
  private Collected() {}

  /** Fetches the results of {@code experiments}, and writes them and their curves. */
  static Results into(
      ResultsDirectory directory, ResultSource source, List<ExperimentStatus> experiments)
      throws IOException {
    directory.begin(experiments.stream().map(Remembered::of).toList());
    var results = new ArrayList<ExperimentResult>();
    for (var experiment : experiments) {
      results.add(source.result(experiment.experiment()));
    }
    var names = names(results);
    for (var result : results) {
      if (result.state() != State.REJECTED) {
        var name = names.get(result.id());
        directory.writeCurves(name, draft -> source.curves(result.id(), draft));
        if (result.mapped()) {
          directory.writeLandscapes(name, draft -> source.landscapes(result.id(), draft));
        }
        if (directory.parquet()) {
          directory.writeCurvesParquet(name, draft -> source.curvesParquet(result.id(), draft));
        }
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

  /** Removes what is left of earlier results in {@code directory}, and tells what cannot be. */
  static void removeStale(ResultsDirectory directory, Consumer<String> said) throws IOException {
    for (var changed : directory.removeStale()) {
      said.accept(changed + " is of an earlier run, and was left: it has been changed since");
    }
  }

  /** What files of each experiment (id) are called: its name, or the id where that is taken. */
  static Map<String, String> names(List<ExperimentResult> results) {
    return names(results, ExperimentResult::id, ExperimentResult::name);
  }

  /** The same for experiments that are known in another form. */
  static <T> Map<String, String> names(
      List<T> experiments, Function<T, String> id, Function<T, String> name) {
    var names = new LinkedHashMap<String, String>();
    for (var one : experiments) {
      boolean taken = names.containsValue(name.apply(one));
      names.put(id.apply(one), taken ? id.apply(one) : name.apply(one));
    }
    return names;
  }
}
