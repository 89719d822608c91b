package org.descent.contracts.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.descent.contracts.InvalidSpec;

/**
 * How examples are divided: shuffled by {@code seed}, then cut. Counts are floor(share·n) for
 * validation and test, the rest is for training.
 *
 * @param ordered whether the examples are cut in their own order instead: the first are for
 *     training, the last for testing
 * @param stratified the target whose classes stand in all parts in the ratio that they have; empty
 *     where none does
 */
public record SplitSpec(
    double validation,
    double test,
    long seed,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean ordered,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String stratified) {
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
  }

  /** How many of {@code count} examples are for validation. */
  public int validationOf(int count) {
    return share(validation, count);
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
