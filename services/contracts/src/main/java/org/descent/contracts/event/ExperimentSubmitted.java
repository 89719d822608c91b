package org.descent.contracts.event;

import java.util.Map;
import org.descent.contracts.spec.DataSpec;
import org.descent.contracts.spec.SplitSpec;

/**
 * A valid experiment has been handed in.
 *
 * @param experiment derived from name and document, see {@link
 *     org.descent.contracts.Ids#experiment}
 * @param document the experiment file as a tree, without comments; enough to plan it again
 * @param data what the dataset-loader has to prepare
 */
public record ExperimentSubmitted(
    String experiment, String name, Map<String, Object> document, DataSpec data, SplitSpec split)
    implements ExperimentEvent {}
