package org.descent.contracts.event;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.descent.contracts.Floats;
import org.descent.contracts.Topics;
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
import org.descent.contracts.spec.SurfaceSpec;
import org.descent.contracts.spec.TargetSpec;
import org.descent.contracts.spec.TrainingSpec;

/** One event of every type, with every kind of part in one of them. */
final class EventSamples {
  private static final String EXPERIMENT = "xor-1f2e3d4c";
  private static final String TRIAL = "xor-1f2e3d4c.0.7";
  private static final String COHORT = "xor-1f2e3d4c.c0000";

  static final TrainingSpec TRAINING =
      new TrainingSpec(
          new NetworkSpec(
              List.of(
                  new LayerSpec.Conv2d(2, 3, 3, Activation.RELU),
                  new LayerSpec.Flatten(),
                  new LayerSpec.Dense(4, Activation.SIGMOID)),
              List.of(
                  new HeadSpec("label", HeadKind.BINARY, "label", 1, 1, 0),
                  new HeadSpec("kind", HeadKind.MULTI_CLASS, "kind", 3, 0.5, 0),
                  new HeadSpec("width", HeadKind.REGRESSION, "width", 1, 0.01, 0.5))),
          new InitialisationSpec(
              new Initialiser.TruncatedNormal(0.1), new Initialiser.Constant(0.1)),
          Loss.CROSS_ENTROPY,
          new OptimiserSpec.Adam(0.001, 0.9, 0.999, 1e-8),
          new BatchSpec(16, BatchSpec.Measure.DATA),
          10_000,
          List.of(new TargetSpec(TargetSpec.Metric.ACCURACY, "label", 1)),
          List.of(1, 100),
          new SurfaceSpec(new SurfaceSpec.Axis(-2, 2, 0.1), new SurfaceSpec.Axis(-2, 2, 0.1)));

  static final DatasetPrepared PREPARED =
      new DatasetPrepared(
          EXPERIMENT,
          "0123456789abcdef",
          "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
          List.of(16, 16),
          List.of("label", "kind", "width"),
          48,
          8,
          8,
          1,
          new Location(Topics.DATASET_ROWS, 0, 3, 3));

  private static final ExperimentSubmitted SUBMITTED =
      new ExperimentSubmitted(
          EXPERIMENT,
          "xor",
          document(),
          new DataSpec.Npy("images.npy", "labels.npy", null),
          new SplitSpec(0.125, 0.125, 1));

  private static final Metrics METRICS =
      new Metrics(
          0.25,
          0.75,
          List.of(
              new Metrics.Head("label", 0.125, 1),
              new Metrics.Head("kind", Double.NaN, 0.75),
              new Metrics.Head("width", Double.POSITIVE_INFINITY, 0.875)));

  private static final Surface SURFACE =
      new Surface(
          "activation",
          new double[] {-1, 1},
          new double[] {0},
          Floats.toBytes(new float[] {0.25f, 0.75f}));

  private static final Provenance PROVENANCE =
      new Provenance("1.0.0", "2.18.0", "CPU:0", "reference", "xo-ro-shi-ro-128-pp/1");

  static final TrialTrained TRAINED =
      new TrialTrained(
          TRIAL,
          EXPERIMENT,
          0,
          7,
          COHORT,
          End.CONVERGED,
          917,
          METRICS,
          TRAINING,
          PREPARED,
          new Location(Topics.MODELS, 2, 11, 11),
          PROVENANCE,
          0.5);

  /** In the order of the journey. */
  static final List<Event> ALL =
      List.of(
          SUBMITTED,
          new ExperimentCancelled(EXPERIMENT, SUBMITTED),
          new ExperimentPaused(EXPERIMENT, SUBMITTED, true, 3),
          new ExperimentDeleted(EXPERIMENT, List.of(EXPERIMENT), ExperimentDeleted.FOREVER),
          new ExperimentNoted(
              EXPERIMENT, List.of("slow", "for-talk"), "as in figure 3", true, 2, 0),
          PREPARED,
          new DatasetRejected(EXPERIMENT, "images.npy: no such file"),
          new CohortPlanned(
              COHORT,
              EXPERIMENT,
              PREPARED,
              List.of(
                  new CohortPlanned.Variant(
                      0, "cross-entropy", Map.of("loss", "cross-entropy"), TRAINING)),
              List.of(new CohortPlanned.Trial(TRIAL, 0, 7, true))),
          new TrainingProgressed(
              COHORT,
              EXPERIMENT,
              List.of("loss", "accuracy"),
              List.of(new TrainingProgressed.Slice(TRIAL, 101, 2)),
              List.of(new float[] {0.5f, 0.25f}, new float[] {0.5f, Float.POSITIVE_INFINITY})),
          new CohortCheckpointed(
              COHORT,
              EXPERIMENT,
              PROVENANCE,
              List.of(
                  new CohortCheckpointed.Running(
                      TRIAL,
                      102,
                      2,
                      Floats.toBytes(new float[] {0.3f, 0.4f}),
                      Floats.toBytes(new float[] {0, 0.5f, 1, 1.5f}),
                      List.of(1),
                      Floats.toBytes(new float[] {0.1f, 0.2f}),
                      0.25)),
              List.of("xor-1f2e3d4c.0.8"),
              2),
          new ModelPublished(
              TRIAL,
              EXPERIMENT,
              List.of(1, 917),
              2,
              Floats.toBytes(new float[] {0.1f, 0.2f, 0.3f, 0.4f}),
              List.of(SURFACE)),
          TRAINED,
          new TrialFailed(TRIAL, EXPERIMENT, 0, 7, COHORT, "out of memory"),
          new TrialCancelled(TRIAL, EXPERIMENT, 0, 7, COHORT),
          new TrialEvaluated(
              TRAINED,
              Map.of("train", METRICS),
              List.of("train loss: claimed 0.25, found 0.5"),
              List.of(new TrialEvaluated.Line(917, "hidden", "label", 1, -1, 0.5, Double.NaN)),
              List.of(SURFACE),
              List.of(
                  new TrialEvaluated.Prediction(
                      "label", 1, Floats.toBytes(new float[] {0.25f, 0.75f}))),
              List.of(new TrialEvaluated.Step(6, 0.5, -0.25))),
          new ReportPublished(
              EXPERIMENT,
              "xor",
              List.of(
                  new ReportPublished.VariantSummary(
                      0,
                      "cross-entropy",
                      Map.of("loss", "cross-entropy"),
                      10,
                      Map.of(End.CONVERGED, 10),
                      List.of(new ReportPublished.Quantile(0.5, 917, true))))));

  private EventSamples() {}

  private static Map<String, Object> document() {
    var document = new LinkedHashMap<String, Object>();
    document.put("apiVersion", "descent/v1");
    document.put("name", "xor");
    document.put("seeds", 10);
    return document;
  }
}
