package org.descent.contracts.event;

import com.fasterxml.jackson.annotation.JsonInclude;
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
 * @param attempt 0 when the document is handed in for the first time, and one more each time that
 *     its data have to be looked at again: because they were refused, or stand in files, which may
 *     have changed
 * @param base the experiment that this one extends: what that has trained is not trained again;
 *     empty for none
 */
public record ExperimentSubmitted(
    String experiment,
    String name,
    Map<String, Object> document,
    DataSpec data,
    SplitSpec split,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) int attempt,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String base)
    implements ExperimentEvent {
  public ExperimentSubmitted {
    base = base == null ? "" : base;
  }

  /** The first handing in of one that extends none. */
  public ExperimentSubmitted(
      String experiment,
      String name,
      Map<String, Object> document,
      DataSpec data,
      SplitSpec split) {
    this(experiment, name, document, data, split, 0, "");
  }

  /** The same document handed in once more. */
  public ExperimentSubmitted again(int attempt) {
    return new ExperimentSubmitted(experiment, name, document, data, split, attempt, base);
  }
}
