package org.descent.standalone.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import org.descent.experiment.Experiment;
import org.descent.experiment.results.ExperimentStatus;
import org.descent.standalone.files.NotOurs;
import org.descent.standalone.files.Remembered;
import org.descent.standalone.files.StorageFailure;
import org.descent.standalone.results.OtherExperiments;
import org.descent.standalone.results.ResultsDirectory;
import org.descent.standalone.results.ResultsDirectory.Intent;
import picocli.CommandLine.Option;

/** The directory that {@code --out} names, and what may be replaced there. */
final class OutDirectory {
  private static final String READ_ONLY = "Read-only file system";

  @Option(
      names = "--replace",
      description =
          "Replace what the output directory has of other experiments: their results, and what an"
              + " interrupted run has found.")
  private boolean replace;

  @Option(
      names = "--parquet",
      description = "Also write results.parquet and curves/EXPERIMENT.parquet.")
  private boolean parquet;

  /** The directory for a run of {@code experiments}. */
  ResultsDirectory forRun(Path path, List<Experiment> experiments) throws IOException {
    var names = Collected.names(experiments, Experiment::id, Experiment::name);
    return open(
        path,
        new Intent(
            experiments.stream().map(Remembered::of).toList(),
            List.copyOf(names.values()),
            true,
            parquet,
            true,
            replace));
  }

  /**
   * The directory for results of {@code experiments}.
   *
   * @param report whether there will be one
   */
  ResultsDirectory forResults(Path path, List<ExperimentStatus> experiments, boolean report)
      throws IOException {
    var known = experiments.stream().map(Remembered::of).toList();
    var names = Collected.names(experiments, ExperimentStatus::experiment, ExperimentStatus::name);
    return open(
        path, new Intent(known, List.copyOf(names.values()), report, parquet, false, replace));
  }

  private static ResultsDirectory open(Path path, Intent intent) throws IOException {
    try {
      return ResultsDirectory.open(path, intent);
    } catch (NotOurs | OtherExperiments e) {
      throw new UserMistake("--out " + path + ": " + e.getMessage());
    } catch (FileAlreadyExistsException e) {
      throw new UserMistake("--out " + path + ": " + e.getFile() + " is a file, not a directory");
    } catch (FileSystemException e) {
      if (e instanceof AccessDeniedException) {
        throw new UserMistake("--out " + path + ": " + e.getFile() + ": permission denied");
      }
      if (READ_ONLY.equals(e.getReason()) || StorageFailure.in(path, e).isEmpty()) {
        throw new UserMistake(
            "--out " + path + ": cannot make " + e.getFile() + ": " + e.getReason());
      }
      throw StorageFailure.located(path, e);
    } catch (IOException e) {
      throw StorageFailure.located(path, e);
    }
  }
}
