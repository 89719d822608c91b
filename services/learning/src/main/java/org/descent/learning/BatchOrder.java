package org.descent.learning;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.descent.contracts.InvalidSpec;

/**
 * The order in which mini-batches walk through the examples: shuffled anew each epoch
 * (Fisher–Yates), a last batch that would be short left out. Depends on its arguments alone, not on
 * the weights drawn from the same seed. Confined to one thread.
 */
public final class BatchOrder {
  private final int[] order;
  private final int batch;
  private final UniformRandomProvider random;
  private int position;

  /**
   * @param batch examples per iteration, 1 to {@code examples}
   */
  public BatchOrder(int examples, int batch, long seed) {
    InvalidSpec.unless(
        batch >= 1 && batch <= examples,
        "batch size %s, expected 1 to the number of training examples (%s)",
        batch,
        examples);
    this.order = IntStream.range(0, examples).toArray();
    this.batch = batch;
    this.random = RandomStreams.of(seed, RandomStreams.BATCHES);
    this.position = examples;
  }

  /** The next mini-batch: indices of its examples, [batch]. */
  public int[] next() {
    if (position + batch > order.length) {
      shuffle();
      position = 0;
    }
    position += batch;
    return Arrays.copyOfRange(order, position - batch, position);
  }

  private void shuffle() {
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
  }
}
