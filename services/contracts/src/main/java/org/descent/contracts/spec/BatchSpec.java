package org.descent.contracts.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.descent.contracts.InvalidSpec;

/**
 * Which examples an iteration's gradient is taken over, and which its metrics are measured on.
 *
 * <p>A mini-batch walks through the training split in an order shuffled anew each epoch by the
 * trial's seed; a last batch that would be short is left out, so every batch has the same size.
 *
 * @param size examples per iteration; 0 means all of the training split
 * @param measure what loss and accuracy of an iteration are measured on, always before that
 *     iteration's update
 */
public record BatchSpec(int size, Measure measure) {
  /** The examples that an iteration's metrics are taken over. */
  public enum Measure {
    /** The whole training split: iterations to target mean what they say. */
    @JsonProperty("data")
    DATA,
    /** Only the batch at hand: cheaper for large data, but noisy. */
    @JsonProperty("batch")
    BATCH
  }

  public static final BatchSpec FULL = new BatchSpec(0, Measure.DATA);

  public BatchSpec {
    InvalidSpec.unless(size >= 0, "size %s, expected 0 or more", size);
  }

  /** Iterations that one pass through {@code examples} takes. */
  public int epoch(int examples) {
    return full() ? 1 : Math.max(1, examples / size);
  }

  /** Whether every iteration sees the whole training split. */
  public boolean full() {
    return size == 0;
  }
}
