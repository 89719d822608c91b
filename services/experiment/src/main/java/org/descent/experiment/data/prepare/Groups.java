package org.descent.experiment.data.prepare;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.Quoted;
import org.descent.contracts.data.Examples;
import org.descent.contracts.data.Rescaling;
import org.descent.contracts.spec.PreparationSpec;
import org.descent.contracts.spec.PreparationSpec.Constant;
import org.descent.contracts.spec.PreparationSpec.Each;
import org.descent.experiment.data.prepare.Step.Rows;

/**
 * Features that share numbers: that of a place is its place modulo their count, since the last axis
 * runs fastest.
 *
 * @param step what they are for, as it is written
 * @param count of groups
 */
record Groups(String step, Each each, int count, Rows rows) {
  static Groups of(String step, Each each, Rows rows) {
    var all = rows.split().all();
    int last = all.shape().isEmpty() ? 1 : all.shape().get(all.shape().size() - 1);
    int count = each.of(all.width(), last);
    InvalidSpec.unless(
        count <= PreparationSpec.MAX_FOUND,
        "%s: %s features, expected at most %s with numbers of their own; write each: channel or"
            + " each: all",
        step,
        count,
        PreparationSpec.MAX_FOUND);
    return new Groups(step, each, count, rows);
  }

  /** Number of training values in each. */
  private long size() {
    var split = rows.split();
    return (long) split.train() * split.all().width() / count;
  }

  /** The smallest and the largest of each in the training part. */
  record Range(double[] least, double[] greatest) {}

  /** That of the training part, in one pass. */
  Range range() {
    var least = new double[count];
    var greatest = new double[count];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    Arrays.fill(greatest, Double.NEGATIVE_INFINITY);
    training(
        row -> {
          for (int k = 0, group = 0; k < row.length; k++, group = next(group)) {
            least[group] = Math.min(least[group], row[k]);
            greatest[group] = Math.max(greatest[group], row[k]);
          }
        });
    return new Range(least, greatest);
  }

  /** The mean of each in the training part. */
  double[] mean() {
    var sum = new double[count];
    training(
        row -> {
          for (int k = 0, group = 0; k < row.length; k++, group = next(group)) {
            sum[group] += row[k];
          }
        });
    return Arrays.stream(sum).map(s -> s / size()).toArray();
  }

  /** √(Σ (x - mean)² / n) of each in the training part. */
  double[] deviation(double[] mean) {
    var sum = new double[count];
    training(
        row -> {
          for (int k = 0, group = 0; k < row.length; k++, group = next(group)) {
            sum[group] += (row[k] - mean[group]) * (row[k] - mean[group]);
          }
        });
    return Arrays.stream(sum).map(s -> Math.sqrt(s / size())).toArray();
  }

  /** Groups take turns along a row, which has a whole number of them all. */
  private int next(int group) {
    return group + 1 == count ? 0 : group + 1;
  }

  private void training(Consumer<float[]> visitor) {
    var all = rows.split().all();
    var row = new float[all.width()];
    for (int i = 0; i < rows.split().train(); i++) {
      all.held().get(i * row.length, row, 0, row.length);
      visitor.accept(row);
    }
  }

  /**
   * Which of them are the same in the whole training part.
   *
   * @throws InvalidSpec naming the first, if there is one that is not to be shifted
   */
  boolean[] constant(Range range, Constant rule) {
    var least = range.least();
    var greatest = range.greatest();
    var constant = new boolean[count];
    for (int group = 0; group < count; group++) {
      constant[group] = least[group] == greatest[group];
      if (constant[group] && rule != Constant.SHIFT) {
        throw new InvalidSpec(
            String.format(
                "%s: %s is %s in all %s training examples, expected two values at least; %s",
                step,
                name(group),
                Quoted.of(InvalidSpec.written((float) least[group]), "the same"),
                rows.split().train(),
                advice()));
      }
    }
    return constant;
  }

  private String name(int group) {
    return switch (each) {
      case FEATURE -> rows.feature().apply(group);
      case CHANNEL -> "channel " + (group + 1) + " (counting from 1)";
      case ALL -> "every feature";
    };
  }

  private String advice() {
    boolean images = each == Each.FEATURE && rows.split().all().shape().size() > 1;
    return (images
            ? "write each: all, "
            : each == Each.FEATURE ? "leave it out, " : "leave " + step + " out, ")
        + "or write constant: shift";
  }

  /**
   * All rows, each feature x as (x - {@code from}) / {@code unit} of its group + {@code to}.
   *
   * @throws InvalidSpec naming the first that float32 cannot hold
   */
  Rows changed(double[] from, double[] unit, double to) {
    var before = rows.split().all().held();
    var changed = before.rescaled(new Rescaling(list(from), list(unit), to));
    int place = changed.firstInfinite();
    if (place >= 0) {
      throw new InvalidSpec(beyond(before.get(place), changed.get(place), place));
    }
    return rows.withFeatures(changed);
  }

  private String beyond(float before, float after, int i) {
    Examples all = rows.split().all();
    return step
        + ": "
        + Quoted.of(InvalidSpec.written(before), "a value")
        + " of "
        + rows.feature().apply(i % all.width())
        + " becomes "
        + Quoted.of(after, "another")
        + ", expected a number that float32 holds";
  }

  static List<Double> list(double[] numbers) {
    return Arrays.stream(numbers).boxed().toList();
  }
}
