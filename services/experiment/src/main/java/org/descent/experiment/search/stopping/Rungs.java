package org.descent.experiment.search.stopping;

import java.util.List;
import java.util.stream.IntStream;
import org.descent.contracts.InvalidSpec;

/**
 * Budgets at which trials are compared.
 *
 * @param budgets iterations, ascending; the last is the whole budget
 */
public record Rungs(List<Integer> budgets) {
  /**
   * @throws InvalidSpec if there is none, or they do not ascend from 1
   */
  public Rungs {
    budgets = List.copyOf(budgets);
    InvalidSpec.unless(!budgets.isEmpty(), "no rungs, expected at least one");
    for (int i = 0; i < budgets.size(); i++) {
      InvalidSpec.unless(
          budgets.get(i) > (i == 0 ? 0 : budgets.get(i - 1)),
          "rung %d, expected more than %d iterations",
          budgets.get(i),
          i == 0 ? 0 : budgets.get(i - 1));
    }
  }

  /**
   * {@code count} rungs, each a {@code factor}-th of the next one, rounded down.
   *
   * @param budget the last one
   * @throws InvalidSpec if the budget does not hold that many
   */
  public static Rungs of(int budget, int factor, int count) {
    InvalidSpec.unless(budget >= 1, "budget %d, expected 1 or more", budget);
    InvalidSpec.unless(factor >= 2, "factor %d, expected 2 or more", factor);
    InvalidSpec.unless(count >= 1, "rungs %d, expected 1 or more", count);
    int most = 1;
    for (long width = factor; width <= budget; width *= factor) {
      most++;
    }
    InvalidSpec.unless(
        count <= most,
        "rungs %d, expected %d at most: a budget of %d by a factor of %d holds no more",
        count,
        most,
        budget,
        factor);
    return new Rungs(
        IntStream.range(0, count)
            .mapToObj(i -> (int) (budget / Math.pow(factor, count - 1 - i)))
            .toList());
  }

  /** {@code count} rungs at equal distances. */
  public static Rungs evenly(int budget, int count) {
    InvalidSpec.unless(
        count >= 1 && count <= budget, "rungs %d, expected 1 to %d, the budget", count, budget);
    return new Rungs(
        IntStream.rangeClosed(1, count).mapToObj(i -> (int) ((long) budget * i / count)).toList());
  }

  /** Number of rungs. */
  public int count() {
    return budgets.size();
  }

  /** Iterations at the rung, counted from 0. */
  public int budget(int rung) {
    return budgets.get(rung);
  }

  /** Iterations at the last rung. */
  public int last() {
    return budgets.get(budgets.size() - 1);
  }

  /** The last rung that lies within so many iterations; −1 if none does. */
  public int reached(int iterations) {
    int rung = -1;
    while (rung + 1 < count() && budget(rung + 1) <= iterations) {
      rung++;
    }
    return rung;
  }
}
