package org.descent.learning.stacked;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.descent.contracts.data.Features;
import org.tensorflow.Tensor;

/**
 * Tensors of features, which are large, for whoever needs the same ones at a time: cohorts that are
 * trained beside each other on one dataset. They are made by the first who wants them and go with
 * the last who has them. Safe for several threads.
 */
final class SharedTensors {
  private final Map<Key, Entry> entries = new HashMap<>();

  /**
   * What tensors are made of.
   *
   * @param features these, and no others that equal them
   * @param order for each place of an example in the tensors, that of its feature
   * @param block examples of a tensor, whose features come first; 0 for one tensor of all of them,
   *     example by example
   */
  record Key(Features features, List<Integer> order, int block) {
    Key(Features features, int[] order, int block) {
      this(features, Arrays.stream(order).boxed().toList(), block);
    }
  }

  private static final class Entry {
    private int users;
    private List<Tensor> tensors;
  }

  /** Some of them on loan; closing the loan gives them back. */
  final class Loan implements AutoCloseable {
    private final Key key;
    private final Entry entry;

    private Loan(Key key, Entry entry) {
      this.key = key;
      this.entry = entry;
    }

    List<Tensor> tensors() {
      return entry.tensors;
    }

    @Override
    public void close() {
      giveBack(key, entry);
    }
  }

  /** Lends what {@code key} says; others who want the same wait while {@code making} makes it. */
  Loan borrow(Key key, Supplier<List<Tensor>> making) {
    var entry = wanted(key);
    try {
      synchronized (entry) {
        if (entry.tensors == null) {
          entry.tensors = making.get();
        }
      }
    } catch (RuntimeException | Error e) {
      giveBack(key, entry);
      throw e;
    }
    return new Loan(key, entry);
  }

  /** Number of different ones on loan. */
  synchronized int size() {
    return entries.size();
  }

  private synchronized Entry wanted(Key key) {
    var entry = entries.computeIfAbsent(key, k -> new Entry());
    entry.users++;
    return entry;
  }

  private synchronized void giveBack(Key key, Entry entry) {
    entry.users--;
    if (entry.users > 0) {
      return;
    }
    entries.remove(key, entry);
    if (entry.tensors != null) {
      entry.tensors.forEach(Tensor::close);
    }
  }
}
