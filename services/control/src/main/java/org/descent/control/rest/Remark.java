package org.descent.control.rest;

import java.util.List;
import org.descent.contracts.event.ExperimentNoted;

/**
 * What somebody wants to have said of an experiment from now on; what is null stays as it is.
 *
 * @param tags all of them
 * @param note empty for none
 * @param archived whether it is left out of lists
 */
public record Remark(List<String> tags, String note, Boolean archived) {
  /** What is said after {@code before}, of the handing in with this number. */
  ExperimentNoted after(ExperimentNoted before, int attempt) {
    return new ExperimentNoted(
        before.experiment(),
        tags == null ? before.tags() : tags,
        note == null ? before.note() : note,
        archived == null ? before.archived() : archived,
        before.edition() + 1,
        attempt);
  }
}
