package org.descent.experiment.spec;

import java.util.HashSet;
import java.util.List;
import java.util.stream.LongStream;

/** Reads {@code seeds}: how many, or which. */
final class Seeds {
  private static final long LARGEST = (1L << 53) - 1;

  private Seeds() {}

  /** One seed; exact in every language's numbers. */
  static long one(Value value) {
    return value.whole(0, LARGEST);
  }

  /** Distinct seeds, at least one and no more than an experiment may have trials. */
  static List<Long> all(Value value) {
    if (!(value.tree() instanceof Tree.Sequence list)) {
      long count = value.whole(1, ExperimentReader.MAX_TRIALS);
      return LongStream.rangeClosed(1, count).boxed().toList();
    }
    if (list.items().isEmpty()) {
      throw value.unlike("at least one seed");
    }
    var seen = new HashSet<Long>();
    return value.each(
        item -> {
          long seed = one(item);
          if (!seen.add(seed)) {
            throw item.wrong(seed + " is listed twice, expected distinct seeds");
          }
          return seed;
        });
  }
}
