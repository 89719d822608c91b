package org.descent.contracts;

import java.util.List;

/**
 * The topics of the pipeline. Each has one kind of writer; {@code key} in the comment says what its
 * records are keyed by.
 */
public final class Topics {
  /** Key experiment. ExperimentSubmitted, ExperimentCancelled. */
  public static final String EXPERIMENTS = "descent.experiments.v1";

  /** Key dataset. The examples themselves, chunked, in their files' own types, little-endian. */
  public static final String DATASET_ROWS = "descent.dataset-rows.v1";

  /** Key experiment. DatasetPrepared, DatasetRejected. */
  public static final String DATASETS = "descent.datasets.v1";

  /** Key cohort. CohortPlanned. */
  public static final String COHORTS = "descent.cohorts.v1";

  /** Key cohort. TrainingProgressed. */
  public static final String PROGRESS = "descent.progress.v1";

  /** Key cohort. CohortCheckpointed; nothing when the cohort is done. */
  public static final String CHECKPOINTS = "descent.checkpoints.v1";

  /** Key trial. ModelPublished. */
  public static final String MODELS = "descent.models.v1";

  /** Key trial. TrialTrained, TrialFailed, TrialCancelled. */
  public static final String TRAININGS = "descent.trainings.v1";

  /** Key trial. TrialEvaluated, TrialFailed, TrialCancelled. */
  public static final String EVALUATIONS = "descent.evaluations.v1";

  /** Key experiment. ReportPublished. */
  public static final String REPORTS = "descent.reports.v1";

  /** Key as received. Records nobody could read, with their origin and the reason. */
  public static final String DEAD_LETTERS = "descent.dead-letters.v1";

  /** Every topic, in the order of the journey. */
  public static final List<String> ALL =
      List.of(
          EXPERIMENTS,
          DATASET_ROWS,
          DATASETS,
          COHORTS,
          PROGRESS,
          CHECKPOINTS,
          MODELS,
          TRAININGS,
          EVALUATIONS,
          REPORTS,
          DEAD_LETTERS);

  private Topics() {}
}
