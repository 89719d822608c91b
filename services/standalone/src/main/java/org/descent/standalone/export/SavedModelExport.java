package org.descent.standalone.export;

import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.descent.contracts.Floats;
import org.descent.contracts.event.ModelPublished;
import org.descent.contracts.event.TrialTrained;
import org.descent.experiment.results.ExperimentResult;
import org.descent.learning.SavedModels;
import org.descent.transport.Events;
import org.descent.transport.ModelReader;

/**
 * Writes trained trials as SavedModels, with the weights that their results were measured on, read
 * from the log. Beside each model, assets.extra/descent.json says what it is.
 */
public final class SavedModelExport implements AutoCloseable {
  private final Path root;
  private final ModelReader models;
  private int trials;

  /**
   * Exports below {@code root}.
   *
   * @param kafka how to reach the broker that has the models
   */
  public SavedModelExport(Path root, Map<String, Object> kafka) {
    this.root = root;
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
    var folder = new TrialFolders(root, name, result).of(training.variant(), training.seed());
    var model = models.read(training.model(), training.trial());
    SavedModels.write(
        Files.createDirectories(folder),
        training.training().network(),
        training.dataset().shape(),
        lastWeights(model));
    describe(folder, training);
    trials++;
  }

  /** The number of trials written so far. */
  public int trials() {
    return trials;
  }

  @Override
  public void close() {
    models.close();
  }

  private static float[] lastWeights(ModelPublished model) {
    var all = Floats.fromBytes(model.weights());
    return Arrays.copyOfRange(all, all.length - model.parameters(), all.length);
  }

  private static void describe(Path folder, TrialTrained training) throws IOException {
    var facts = new LinkedHashMap<String, Object>();
    facts.put("experiment", training.experiment());
    facts.put("variant", training.variant());
    facts.put("seed", training.seed());
    facts.put("trial", training.trial());
    facts.put("end", training.end());
    facts.put("iteration", training.iterations());
    facts.put("claimed", training.claimed());
    facts.put("dataset", training.dataset().sha256());
    facts.put("provenance", training.provenance());
    facts.put("training", training.training());
    var json = Events.json().writer(SerializationFeature.INDENT_OUTPUT);
    Files.writeString(
        Files.createDirectories(folder.resolve("assets.extra")).resolve("descent.json"),
        json.writeValueAsString(facts) + "\n");
  }
}
