package org.descent.evaluator;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.descent.contracts.Floats;
import org.descent.contracts.data.Examples;
import org.descent.contracts.event.Classification;
import org.descent.contracts.event.Metrics;
import org.descent.contracts.event.ModelPublished;
import org.descent.contracts.event.TrialEvaluated;
import org.descent.contracts.event.TrialTrained;
import org.descent.contracts.spec.Split;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.experiment.judge.HeadOutputs;
import org.descent.experiment.judge.Judge;
import org.descent.transport.DatasetCache;

/** Judges a trained trial by its published weights, on every split of its dataset. */
@ApplicationScoped
class Evaluation {
  /** The most examples whose predictions are published. */
  static final int MAX_PREDICTIONS = 1000;

  /** How far a surface in float32 may be off its closed form for features up to 1. */
  static final double SURFACE_TOLERANCE = 1e-4;

  private static final String TRAIN = Split.TRAIN.word();

  private final DatasetCache datasets;
  private final ModelShelf shelf;
  private final Predictors predictors;

  Evaluation(@Judged DatasetCache datasets, ModelShelf shelf, Predictors predictors) {
    this.datasets = datasets;
    this.shelf = shelf;
    this.predictors = predictors;
  }

  /**
   * What is found in the weights that {@code trained} tells of.
   *
   * @throws org.descent.transport.UnreadableRecord if model or dataset are not in the log
   * @throws IllegalArgumentException if model, dataset and specification do not fit
   * @throws org.apache.kafka.common.KafkaException if the broker stays silent
   */
  TrialEvaluated of(TrialTrained trained) {
    var training = trained.training();
    var splits = datasets.splits(trained.dataset());
    var model = shelf.take(trained.model(), trained.key());
    var snapshots = snapshots(model);
    var train = splits.get(Split.TRAIN);
    var weights = snapshots.get(trained.iterations());
    if (weights == null) {
      throw new IllegalArgumentException(
          "the model has no weights of iteration " + trained.iterations());
    }
    var metrics = new LinkedHashMap<String, Metrics>();
    var classes = new LinkedHashMap<String, List<Classification>>();
    var disagreements = new ArrayList<String>();
    var predictions = new ArrayList<TrialEvaluated.Prediction>();
    splits.forEach(
        (split, examples) -> {
          var name = split.word();
          var outputs = predictors.predict(training.network(), weights, examples);
          var found = Judge.metrics(training.network(), training.loss(), outputs, examples);
          var said = Judge.classes(outputs, examples);
          metrics.put(name, found);
          if (!said.isEmpty()) {
            classes.put(name, said);
          }
          disagreements.addAll(disagreements(trained, name, found, outputs, examples));
          if (name.equals(TRAIN)) {
            predictions.addAll(predictions(outputs));
          }
        });
    disagreements.addAll(wrongSurfaces(model, training, train));
    return new TrialEvaluated(
        trained,
        metrics,
        disagreements,
        lines(training, snapshots, train),
        model.surfaces(),
        predictions,
        trajectory(training, snapshots, train),
        averaged(training, model, splits),
        classes);
  }

  /** What the trainer claims of a split, if it claims something, and the outputs do not show. */
  private static List<String> disagreements(
      TrialTrained trained,
      String split,
      Metrics found,
      List<HeadOutputs> outputs,
      Examples examples) {
    boolean train = split.equals(TRAIN);
    var claimed = train ? trained.claimed() : trained.held().get(split);
    if (claimed == null) {
      return List.of();
    }
    var borderline = Judge.borderline(outputs, examples);
    return Judge.disagreements(claimed, found, examples.count(), borderline).stream()
        .map(line -> train ? line : split + " " + line)
        .toList();
  }

  /** The same network with the average of its weights, if one was kept. */
  private Map<String, Metrics> averaged(
      TrainingSpec training, ModelPublished model, Map<Split, Examples> splits) {
    var metrics = new LinkedHashMap<String, Metrics>();
    model
        .lastAverage()
        .ifPresent(
            average ->
                splits.forEach(
                    (split, examples) ->
                        metrics.put(split.word(), metrics(training, average, examples))));
    return metrics;
  }

  private Metrics metrics(TrainingSpec training, float[] weights, Examples examples) {
    var outputs = predictors.predict(training.network(), weights, examples);
    return Judge.metrics(training.network(), training.loss(), outputs, examples);
  }

  /** Iteration → weights, ascending. */
  private static Map<Integer, float[]> snapshots(ModelPublished model) {
    var all = Floats.fromBytes(model.weights());
    var snapshots = new LinkedHashMap<Integer, float[]>();
    for (int i = 0; i < model.iterations().size(); i++) {
      int from = i * model.parameters();
      snapshots.put(
          model.iterations().get(i), Arrays.copyOfRange(all, from, from + model.parameters()));
    }
    return snapshots;
  }

  /** Only networks on two inputs have lines that can be drawn. */
  private List<TrialEvaluated.Line> lines(
      TrainingSpec training, Map<Integer, float[]> snapshots, Examples train) {
    var lines = new ArrayList<TrialEvaluated.Line>();
    if (train.width() == 2) {
      snapshots.forEach(
          (iteration, weights) ->
              lines.addAll(
                  Judge.lines(
                      training,
                      train.shape(),
                      iteration,
                      weights,
                      metrics(training, weights, train))));
    }
    return lines;
  }

  /** Only one neuron on one feature moves through a plane: its parameters are weight and bias. */
  private static List<TrialEvaluated.Step> trajectory(
      TrainingSpec training, Map<Integer, float[]> snapshots, Examples train) {
    var network = training.network();
    if (train.width() != 1 || !network.layers().isEmpty() || network.heads().size() > 1) {
      return List.of();
    }
    var steps = new ArrayList<TrialEvaluated.Step>();
    snapshots.forEach(
        (iteration, weights) -> {
          if (weights.length == 2) {
            steps.add(new TrialEvaluated.Step(iteration, weights[0], weights[1]));
          }
        });
    return steps;
  }

  /** A surface belongs to one neuron: examples of one feature. Errors grow with its square. */
  private static List<String> wrongSurfaces(
      ModelPublished model, TrainingSpec training, Examples train) {
    var wrong = new ArrayList<String>();
    for (var surface : model.surfaces()) {
      double tolerance = surfaceTolerance(train.features());
      double error =
          Judge.surfaceError(
              surface,
              training.loss(),
              train.features(),
              train.target(training.network().heads().get(0).target()));
      if (!(error <= tolerance)) {
        wrong.add(
            String.format(
                Locale.ROOT,
                "surface %s: off its closed form by %.2e, at most %.0e expected",
                surface.quantity(),
                error,
                tolerance));
      }
    }
    return wrong;
  }

  private static double surfaceTolerance(float[] features) {
    double largest = 1;
    for (float x : features) {
      largest = Math.max(largest, Math.abs(x));
    }
    return SURFACE_TOLERANCE * largest * largest;
  }

  private static List<TrialEvaluated.Prediction> predictions(List<HeadOutputs> outputs) {
    return outputs.stream()
        .map(
            head -> {
              int width = head.head().outputs();
              var values = head.outputs();
              int kept = Math.min(values.length, MAX_PREDICTIONS * width);
              return new TrialEvaluated.Prediction(
                  head.head().name(), width, Floats.toBytes(Arrays.copyOf(values, kept)));
            })
        .toList();
  }
}
