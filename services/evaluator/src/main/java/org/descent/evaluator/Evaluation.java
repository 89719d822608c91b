package org.descent.evaluator;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.descent.contracts.Floats;
import org.descent.contracts.event.Classification;
import org.descent.contracts.event.DatasetPrepared;
import org.descent.contracts.event.Landscape;
import org.descent.contracts.event.Metrics;
import org.descent.contracts.event.ModelPublished;
import org.descent.contracts.event.TrialEvaluated;
import org.descent.contracts.event.TrialTrained;
import org.descent.contracts.spec.NetworkSpec;
import org.descent.contracts.spec.Split;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.experiment.judge.HeadOutputs;
import org.descent.experiment.judge.Judge;
import org.descent.experiment.judge.Wanted;
import org.descent.learning.Predictor;
import org.descent.transport.DatasetCache;

/** Judges a trained trial by its published weights, on every split of its dataset. */
@ApplicationScoped
class Evaluation {
  /** The most examples whose predictions are published. */
  static final int MAX_PREDICTIONS = 1000;

  /** How far a surface in float32 may be off its closed form for features up to 1. */
  static final double SURFACE_TOLERANCE = 1e-4;

  private static final String TRAIN = Split.TRAIN.word();

  /** The place of the weights at the end. */
  private static final int END = 0;

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
    var model = shelf.take(trained.model(), trained.key());
    var snapshots = snapshots(model);
    if (!snapshots.containsKey(trained.iterations())) {
      throw new IllegalArgumentException(
          "the model has no weights of iteration " + trained.iterations());
    }
    var dataset = trained.dataset();
    var weights = new ArrayList<float[]>();
    weights.add(snapshots.get(trained.iterations()));
    model.lastAverage().ifPresent(weights::add);
    var charted = new ChartedPoints(model, weights.size());
    weights.addAll(charted.weights());
    int everywhere = weights.size();
    if (hasLines(dataset)) {
      weights.addAll(snapshots.values());
    }
    var splits = outputs(dataset, training.network(), weights, everywhere);
    var metrics = new LinkedHashMap<String, Metrics>();
    var averaged = new LinkedHashMap<String, Metrics>();
    var classes = new LinkedHashMap<String, List<Classification>>();
    var disagreements = new ArrayList<>(Judge.contradictions(trained));
    splits.forEach(
        (split, said) -> {
          var name = split.word();
          var outputs = said.outputs(END);
          var wanted = said.wanted();
          var found = Judge.metrics(training.network(), training.loss(), outputs, wanted);
          var byClass = Judge.classes(outputs, wanted);
          metrics.put(name, found);
          if (!byClass.isEmpty()) {
            classes.put(name, byClass);
          }
          disagreements.addAll(disagreements(trained, name, found, outputs, wanted));
          if (model.lastAverage().isPresent()) {
            averaged.put(name, metrics(training, said, END + 1));
          }
        });
    var train = splits.get(Split.TRAIN);
    disagreements.addAll(wrongSurfaces(model, training, train));
    disagreements.addAll(charted.disagreements(training, splits));
    return new TrialEvaluated(
        trained,
        metrics,
        disagreements,
        lines(trained, snapshots, train, everywhere),
        model.surfaces(),
        predictions(train.outputs(END)),
        trajectory(training, snapshots, dataset),
        averaged,
        classes,
        model.landscapes().stream().map(Landscape::judged).toList(),
        model.first() && hasLines(dataset)
            ? new DecisionFields(training.network(), dataset.shape(), predictors)
                .of(snapshots, train.features())
            : List.of());
  }

  /**
   * What the network says of every split that has rows.
   *
   * @param weights the first {@code everywhere} of them for all splits, the others for training
   */
  private Map<Split, SplitOutputs> outputs(
      DatasetPrepared dataset, NetworkSpec network, List<float[]> weights, int everywhere) {
    var splits = new EnumMap<Split, SplitOutputs>(Split.class);
    datasets.each(
        dataset,
        Predictor.examplesAtOnce(width(dataset)),
        (split, block) ->
            splits
                .computeIfAbsent(split, s -> new SplitOutputs())
                .add(
                    block,
                    split == Split.TRAIN ? weights : weights.subList(0, everywhere),
                    (some, examples) -> predictors.predict(network, some, examples)));
    return splits;
  }

  private static int width(DatasetPrepared dataset) {
    return dataset.shape().stream().reduce(1, Math::multiplyExact);
  }

  /** What the trainer claims of a split, if it claims something, and the outputs do not show. */
  private static List<String> disagreements(
      TrialTrained trained, String split, Metrics found, List<HeadOutputs> outputs, Wanted wanted) {
    boolean train = split.equals(TRAIN);
    var claimed = train ? trained.claimed() : trained.held().get(split);
    if (claimed == null) {
      return List.of();
    }
    var borderline = Judge.borderline(outputs, wanted);
    return Judge.disagreements(claimed, found, wanted.count(), borderline).stream()
        .map(line -> train ? line : split + " " + line)
        .toList();
  }

  /** How good the network is with the weights at {@code place}. */
  private static Metrics metrics(TrainingSpec training, SplitOutputs said, int place) {
    return Judge.metrics(training.network(), training.loss(), said.outputs(place), said.wanted());
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
  private static boolean hasLines(DatasetPrepared dataset) {
    return width(dataset) == 2;
  }

  /**
   * @param first place of the first snapshot's weights
   */
  private static List<TrialEvaluated.Line> lines(
      TrialTrained trained, Map<Integer, float[]> snapshots, SplitOutputs train, int first) {
    var lines = new ArrayList<TrialEvaluated.Line>();
    if (hasLines(trained.dataset())) {
      var training = trained.training();
      int place = first;
      for (var snapshot : snapshots.entrySet()) {
        lines.addAll(
            Judge.lines(
                training,
                trained.dataset().shape(),
                snapshot.getKey(),
                snapshot.getValue(),
                metrics(training, train, place++)));
      }
    }
    return lines;
  }

  /** Only one neuron on one feature moves through a plane: its parameters are weight and bias. */
  private static List<TrialEvaluated.Step> trajectory(
      TrainingSpec training, Map<Integer, float[]> snapshots, DatasetPrepared dataset) {
    var network = training.network();
    if (width(dataset) != 1 || !network.layers().isEmpty() || network.heads().size() > 1) {
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
      ModelPublished model, TrainingSpec training, SplitOutputs train) {
    var wrong = new ArrayList<String>();
    for (var surface : model.surfaces()) {
      double tolerance = surfaceTolerance(train.features());
      double error =
          Judge.surfaceError(
              surface,
              training.loss(),
              train.features(),
              train.wanted().target(training.network().heads().get(0).target()));
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
