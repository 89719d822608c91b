package org.descent.experiment.data;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.descent.contracts.spec.EffectiveTraining;
import org.descent.contracts.spec.Split;
import org.descent.contracts.spec.SplitSpec;

/**
 * What is known of data before anybody has looked at it.
 *
 * @param shape of one example, for generated data
 * @param targets the target columns
 * @param count number of examples, for generated data
 * @param numbers those targets of generated data that are not 0 or 1 throughout
 * @param apart the splits that have a source of their own, each with its number of examples;
 *     everything else is about what the rest is taken from
 */
public record KnownData(
    Optional<List<Integer>> shape,
    List<String> targets,
    OptionalInt count,
    List<String> numbers,
    Map<Split, OptionalInt> apart) {
  /** Of data that cannot be read: nothing at all. */
  public static final KnownData NOTHING = fromFile(List.of());

  /** Of images made with this shape: every target is 0 or 1 throughout. */
  static KnownData generated(List<Integer> shape, int count, List<String> targets) {
    return generated(shape, count, targets, List.of());
  }

  /** The same, where {@code numbers} are targets that are not. */
  static KnownData generated(
      List<Integer> shape, int count, List<String> targets, List<String> numbers) {
    return new KnownData(Optional.of(shape), targets, OptionalInt.of(count), numbers, Map.of());
  }

  /** Of a file: nothing but which targets it has. */
  static KnownData fromFile(List<String> targets) {
    return new KnownData(Optional.empty(), targets, OptionalInt.empty(), List.of(), Map.of());
  }

  /** Whether there are examples for {@code part} when {@code split} has divided them. */
  public boolean has(Split part, SplitSpec split) {
    return switch (part) {
      case TRAIN -> true;
      case VALIDATION -> split.validation() > 0 || split.folds() > 0 || apart.containsKey(part);
      case TEST -> split.test() > 0 || apart.containsKey(part);
    };
  }

  /** What training may know of the data when {@code split} has divided it. */
  public EffectiveTraining.Data forTraining(SplitSpec split) {
    return new EffectiveTraining.Data(shape, train(split));
  }

  /** Number of examples of each split that {@code split} makes; empty if nobody has looked. */
  public Optional<Map<Split, Integer>> rowsBySplit(SplitSpec split) {
    if (count.isEmpty() || apart.containsValue(OptionalInt.empty())) {
      return Optional.empty();
    }
    int all = count.getAsInt();
    return Optional.of(
        Map.of(
            Split.TRAIN,
            split.trainOf(all),
            Split.VALIDATION,
            split.validationOf(all) + alone(Split.VALIDATION),
            Split.TEST,
            split.testOf(all) + alone(Split.TEST)));
  }

  private int alone(Split split) {
    return apart.getOrDefault(split, OptionalInt.empty()).orElse(0);
  }

  /** Number of training examples: what validation and test leave. */
  public OptionalInt train(SplitSpec split) {
    return count.isEmpty() ? count : OptionalInt.of(split.trainOf(count.getAsInt()));
  }
}
