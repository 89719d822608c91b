package org.descent.experiment.data;

import java.util.Arrays;
import java.util.Comparator;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.SplitSpec;

/**
 * Rows in folds of one size, or the first are larger by one. They are cut as they stand, or, where
 * classes are to stand in each fold as often as they may, dealt out class by class.
 *
 * @param rows in the order in which they are divided
 * @param of the fold of each of them, from 1
 */
record Folds(int[] rows, int[] of) {
  /**
   * Those that {@code split} makes of {@code rows} of {@code examples}.
   *
   * @throws InvalidSpec if there are not enough of them, or of a class
   */
  static Folds of(Examples examples, int[] rows, SplitSpec split) {
    int folds = split.folds();
    InvalidSpec.unless(
        rows.length >= folds,
        "split: %s folds of %s examples, expected an example in each",
        folds,
        rows.length);
    return split.stratified().isEmpty()
        ? new Folds(rows, cut(rows.length, folds))
        : dealt(examples.column(split.stratified()), rows, split);
  }

  private static int[] cut(int count, int folds) {
    int large = count % folds;
    int size = count / folds;
    return IntStream.rangeClosed(1, folds)
        .flatMap(fold -> IntStream.generate(() -> fold).limit(size + (fold <= large ? 1 : 0)))
        .toArray();
  }

  private static Folds dealt(Examples.Target target, int[] rows, SplitSpec split) {
    float[] classes = target.values();
    var counts = new TreeMap<Float, Integer>();
    for (int row : rows) {
      counts.merge(classes[row] + 0f, 1, Integer::sum); // -0 is 0
    }
    counts.forEach(
        (value, count) ->
            InvalidSpec.unless(
                count >= split.folds(),
                "split: class %s of %s has %s, %s stratified folds expect at least %s of each class",
                Strata.name(target, value),
                split.stratified(),
                count == 1 ? "one example" : count + " examples",
                split.folds(),
                split.folds()));
    var byClass =
        IntStream.range(0, rows.length)
            .boxed()
            .sorted(Comparator.comparing((Integer i) -> classes[rows[i]] + 0f)) // is stable
            .toList();
    int[] of = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      of[byClass.get(i)] = i % split.folds() + 1;
    }
    return new Folds(rows, of);
  }

  /** The rows with those of {@code fold} last, all else in their order. */
  int[] last(int fold) {
    return IntStream.concat(where(f -> f != fold), where(f -> f == fold)).toArray();
  }

  private IntStream where(IntPredicate fold) {
    return IntStream.range(0, rows.length).filter(i -> fold.test(of[i])).map(i -> rows[i]);
  }

  /** How many rows {@code fold} has. */
  int size(int fold) {
    return (int) Arrays.stream(of).filter(f -> f == fold).count();
  }
}
