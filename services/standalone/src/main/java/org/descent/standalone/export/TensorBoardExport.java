package org.descent.standalone.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import org.descent.experiment.results.ExperimentResult;
import org.descent.learning.export.TensorBoardEvents;
import org.descent.learning.export.TensorBoardEvents.Scalars;
import org.descent.standalone.results.ResultsDirectory;

/**
 * Writes curves for TensorBoard: one run a trial. Every iteration is there unless a curve has more
 * than so many points; then it keeps its first and last and the extremes between.
 */
public final class TensorBoardExport {
  /** The most points of a curve unless told otherwise. */
  public static final int DEFAULT_POINTS = 100_000;

  private static final Path ROOT = Path.of("tensorboard");

  private final ResultsDirectory directory;
  private final int points;
  private int trials;
  private int thinned;

  /**
   * Exports to {@code directory}, below tensorboard/.
   *
   * @param points the most that are written of one curve
   */
  public TensorBoardExport(ResultsDirectory directory, int points) {
    this.directory = directory;
    this.points = points;
  }

  /**
   * Writes the curves of one experiment.
   *
   * @param name of the experiment's folder
   * @param curves its curves/NAME.csv
   */
  public void write(String name, ExperimentResult result, Path curves) throws IOException {
    var folders = new TrialFolders(ROOT, name, result);
    CurvesFile.read(
        curves,
        trial -> {
          var scalars = new ArrayList<Scalars>();
          trial.curves().forEach(curve -> scalars.add(scalars(curve)));
          directory.writeFile(
              folders.of(trial.variant(), trial.seed()).resolve(TensorBoardEvents.FILE),
              draft -> TensorBoardEvents.write(draft, scalars));
          trials++;
        });
  }

  /** Where the event files are. */
  public Path root() {
    return directory.path().resolve(ROOT);
  }

  /** The number of trials written so far. */
  public int trials() {
    return trials;
  }

  /** The number of curves that had more points than were written. */
  public int thinned() {
    return thinned;
  }

  private Scalars scalars(CurvesFile.MetricCurve curve) {
    if (curve.values().length > points) {
      thinned++;
    }
    var kept = curve.thinned(points);
    return new Scalars(kept.metric(), kept.iterations(), kept.values());
  }
}
