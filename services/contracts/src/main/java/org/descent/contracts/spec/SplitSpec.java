package org.descent.contracts.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.descent.contracts.InvalidSpec;

/**
 * How examples are divided: shuffled by {@code seed}, then cut. Counts are floor(share·n) for
 * validation and test, the rest is for training. Where there are folds, what the test part leaves
 * is cut into as many of one size, or the first are larger by one example; each in turn is for
 * validation, and a trial's seed says which.
 *
 * @param ordered whether the examples are cut in their own order instead: the first are for
 *     training, the last for testing
 * @param stratified the target whose classes stand in all parts in the ratio that they have; empty
 *     where none does
 * @param folds how many there are, 2 or more; 0: none
 */
public record SplitSpec(
    double validation,
    double test,
    long seed,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean ordered,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String stratified,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) int folds) {
  /** The most folds. */
  public static final int MAX_FOLDS = 100;

  /** All examples are for training, in their own order. */
  public static final SplitSpec NONE = new SplitSpec(0, 0, 0);

  /** Shuffled. */
  public SplitSpec(double validation, double test, long seed) {
    this(validation, test, seed, false);
  }

  /** Whatever the classes. */
  public SplitSpec(double validation, double test, long seed, boolean ordered) {
    this(validation, test, seed, ordered, "");
  }

  /** Without folds. */
  public SplitSpec(double validation, double test, long seed, boolean ordered, String stratified) {
    this(validation, test, seed, ordered, stratified, 0);
  }

  public SplitSpec {
    stratified = stratified == null ? "" : stratified;
    InvalidSpec.unless(
        validation >= 0 && validation < 1,
        "validation %s, expected 0 or more and below 1",
        validation);
    InvalidSpec.unless(test >= 0 && test < 1, "test %s, expected 0 or more and below 1", test);
    InvalidSpec.unless(
        validation + test < 1,
        "validation %s and test %s leave nothing to train on",
        validation,
        test);
    InvalidSpec.unless(
        folds == 0 || folds >= 2 && folds <= MAX_FOLDS,
        "folds %s, expected 2 to %s",
        folds,
        MAX_FOLDS);
    InvalidSpec.unless(
        folds == 0 || validation == 0,
        "validation %s beside folds, expected none: each fold is for validation in turn",
        validation);
  }

  /** Which fold is for validation in trials of {@code seed}, from 1; 0 where there are none. */
  public int fold(long seed) {
    return folds == 0 ? 0 : (int) Math.floorMod(seed - 1, (long) folds) + 1;
  }

  /** In how many ways the examples are divided: one, or one a fold. */
  public int ways() {
    return Math.max(1, folds);
  }

  /** How many of {@code count} examples are for validation, in the first fold where there are. */
  public int validationOf(int count) {
    return folds == 0 ? share(validation, count) : (count - testOf(count) + folds - 1) / folds;
  }

  /** How many of {@code count} examples are for testing. */
  public int testOf(int count) {
    return share(test, count);
  }

  /** How many of {@code count} examples are for training. */
  public int trainOf(int count) {
    return count - validationOf(count) - testOf(count);
  }

  /** floor(share·count), where 0.29·100 counts as 29 although its double is just below. */
  private static int share(double share, int count) {
    return (int) Math.floor(share * count + 1e-9);
  }
}
