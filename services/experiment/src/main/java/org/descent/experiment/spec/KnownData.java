package org.descent.experiment.spec;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.descent.contracts.spec.DataSpec;
import org.descent.contracts.spec.EffectiveTraining;
import org.descent.contracts.spec.SplitSpec;

/**
 * What is known of data before anybody has looked at it.
 *
 * @param shape of one example, for generated data
 * @param targets the target columns
 * @param count number of examples, for generated data
 * @param numbers those targets of generated data that are not 0 or 1 throughout
 */
record KnownData(
    Optional<List<Integer>> shape, List<String> targets, OptionalInt count, List<String> numbers) {
  private static final List<String> LABEL = List.of("label");

  static KnownData of(DataSpec data) {
    if (data instanceof DataSpec.RandomImages random) {
      return generated(List.of(random.side(), random.side()), LABEL, random.images(), List.of());
    }
    if (data instanceof DataSpec.Line line) {
      return generated(List.of(16, 16), LABEL, line.images(), List.of());
    }
    if (data instanceof DataSpec.Detection detection) {
      return generated(
          List.of(16, 16), List.of("label", "width"), detection.images(), List.of("width"));
    }
    if (data instanceof DataSpec.Xor) {
      return generated(List.of(2), LABEL, 4, List.of());
    }
    if (data instanceof DataSpec.Point point) {
      return generated(List.of(1), LABEL, 1, point.y() == 0 || point.y() == 1 ? List.of() : LABEL);
    }
    if (data instanceof DataSpec.Csv csv) {
      return fromFile(csv.targets());
    }
    boolean widths = data instanceof DataSpec.Npy npy && npy.widths() != null;
    return fromFile(Stream.of("label", "width").limit(widths ? 2 : 1).toList());
  }

  private static KnownData generated(
      List<Integer> shape, List<String> targets, int count, List<String> numbers) {
    return new KnownData(Optional.of(shape), targets, OptionalInt.of(count), numbers);
  }

  private static KnownData fromFile(List<String> targets) {
    return new KnownData(Optional.empty(), targets, OptionalInt.empty(), List.of());
  }

  /** What training may know of the data when {@code split} has divided it. */
  EffectiveTraining.Data forTraining(SplitSpec split) {
    return new EffectiveTraining.Data(shape, train(split));
  }

  /** Number of training examples: what validation and test leave. */
  OptionalInt train(SplitSpec split) {
    return count.isEmpty() ? count : OptionalInt.of(split.trainOf(count.getAsInt()));
  }
}
