package org.descent.standalone.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.descent.experiment.Experiment;
import org.descent.experiment.results.ExperimentResult;
import org.descent.experiment.results.Results;
import org.descent.standalone.results.ResultsDirectory;

/** Results of a smaller run, which a larger one is planned from. */
record Pilot(Path directory, Results results) {
  /** What a run has left in {@code directory}. */
  static Pilot read(Path directory) throws IOException {
    var file = directory.resolve(ResultsDirectory.RESULTS_JSON);
    try {
      var results = ResultsDirectory.read(directory);
      if (!Results.SCHEMA.equals(results.schema())) {
        throw new UserMistake(
            file + ": schema " + results.schema() + ", expected " + Results.SCHEMA);
      }
      return new Pilot(directory, results);
    } catch (JsonProcessingException e) {
      throw new UserMistake(file + ": not what a run writes: " + e.getOriginalMessage());
    } catch (AccessDeniedException e) {
      throw new UserMistake(file + ": permission denied");
    } catch (FileSystemException e) {
      throw new UserMistake(
          "--resolve judges from results, and there is no "
              + file
              + ": run a few seeds first, for example with --seed-count 4, or name the directory of a run with --pilot");
    }
  }

  /** The results of the experiment of the same name. */
  ExperimentResult of(Experiment experiment) {
    return results.experiments().stream()
        .filter(r -> experiment.name().equals(r.name()))
        .findFirst()
        .orElseThrow(
            () ->
                new UserMistake(
                    directory.resolve(ResultsDirectory.RESULTS_JSON)
                        + ": there is no experiment "
                        + experiment.name()
                        + " to judge from"));
  }
}
