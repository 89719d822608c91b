package org.descent.contracts.event;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * Something that has happened, as JSON with its {@code type} in it. Within {@code .v1} an event
 * only ever gains optional fields; readers ignore what they do not know.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ExperimentSubmitted.class, name = "ExperimentSubmitted"),
  @JsonSubTypes.Type(value = ExperimentCancelled.class, name = "ExperimentCancelled"),
  @JsonSubTypes.Type(value = ExperimentPaused.class, name = "ExperimentPaused"),
  @JsonSubTypes.Type(value = ExperimentDeleted.class, name = "ExperimentDeleted"),
  @JsonSubTypes.Type(value = ExperimentNoted.class, name = "ExperimentNoted"),
  @JsonSubTypes.Type(value = DatasetPrepared.class, name = "DatasetPrepared"),
  @JsonSubTypes.Type(value = DatasetRejected.class, name = "DatasetRejected"),
  @JsonSubTypes.Type(value = CohortPlanned.class, name = "CohortPlanned"),
  @JsonSubTypes.Type(value = TrainingProgressed.class, name = "TrainingProgressed"),
  @JsonSubTypes.Type(value = CohortCheckpointed.class, name = "CohortCheckpointed"),
  @JsonSubTypes.Type(value = ModelPublished.class, name = "ModelPublished"),
  @JsonSubTypes.Type(value = TrialTrained.class, name = "TrialTrained"),
  @JsonSubTypes.Type(value = TrialFailed.class, name = "TrialFailed"),
  @JsonSubTypes.Type(value = TrialCancelled.class, name = "TrialCancelled"),
  @JsonSubTypes.Type(value = TrialEvaluated.class, name = "TrialEvaluated"),
  @JsonSubTypes.Type(value = ReportPublished.class, name = "ReportPublished")
})
public sealed interface Event
    permits ExperimentEvent,
        DatasetEvent,
        CohortPlanned,
        TrainingProgressed,
        CohortCheckpointed,
        ModelPublished,
        TrainingEvent,
        EvaluationEvent,
        ReportPublished {
  /** The key of the record that carries this event: its entity's id. */
  @JsonIgnore
  String key();

  /** The experiment that it tells about. */
  String experiment();
}
