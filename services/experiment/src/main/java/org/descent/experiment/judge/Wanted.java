package org.descent.experiment.judge;

import java.util.List;
import java.util.stream.IntStream;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.data.Examples;

/**
 * What was wanted of some examples: their targets, without the features that these were to be told
 * from.
 *
 * @param count of the examples
 * @param targets one per target column, [count] each
 */
public record Wanted(int count, List<Examples.Target> targets) {
  public Wanted {
    targets = List.copyOf(targets);
  }

  /** What is wanted of {@code examples}. */
  public static Wanted of(Examples examples) {
    return new Wanted(examples.count(), examples.targets());
  }

  /** What is wanted of examples that came block by block. */
  public static Wanted of(List<Wanted> blocks) {
    if (blocks.size() == 1) {
      return blocks.get(0);
    }
    int count = blocks.stream().mapToInt(Wanted::count).sum();
    var targets = blocks.get(0).targets();
    return new Wanted(
        count,
        IntStream.range(0, targets.size())
            .mapToObj(i -> targets.get(i).with(joined(blocks, i, count)))
            .toList());
  }

  private static float[] joined(List<Wanted> blocks, int target, int count) {
    var all = new float[count];
    int at = 0;
    for (var block : blocks) {
      System.arraycopy(block.targets().get(target).values(), 0, all, at, block.count());
      at += block.count();
    }
    return all;
  }

  /** The values of the target called {@code name}, [count]. */
  public float[] target(String name) {
    return targets.stream()
        .filter(target -> target.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new InvalidSpec("the data has no target " + name))
        .values();
  }
}
