package org.descent.standalone.cli;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.descent.contracts.event.TrialEvaluated;
import org.descent.contracts.event.TrialTrained;
import org.descent.experiment.results.Curves;
import org.descent.experiment.results.ExperimentResult;
import org.descent.experiment.results.State;
import org.descent.learning.NativeLibrary;
import org.descent.learning.NoNativeLibrary;
import org.descent.standalone.export.MlflowExport;
import org.descent.standalone.export.RecordedLog;
import org.descent.standalone.export.SavedModelExport;
import org.descent.standalone.export.TensorBoardExport;
import org.descent.standalone.results.ResultsDirectory;
import org.descent.standalone.table.Numbers;
import picocli.CommandLine.Option;

/** What an export writes for other tools: event files and models. */
final class OtherTools {
  private static final String ALL = "all";

  @Option(
      names = "--tensorboard",
      description = "Write an event file a trial: DIR/tensorboard/EXPERIMENT/VARIANT/SEED/.")
  private boolean tensorboard;

  @Option(
      names = "--mlflow",
      paramLabel = "URL",
      description = "Hand every trial to MLflow's tracking server there, as a run.")
  private URI mlflow;

  @Option(
      names = "--points",
      paramLabel = "N",
      description =
          "The most points of a curve in an event file (default "
              + TensorBoardExport.DEFAULT_POINTS
              + ") or in a run of MLflow (default "
              + MlflowExport.DEFAULT_POINTS
              + "); longer ones keep the first, the last and the extremes between.")
  private Integer points;

  @Option(
      names = {"--saved-model", "--saved-models"},
      paramLabel = "TRIAL",
      split = ",",
      description =
          "Write the trial's model (an id as in results.csv, or all) as TensorFlow SavedModel:"
              + " DIR/saved-models/EXPERIMENT/VARIANT/SEED/.")
  private List<String> models = List.of();

  /** Refuses to go on if models are asked for where there are none. */
  void withoutModels(String source) {
    if (!models.isEmpty()) {
      throw new UserMistake(
          "--saved-model: "
              + source
              + " has no models, expected --bootstrap HOST:PORT or --log DIR");
    }
  }

  /**
   * The trained trials of {@code experiments} (ids) whose models are asked for.
   *
   * @throws UserMistake if one is unknown or has no model
   */
  List<TrialTrained> chosen(RecordedLog log, List<String> experiments) {
    requirePoints();
    var chosen = new ArrayList<TrialTrained>();
    for (var model : models) {
      if (model.equals(ALL)) {
        experiments.forEach(id -> chosen.addAll(trained(log, id)));
      } else {
        chosen.add(trained(log, experiments, model));
      }
    }
    return chosen.stream().distinct().toList();
  }

  /** Returns if models can be written, should they be asked for. */
  void requireLibrary() throws NoNativeLibrary {
    if (!models.isEmpty()) {
      NativeLibrary.load();
    }
  }

  /** Writes event files, if they are asked for. */
  void writeEvents(
      List<ExperimentResult> results, ResultsDirectory directory, Consumer<String> said)
      throws IOException {
    if (!tensorboard) {
      return;
    }
    requirePoints();
    int most = points == null ? TensorBoardExport.DEFAULT_POINTS : points;
    var export = new TensorBoardExport(directory, most);
    var names = Collected.names(results);
    for (var result : results) {
      if (result.state() != State.REJECTED) {
        var name = names.get(result.id());
        export.write(name, result, directory.curvesFile(name));
      }
    }
    said.accept(
        "Event files of " + Numbers.counted(export.trials(), "trial") + " in " + export.root());
    if (export.thinned() > 0) {
      said.accept(
          Numbers.counted(export.thinned(), "curve")
              + " of more than "
              + Numbers.grouped(most)
              + " points: written are the first, the last and the extremes between");
    }
  }

  /** Hands trials to MLflow, if that is asked for. */
  void handOver(List<ExperimentResult> results, ResultsDirectory directory, Consumer<String> said)
      throws IOException {
    if (mlflow == null) {
      return;
    }
    requirePoints();
    var export = new MlflowExport(mlflow, points == null ? MlflowExport.DEFAULT_POINTS : points);
    var names = Collected.names(results);
    for (var result : results) {
      if (result.state() != State.REJECTED) {
        export.write(result, directory.curvesFile(names.get(result.id())));
      }
    }
    said.accept(
        Numbers.counted(export.runs(), "run")
            + " handed to MLflow at "
            + mlflow
            + (export.known() == 0 ? "" : ", " + export.known() + " were there already"));
  }

  /** Writes the models of {@code trials}. */
  void writeModels(
      List<TrialTrained> trials,
      Map<String, Object> broker,
      List<ExperimentResult> results,
      ResultsDirectory directory,
      Consumer<String> said)
      throws IOException {
    if (models.isEmpty()) {
      return;
    }
    var names = Collected.names(results);
    var byId = results.stream().collect(Collectors.toMap(ExperimentResult::id, r -> r));
    try (var export = new SavedModelExport(directory, broker)) {
      for (var trial : trials) {
        export.write(names.get(trial.experiment()), byId.get(trial.experiment()), trial);
      }
      said.accept(
          "SavedModels of " + Numbers.counted(export.trials(), "trial") + " in " + export.root());
    }
  }

  private void requirePoints() {
    if (points != null && points < Curves.MIN_POINTS) {
      throw new UserMistake("--points " + points + ", expected " + Curves.MIN_POINTS + " or more");
    }
  }

  private static TrialTrained trained(RecordedLog log, List<String> experiments, String trial) {
    for (var id : experiments) {
      var end = log.ledger(id).end(trial);
      if (end.isPresent()) {
        if (end.get() instanceof TrialEvaluated evaluated) {
          return evaluated.training();
        }
        throw new UserMistake(
            "--saved-model " + trial + ": the trial has no model, it ended early");
      }
    }
    throw new UserMistake(
        "--saved-model " + trial + ": no such trial has ended; ids are in results.csv, or say all");
  }

  private static List<TrialTrained> trained(RecordedLog log, String experiment) {
    var trained = new ArrayList<TrialTrained>();
    for (var variant : log.result(experiment).variants()) {
      for (var trial : variant.trials()) {
        if (log.ledger(experiment).end(trial.id()).orElse(null) instanceof TrialEvaluated t) {
          trained.add(t.training());
        }
      }
    }
    return trained;
  }
}
