package org.descent.contracts.event;

/**
 * Training of an experiment is to rest, or to go on. Of several the one with the highest turn
 * counts. It carries the submission because compaction keeps only the last record of a key.
 *
 * @param paused whether it rests from now on
 * @param turn how often it has been paused or gone on before, this time included: from 1. What was
 *     planned in an earlier turn is left where it stands; when the experiment goes on, what of it
 *     has not ended is planned again, see {@link CohortPlanned#turn}
 */
public record ExperimentPaused(
    String experiment, ExperimentSubmitted submission, boolean paused, int turn)
    implements ExperimentEvent {}
