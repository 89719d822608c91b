package org.descent.contracts.event;

/**
 * Nobody wants the rest of this experiment. It carries the submission because compaction keeps only
 * the last record of a key.
 */
public record ExperimentCancelled(String experiment, ExperimentSubmitted submission)
    implements ExperimentEvent {}
