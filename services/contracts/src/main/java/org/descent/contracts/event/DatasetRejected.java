package org.descent.contracts.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.descent.contracts.Reason;

/**
 * The data of an experiment cannot be used.
 *
 * @param experiment the id that the document alone has
 * @param reason one clear line for the user
 * @param attempt which handing in of the document this answers, see {@link ExperimentSubmitted}
 */
public record DatasetRejected(
    String experiment, String reason, @JsonInclude(JsonInclude.Include.NON_DEFAULT) int attempt)
    implements DatasetEvent {
  public DatasetRejected {
    reason = Reason.line(reason);
  }

  /** The answer to the first handing in. */
  public DatasetRejected(String experiment, String reason) {
    this(experiment, reason, 0);
  }

  @Override
  public String submission() {
    return experiment;
  }
}
