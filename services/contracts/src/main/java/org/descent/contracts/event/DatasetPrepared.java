package org.descent.contracts.event;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/**
 * The examples of an experiment stand in the log.
 *
 * @param dataset the first 16 hex digits of {@code sha256}
 * @param sha256 of the rows' bytes in order, see {@link org.descent.contracts.Topics#DATASET_ROWS}:
 *     identity by content
 * @param shape of one example's features
 * @param targets names of the target columns, in row order
 * @param train number of rows for training; they come first
 * @param validation number of rows for validation; they follow
 * @param test number of rows for testing; they come last
 * @param chunks number of records that hold the rows
 * @param rows where those records stand; records of other keys may stand between them
 */
public record DatasetPrepared(
    String experiment,
    String dataset,
    String sha256,
    List<Integer> shape,
    List<String> targets,
    int train,
    int validation,
    int test,
    int chunks,
    Location rows)
    implements DatasetEvent {
  public DatasetPrepared {
    shape = List.copyOf(shape);
    targets = List.copyOf(targets);
  }

  /** Number of rows. */
  @JsonIgnore
  public int count() {
    return train + validation + test;
  }
}
