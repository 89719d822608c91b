package org.descent.loader;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.Topics;
import org.descent.contracts.event.DataFile;
import org.descent.contracts.event.DatasetPrepared;
import org.descent.contracts.event.Location;
import org.descent.experiment.Experiment;
import org.descent.experiment.data.DataSources;
import org.descent.experiment.data.FileState;
import org.descent.experiment.data.SourceExamples;
import org.descent.experiment.data.prepare.PreparedExamples;
import org.descent.experiment.plan.Examination;
import org.descent.transport.DatasetRows;
import org.descent.transport.Events;
import org.descent.transport.TopicLayout;

/** The examples of an experiment: read, examined, divided, prepared, and as rows of the log. */
public final class ExperimentData {
  private static final Location NOWHERE = new Location(Topics.DATASET_ROWS, 0, 0, 0);

  /** Files and where rows stand are told of, too. */
  private static final int MAX_EVENT_BYTES = TopicLayout.MAX_RECORD_BYTES - 256 * 1024;

  private final Experiment experiment;
  private final Path base;
  private final List<DataFile> files;
  private final FileState state;

  /** Its folds, from 1, or all there is. */
  private final IntFunction<Fold> folds;

  /** Sees to it that rows stand in the log. */
  @FunctionalInterface
  public interface Placing {
    /**
     * @param told of the rows, but for where they stand
     * @return the same with their place
     */
    DatasetPrepared place(DatasetRows rows, DatasetPrepared told);
  }

  private record Fold(PreparedExamples prepared, DatasetRows rows) {
    static Fold of(Experiment experiment, SourceExamples source, int fold) {
      var prepared = Examination.of(experiment, source, fold);
      return new Fold(prepared, DatasetRows.of(prepared.split().all()));
    }
  }

  private ExperimentData(
      Experiment experiment, Path base, SourceExamples source, IntFunction<Fold> folds) {
    this.experiment = experiment;
    this.base = base;
    this.files = source.files();
    this.state = source.state();
    this.folds = folds;
  }

  /**
   * Reads the data of {@code experiment}. Folds are made one at a time, when they are asked for:
   * together they are that many times the data.
   *
   * @param base see {@link DataSources#read}
   * @throws org.descent.contracts.InvalidSpec naming what does not fit, in a variant or in a file
   */
  public static ExperimentData read(Experiment experiment, Path base) {
    var source = DataSources.read(experiment.data(), base);
    if (experiment.split().ways() > 1) {
      return new ExperimentData(
          experiment, base, source, fold -> Fold.of(experiment, source, fold));
    }
    var only = Fold.of(experiment, source, 1);
    return new ExperimentData(experiment, base, source, fold -> only);
  }

  /**
   * What the dataset-loader announces of them.
   *
   * @param placing sees to the rows of one fold after the other
   * @throws org.descent.contracts.InvalidSpec naming what does not fit in a fold
   */
  public DatasetPrepared announced(Placing placing) {
    var told = new ArrayList<DatasetPrepared>();
    for (int fold = 1; fold <= experiment.split().ways(); fold++) {
      var made = folds.apply(fold);
      var rows = made.rows();
      var split = made.prepared().split();
      var id = told.isEmpty() ? experiment.on(rows.sha256()).id() : told.get(0).experiment();
      var one =
          rows.prepared(id, split.train(), split.validation(), split.test(), NOWHERE)
              .preparedBy(made.prepared().fitted());
      if (told.isEmpty()) {
        requireRoom(one, experiment.split().ways());
      }
      told.add(placing.place(rows, one));
    }
    return told.get(0).with(told.subList(1, told.size()));
  }

  /** One event tells of all folds, and each is as large as the first or nearly so. */
  private static void requireRoom(DatasetPrepared first, int folds) {
    long bytes = (long) Events.encode(first).length * folds;
    InvalidSpec.unless(
        bytes <= MAX_EVENT_BYTES,
        "prepare: what is found of features takes about %s MB%s, and the event that tells of it holds"
            + " at most %s MB; fewer folds, or each: channel or all, make it less",
        bytes / 1_000_000,
        folds > 1 ? " in " + folds + " folds" : "",
        MAX_EVENT_BYTES / 1_000_000);
  }

  /** The files that were read. */
  List<DataFile> files() {
    return files;
  }

  /** The id that the experiment is handed in under. */
  String submission() {
    return experiment.submission();
  }

  /**
   * Whether they are held here as they have been prepared, and could not be made out of nothing.
   */
  boolean isWorthKeeping() {
    return experiment.readsFiles() && experiment.split().ways() == 1;
  }

  /** Number of bytes that they take in memory, about. */
  long bytes() {
    return folds.apply(1).rows().bytes();
  }

  /** Whether reading them again would come to the same. */
  boolean isCurrent(Path directory) {
    return base.equals(directory) && state.isCurrent();
  }
}
