package org.descent.experiment.data;

import java.util.Comparator;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.Quoted;
import org.descent.contracts.data.Examples;

/**
 * The classes of a target, each divided in the ratio of the whole, as nearly as whole examples
 * allow (largest remainders); of every class some are for training.
 *
 * @param classes of each example, from 0, [examples]
 * @param validation how many of each class
 * @param test how many of each class
 * @param counts how many there are of each class
 */
record Strata(int[] classes, int[] validation, int[] test, int[] counts) {
  /**
   * Those of {@code target}.
   *
   * @param validation how many examples in all
   * @param test how many examples in all
   * @throws InvalidSpec naming the class of which there are too few
   */
  static Strata of(Examples examples, String target, int validation, int test) {
    var column = examples.column(target);
    float[] values = column.values();
    var numbers = new TreeMap<Float, Integer>();
    for (float value : values) {
      numbers.putIfAbsent(value + 0f, 0); // -0 is 0
    }
    int next = 0;
    for (var number : numbers.entrySet()) {
      number.setValue(next++);
    }
    var classes = new int[values.length];
    var counts = new int[numbers.size()];
    for (int row = 0; row < values.length; row++) {
      classes[row] = numbers.get(values[row] + 0f);
      counts[classes[row]]++;
    }
    int parts = 1 + (validation > 0 ? 1 : 0) + (test > 0 ? 1 : 0);
    numbers.forEach(
        (value, number) ->
            InvalidSpec.unless(
                counts[number] >= parts,
                "split: class %s of %s has %s, a stratified split into %s expects at least %s of"
                    + " each class",
                name(column, value),
                target,
                counts[number] == 1 ? "one example" : counts[number] + " examples",
                parts,
                parts));
    int train = values.length - validation - test;
    InvalidSpec.unless(
        train >= counts.length,
        "split: %s examples to train on, expected at least one of each of the %s classes of %s",
        train,
        counts.length,
        target);
    int[] spare = IntStream.of(counts).map(n -> n - 1).toArray();
    int[] validating = apportioned(validation, counts, spare);
    int[] left = IntStream.range(0, spare.length).map(c -> spare[c] - validating[c]).toArray();
    return new Strata(classes, validating, apportioned(test, counts, left), counts);
  }

  /** What a class is called, or else its number, for messages. */
  static String name(Examples.Target target, float value) {
    int number = (int) value;
    return number == value && number >= 0 && number < target.classes().size()
        ? Quoted.of(target.classes().get(number), "number " + number)
        : Quoted.of(InvalidSpec.written(value), "of one of the values");
  }

  /**
   * {@code total} in the ratio of {@code weights}, no part above its {@code most}; what is over
   * goes to the largest remainders, among equal ones to the first.
   */
  private static int[] apportioned(int total, int[] weights, int[] most) {
    long all = IntStream.of(weights).sum();
    var parts = new int[weights.length];
    int over = total;
    for (int c = 0; c < parts.length; c++) {
      parts[c] = Math.min(most[c], (int) Math.floor((double) total * weights[c] / all + 1e-9));
      over -= parts[c];
    }
    while (over > 0) {
      var lacking =
          IntStream.range(0, parts.length)
              .filter(c -> parts[c] < most[c])
              .boxed()
              .sorted(
                  Comparator.comparingDouble(
                      (Integer c) -> parts[c] - (double) total * weights[c] / all))
              .limit(over)
              .toList();
      lacking.forEach(c -> parts[c]++);
      over -= lacking.size();
    }
    return parts;
  }

  /** {@code order} with the examples for training first, then those for validation. */
  int[] divided(int[] order) {
    int[] divided = new int[order.length];
    int[] seen = new int[counts.length];
    int[] part = new int[order.length];
    for (int row : order) {
      int c = classes[row];
      int training = counts[c] - validation[c] - test[c];
      part[row] = seen[c] < training ? 0 : seen[c] < training + validation[c] ? 1 : 2;
      seen[c]++;
    }
    int at = 0;
    for (int wanted = 0; wanted < 3; wanted++) {
      for (int row : order) {
        if (part[row] == wanted) {
          divided[at++] = row;
        }
      }
    }
    return divided;
  }
}
