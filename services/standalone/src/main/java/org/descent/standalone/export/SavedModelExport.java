package org.descent.standalone.export;

import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.descent.contracts.event.Fitted;
import org.descent.contracts.event.TrialTrained;
import org.descent.experiment.results.ExperimentResult;
import org.descent.learning.export.SavedModels;
import org.descent.standalone.results.ResultsDirectory;
import org.descent.transport.Events;
import org.descent.transport.ModelReader;

/**
 * Writes trained trials as SavedModels, with the weights that their results were measured on, read
 * from the log; where an average of them was kept, a model of that stands in a folder {@code
 * -averaged} beside it. In each, assets.extra/descent.json says what it is, what its classes are
 * called and how examples have to be prepared for it.
 */
public final class SavedModelExport implements AutoCloseable {
  private static final Path ROOT = Path.of("saved-models");

  /** What the folder of averaged weights has behind the name of the other. */
  private static final String AVERAGED = "-averaged";

  private final ResultsDirectory directory;
  private final ModelReader models;
  private int trials;

  /**
   * Exports to {@code directory}, below saved-models/.
   *
   * @param kafka how to reach the broker that has the models
   */
  public SavedModelExport(ResultsDirectory directory, Map<String, Object> kafka) {
    this.directory = directory;
    this.models = ModelReader.open(kafka);
  }

  /**
   * Writes the model of one trial.
   *
   * @param name of the experiment's folder
   * @param training as the evaluator passed it on
   */
  public void write(String name, ExperimentResult result, TrialTrained training)
      throws IOException {
    var folder = new TrialFolders(ROOT, name, result).of(training.variant(), training.seed());
    var model = models.read(training.model(), training.modelKey());
    var preparation = preparation(result, training);
    write(folder, training, preparation, model.lastWeights(), false);
    var average = model.lastAverage();
    if (average.isPresent()) {
      var beside = folder.resolveSibling(folder.getFileName() + AVERAGED);
      write(beside, training, preparation, average.get(), true);
    }
    trials++;
  }

  /** What was done to the examples that it was trained on, which one of the folds may have done. */
  private static List<Fitted> preparation(ExperimentResult result, TrialTrained training) {
    return Stream.ofNullable(result.dataset())
        .flatMap(data -> Stream.concat(Stream.of(data), data.folds().stream()))
        .filter(data -> data.sha256().equals(training.dataset().sha256()))
        .findFirst()
        .map(ExperimentResult.Dataset::preparation)
        .orElse(List.of());
  }

  private void write(
      Path folder,
      TrialTrained training,
      List<Fitted> preparation,
      float[] weights,
      boolean averaged)
      throws IOException {
    directory.writeFolder(
        folder,
        draft -> {
          SavedModels.write(
              Files.createDirectory(draft),
              training.training().network(),
              training.dataset().shape(),
              weights,
              training.dataset().classes());
          describe(draft, training, preparation, averaged);
        });
  }

  /** Where the models are. */
  public Path root() {
    return directory.path().resolve(ROOT);
  }

  /** The number of trials written so far. */
  public int trials() {
    return trials;
  }

  @Override
  public void close() {
    models.close();
  }

  private static void describe(
      Path folder, TrialTrained training, List<Fitted> preparation, boolean averaged)
      throws IOException {
    var facts = new LinkedHashMap<String, Object>();
    facts.put("experiment", training.experiment());
    facts.put("variant", training.variant());
    facts.put("seed", training.seed());
    facts.put("trial", training.trial());
    facts.put("end", training.end());
    facts.put("iteration", training.iterations());
    if (averaged) {
      facts.put("weights", "averaged");
    } else {
      facts.put("claimed", training.claimed());
    }
    facts.put("dataset", training.dataset().sha256());
    facts.put("classes", training.dataset().classes());
    facts.put("preparation", preparation);
    facts.put("provenance", training.provenance());
    facts.put("training", training.training());
    var json = Events.json().writer(SerializationFeature.INDENT_OUTPUT);
    Files.writeString(
        Files.createDirectories(folder.resolve("assets.extra")).resolve("descent.json"),
        json.writeValueAsString(facts) + "\n");
  }
}
