package org.descent.contracts.event;

import java.util.List;

/**
 * Nobody wants to see this experiment any more. It takes the place of the submission, since
 * compaction keeps only the last record of a key; what others have written of its trials may still
 * stand in the log, and counts for nothing.
 *
 * @param ids of the submission, and of what it has become on the content of its files
 * @param attempt the last handing in of the document that is meant, see {@link
 *     ExperimentSubmitted}; {@link #FOREVER} where trials were planned: what the log tells of them
 *     could not be told from what becomes of the same trials later
 */
public record ExperimentDeleted(String experiment, List<String> ids, int attempt)
    implements ExperimentEvent {
  /** The document cannot be handed in again. */
  public static final int FOREVER = Integer.MAX_VALUE;

  public ExperimentDeleted {
    ids = List.copyOf(ids);
  }
}
