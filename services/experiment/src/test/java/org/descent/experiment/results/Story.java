package org.descent.experiment.results;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.descent.contracts.Floats;
import org.descent.contracts.Ids;
import org.descent.contracts.event.Classification;
import org.descent.contracts.event.DatasetPrepared;
import org.descent.contracts.event.End;
import org.descent.contracts.event.Event;
import org.descent.contracts.event.Landscape;
import org.descent.contracts.event.Location;
import org.descent.contracts.event.Metrics;
import org.descent.contracts.event.Provenance;
import org.descent.contracts.event.Surface;
import org.descent.contracts.event.TrainingProgressed;
import org.descent.contracts.event.TrialCancelled;
import org.descent.contracts.event.TrialEvaluated;
import org.descent.contracts.event.TrialFailed;
import org.descent.contracts.event.TrialTrained;
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
import org.descent.contracts.spec.SurfaceSpec;
import org.descent.contracts.spec.TargetSpec;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.experiment.Experiment;
import org.descent.experiment.Variant;

/** An experiment of two variants (losses l2 and cross-entropy) and seeds 5, 3, and what happens. */
final class Story {
  static final String ID = "story-0123abcd";
  static final int BUDGET = 6;

  private Story() {}

  static Experiment experiment(DataSpec data, SurfaceSpec surface, LayerSpec... layers) {
    return new Experiment(
        ID,
        ID,
        "story",
        "A story",
        Map.of(),
        data,
        SplitSpec.NONE,
        List.of(5L, 3L),
        List.of(
            new Variant(
                0,
                "l2",
                Map.of("loss", "l2"),
                training(Loss.L2, surface, layers),
                OptionalInt.of(4)),
            new Variant(
                1,
                "cross-entropy",
                Map.of("loss", "cross-entropy"),
                training(Loss.CROSS_ENTROPY, surface, layers),
                OptionalInt.of(2))));
  }

  static Experiment experiment() {
    return experiment(new DataSpec.Xor(), null);
  }

  static TrainingSpec training(Loss loss, SurfaceSpec surface, LayerSpec... layers) {
    var zero = new Initialiser.Constant(0);
    var head = new HeadSpec("label", HeadKind.BINARY, "label", 1, 1, 0);
    return new TrainingSpec(
        new NetworkSpec(List.of(layers), List.of(head)),
        new InitialisationSpec(zero, zero),
        loss,
        new OptimiserSpec.Sgd(0.1),
        new BatchSpec(4, BatchSpec.Measure.BATCH), // curves here are made up
        BUDGET,
        List.of(new TargetSpec(TargetSpec.Metric.ACCURACY, "", 1)),
        List.of(),
        surface);
  }

  static DatasetPrepared prepared() {
    var rows = new Location("descent.dataset-rows.v1", 2, 10, 11);
    return new DatasetPrepared(ID, "d", "sha", List.of(2), List.of("label"), 4, 0, 0, 1, rows);
  }

  static String trial(int variant, long seed) {
    return Ids.trial(ID, variant, seed);
  }

  static TrainingProgressed slice(int variant, long seed, int first, float... losses) {
    var accuracies = new float[losses.length];
    for (int i = 0; i < losses.length; i++) {
      accuracies[i] = 0.25f * (first + i) / BUDGET;
    }
    return new TrainingProgressed(
        ID + ".c0000",
        ID,
        List.of("loss", "accuracy"),
        List.of(new TrainingProgressed.Slice(trial(variant, seed), first, losses.length)),
        List.of(losses, accuracies));
  }

  /** Adds all of {@code progress}; false if nothing in it was new. */
  static boolean add(Curves curves, TrainingProgressed progress) {
    long before = curves.iterations();
    progress.forEach((slice, values) -> curves.add(progress.metrics(), slice, values));
    return curves.iterations() > before;
  }

  static TrialEvaluated evaluated(
      int variant, long seed, End end, int iterations, double accuracy, Surface... surfaces) {
    double loss = end == End.DIVERGED ? Double.NaN : 0.5;
    var metrics = new Metrics(loss, accuracy, List.of(new Metrics.Head("label", loss, accuracy)));
    var trained =
        new TrialTrained(
            trial(variant, seed),
            ID,
            variant,
            seed,
            ID + ".c0000",
            end,
            iterations,
            metrics,
            training(variant == 0 ? Loss.L2 : Loss.CROSS_ENTROPY, null),
            prepared(),
            new Location("descent.models.v1", 1, 7, 7),
            new Provenance("1.0", "2.18", "CPU:0", "reference", "generator/1"),
            0.25);
    return new TrialEvaluated(
        trained,
        Map.of("train", metrics),
        List.of(),
        List.of(new TrialEvaluated.Line(iterations, "input", "label", 1, 1, -1, accuracy)),
        List.of(surfaces),
        List.of());
  }

  /** The same trial, which has kept an average of its weights. */
  static TrialEvaluated averaging(TrialEvaluated trial, double loss, double accuracy) {
    var metrics = new Metrics(loss, accuracy, List.of(new Metrics.Head("label", loss, accuracy)));
    return new TrialEvaluated(
        trial.training(),
        trial.splits(),
        trial.disagreements(),
        trial.lines(),
        trial.surfaces(),
        trial.predictions(),
        trial.trajectory(),
        Map.of("test", metrics, "train", metrics));
  }

  /**
   * The same with a plane of 3 × 3 points, whose loss is the square of the distance, and a line.
   */
  static TrialEvaluated mapped(TrialEvaluated trial) {
    var places = new double[] {-1, 0, 1};
    var plane =
        new Landscape(
            "trajectory",
            List.of(new Landscape.Axis(places, 0.75), new Landscape.Axis(places, 0.25)),
            List.of(
                new Landscape.Losses(
                    "train", Floats.toBytes(new float[] {2, 1, 2, 1, 0, 1, 2, 1, 2}))),
            List.of(new Landscape.Step(1, new double[] {0.5, 0.25})),
            new byte[0]);
    var line =
        new Landscape(
            "random",
            List.of(new Landscape.Axis(places, Double.NaN)),
            List.of(
                new Landscape.Losses("train", Floats.toBytes(new float[] {Float.NaN, 0, 1})),
                new Landscape.Losses("test", Floats.toBytes(new float[] {3, 2, 3}))),
            List.of(),
            new byte[0]);
    return new TrialEvaluated(
        trial.training(),
        trial.splits(),
        trial.disagreements(),
        trial.lines(),
        trial.surfaces(),
        trial.predictions(),
        trial.trajectory(),
        trial.averaged(),
        trial.classes(),
        List.of(plane, line),
        List.of());
  }

  /** The same with what a head says of five examples of class 1. */
  static TrialEvaluated classifying(TrialEvaluated trial) {
    var counts = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    counts.putInt(8, 2).putInt(12, 3);
    var said =
        new Classification(
            "label",
            2,
            counts.array(),
            Map.of(),
            0.25,
            List.of(new Classification.Uncertain(4, 1, 0, 0.5)));
    return new TrialEvaluated(
        trial.training(),
        trial.splits(),
        trial.disagreements(),
        trial.lines(),
        trial.surfaces(),
        trial.predictions(),
        trial.trajectory(),
        trial.averaged(),
        Map.of("test", List.of(said)));
  }

  static TrialFailed failed(int variant, long seed) {
    return new TrialFailed(trial(variant, seed), ID, variant, seed, ID + ".c0000", "no memory");
  }

  static TrialCancelled cancelled(int variant, long seed) {
    return new TrialCancelled(trial(variant, seed), ID, variant, seed, ID + ".c0000");
  }

  /** Everything that happens, in an order in which it may. */
  static List<Event> events() {
    return new ArrayList<>(
        List.of(
            prepared(),
            slice(0, 5, 1, 0.9f, 0.7f),
            slice(0, 5, 3, 0.8f, 0.6f),
            slice(0, 3, 1, 1, Float.NaN),
            slice(1, 5, 1, 3, 2, 1),
            evaluated(0, 5, End.CONVERGED, 4, 1),
            evaluated(0, 3, End.DIVERGED, 2, Double.NaN),
            evaluated(1, 5, End.CONVERGED, 3, 1),
            failed(1, 3)));
  }
}
