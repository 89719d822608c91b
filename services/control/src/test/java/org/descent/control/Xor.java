package org.descent.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.descent.contracts.Ids;
import org.descent.contracts.event.DataFile;
import org.descent.contracts.event.DatasetPrepared;
import org.descent.contracts.event.End;
import org.descent.contracts.event.Event;
import org.descent.contracts.event.ExperimentSubmitted;
import org.descent.contracts.event.Location;
import org.descent.contracts.event.Metrics;
import org.descent.contracts.event.Provenance;
import org.descent.contracts.event.TrainingProgressed;
import org.descent.contracts.event.TrialEvaluated;
import org.descent.contracts.event.TrialTrained;
import org.descent.contracts.spec.Activation;
import org.descent.contracts.spec.BatchSpec;
import org.descent.contracts.spec.DataSpec;
import org.descent.contracts.spec.HeadKind;
import org.descent.contracts.spec.HeadSpec;
import org.descent.contracts.spec.InitialisationSpec;
import org.descent.contracts.spec.Initialiser;
import org.descent.contracts.spec.LayerSpec;
import org.descent.contracts.spec.Loss;
import org.descent.contracts.spec.NetworkSpec;
import org.descent.contracts.spec.OptimiserSpec;
import org.descent.contracts.spec.SplitSpec;
import org.descent.contracts.spec.TargetSpec;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.experiment.Experiment;
import org.descent.experiment.Variant;

/**
 * XOR in as many variants and seeds as a test wants, from the 20th on under L2, and the events of
 * its life.
 */
public final class Xor {
  public static final int BUDGET = 1000;

  private Xor() {}

  public static Experiment experiment(String name, int variants, int seeds) {
    return new Experiment(
        name + "-00000000",
        name + "-00000000",
        name,
        "XOR",
        Map.of("name", name, "variants", variants, "seeds", seeds),
        new DataSpec.Xor(),
        SplitSpec.NONE,
        LongStream.rangeClosed(1, seeds).boxed().toList(),
        IntStream.range(0, variants).mapToObj(Xor::variant).toList());
  }

  /** The same on a file. */
  public static Experiment onFile(String name, int variants, int seeds) {
    var e = experiment(name, variants, seeds);
    return new Experiment(
        e.id(),
        e.submission(),
        e.name(),
        e.title(),
        Map.of("name", name, "variants", variants, "seeds", seeds, "file", "e.csv"),
        new DataSpec.Csv("e.csv", List.of("label"), List.of()),
        e.split(),
        e.seeds(),
        e.variants());
  }

  /** The answer to the submission of {@code onFile} that found this content. */
  public static DatasetPrepared found(Experiment onFile, int attempt, String content) {
    return prepared(onFile.on(content))
        .answering(onFile.submitted().again(attempt), List.of(new DataFile("e.csv", 4, content)));
  }

  /** The experiment that has been handed in. */
  public static Experiment read(ExperimentSubmitted submitted) {
    var document = submitted.document();
    return document.containsKey("file") ? onFile(document) : experiment(document);
  }

  private static Experiment onFile(Map<String, Object> document) {
    return onFile(
        (String) document.get("name"),
        (Integer) document.get("variants"),
        (Integer) document.get("seeds"));
  }

  private static Experiment experiment(Map<String, Object> document) {
    return experiment(
        (String) document.get("name"),
        (Integer) document.get("variants"),
        (Integer) document.get("seeds"));
  }

  private static Variant variant(int ordinal) {
    var network =
        new NetworkSpec(
            List.of(new LayerSpec.Dense(2, Activation.SIGMOID)),
            List.of(new HeadSpec("label", HeadKind.BINARY, "label", 1, 1, 0)));
    var training =
        new TrainingSpec(
            network,
            new InitialisationSpec(new Initialiser.Normal(1), new Initialiser.Constant(0)),
            ordinal < 20 ? Loss.CROSS_ENTROPY : Loss.L2,
            new OptimiserSpec.Sgd(0.1 * (ordinal + 1)),
            BatchSpec.FULL,
            BUDGET,
            List.of(new TargetSpec(TargetSpec.Metric.ACCURACY, "", 1)),
            List.of(),
            null);
    return new Variant(
        ordinal,
        "rate " + ordinal,
        Map.of("rate", String.valueOf(ordinal)),
        training,
        OptionalInt.empty());
  }

  public static DatasetPrepared prepared(Experiment experiment) {
    return new DatasetPrepared(
        experiment.id(),
        "0123456789abcdef",
        "0".repeat(64),
        List.of(2),
        List.of("label"),
        4,
        0,
        0,
        1,
        new Location("descent.dataset-rows.v1", 0, 0, 0));
  }

  /** A slice whose loss is 1/iteration and whose accuracy is ½. */
  public static TrainingProgressed progressed(
      Experiment experiment, int variant, long seed, int first, int count) {
    var losses = new float[count];
    var accuracies = new float[count];
    for (int i = 0; i < count; i++) {
      losses[i] = 1f / (first + i);
      accuracies[i] = 0.5f;
    }
    var trial = Ids.trial(experiment.id(), variant, seed);
    return new TrainingProgressed(
        Ids.cohort(experiment.id(), 0),
        experiment.id(),
        List.of("loss", "accuracy"),
        List.of(new TrainingProgressed.Slice(trial, first, count)),
        List.of(losses, accuracies));
  }

  public static TrialEvaluated converged(
      Experiment experiment, int variant, long seed, int iterations) {
    return ended(experiment, variant, seed, End.CONVERGED, iterations);
  }

  public static TrialEvaluated exhausted(Experiment experiment, int variant, long seed) {
    return ended(experiment, variant, seed, End.EXHAUSTED, BUDGET);
  }

  private static TrialEvaluated ended(
      Experiment experiment, int variant, long seed, End end, int iterations) {
    double accuracy = end == End.CONVERGED ? 1 : 0.5;
    var metrics =
        new Metrics(
            1.0 / iterations,
            accuracy,
            List.of(new Metrics.Head("label", 1.0 / iterations, accuracy)));
    var trained =
        new TrialTrained(
            Ids.trial(experiment.id(), variant, seed),
            experiment.id(),
            variant,
            seed,
            Ids.cohort(experiment.id(), 0),
            end,
            iterations,
            metrics,
            experiment.variants().get(variant).training(),
            prepared(experiment),
            new Location("descent.models.v1", 0, 0, 0),
            new Provenance("test", "none", "CPU:0", "test", "test"),
            0.5);
    return new TrialEvaluated(
        trained, Map.of("train", metrics), List.of(), List.of(), List.of(), List.of());
  }

  /** Everything that happens to an experiment whose trials all converge, without control's part. */
  public static List<Event> life(Experiment experiment) {
    var events = new ArrayList<Event>();
    events.add(experiment.submitted());
    events.add(prepared(experiment));
    for (var variant : experiment.variants()) {
      for (long seed : experiment.seeds()) {
        int iterations = 10 + (int) (seed % 7);
        events.add(progressed(experiment, variant.ordinal(), seed, 1, 8));
        events.add(progressed(experiment, variant.ordinal(), seed, 9, iterations - 8));
        events.add(converged(experiment, variant.ordinal(), seed, iterations));
      }
    }
    return events;
  }
}
