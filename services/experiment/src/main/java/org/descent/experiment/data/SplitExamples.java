package org.descent.experiment.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.Split;
import org.descent.contracts.spec.SplitSpec;

/**
 * Examples with the training rows first, then those for validation, then those for testing.
 *
 * @param train number of rows for training, 1 or more
 * @param validation number of rows for validation
 * @param test number of rows for testing
 */
public record SplitExamples(Examples all, int train, int validation, int test) {
  /**
   * Divides {@code examples}: shuffled by the split's seed, then cut. Without validation and test
   * rows, or where the split says so, they keep their order. What is stratified is cut class by
   * class, see {@link Strata} and {@link Folds}.
   *
   * @param fold the one for validation, from 1, where there are folds
   * @throws InvalidSpec if there is not enough to divide
   */
  public static SplitExamples of(Examples examples, SplitSpec split, int fold) {
    int count = examples.count();
    int test = split.testOf(count);
    boolean folded = split.folds() > 0;
    int validation = folded ? 0 : split.validationOf(count);
    int train = count - validation - test;
    InvalidSpec.unless(
        train >= 1,
        "split: validation %s and test %s leave none of %s examples to train on",
        split.validation(),
        split.test(),
        count);
    boolean whole = validation + test == 0 && !folded;
    int[] order = PermutationSampler.natural(count);
    if (!whole && !split.ordered()) {
      PermutationSampler.shuffle(RandomSource.XO_RO_SHI_RO_128_PP.create(split.seed()), order);
    }
    if (validation + test > 0 && !split.stratified().isEmpty()) {
      order = Strata.of(examples, split.stratified(), validation, test).divided(order);
    }
    if (folded) {
      var folds = Folds.of(examples, Arrays.copyOf(order, train), split);
      System.arraycopy(folds.last(fold), 0, order, 0, train);
      validation = folds.size(fold);
      train -= validation;
    }
    boolean kept = Arrays.equals(order, PermutationSampler.natural(count));
    var rows = kept ? examples : examples.at(order);
    return new SplitExamples(rows, train, validation, test);
  }

  /** The same of a split without folds, or of its first one. */
  public static SplitExamples of(Examples examples, SplitSpec split) {
    return of(examples, split, 1);
  }

  /** The same with more rows for validation and for testing, behind its own. */
  SplitExamples with(List<Examples> moreValidation, List<Examples> moreTest) {
    var parts = new ArrayList<Examples>();
    if (test == 0) {
      parts.add(all);
    } else {
      parts.add(all.slice(0, train + validation));
    }
    parts.addAll(moreValidation);
    if (test > 0) {
      parts.add(all.slice(train + validation, all.count()));
    }
    parts.addAll(moreTest);
    return new SplitExamples(
        Examples.of(parts), train, validation + count(moreValidation), test + count(moreTest));
  }

  private static int count(List<Examples> parts) {
    return parts.stream().mapToInt(Examples::count).sum();
  }

  /** The same rows, changed. */
  public SplitExamples with(Examples changed) {
    return new SplitExamples(changed, train, validation, test);
  }

  /** The rows for training. */
  public Examples training() {
    return all.slice(0, train);
  }

  /** The number of rows of each split. */
  public Map<Split, Integer> rowsBySplit() {
    return Map.of(Split.TRAIN, train, Split.VALIDATION, validation, Split.TEST, test);
  }
}
