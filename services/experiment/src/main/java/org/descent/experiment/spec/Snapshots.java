package org.descent.experiment.spec;

import java.util.List;
import java.util.stream.IntStream;
import org.descent.contracts.spec.TrainingSpec;

/** Reads {@code snapshots}: the iterations whose weights are kept. */
final class Snapshots {
  /** The most of one trial: their lines must fit one record when they have been judged. */
  static final int MOST = 1_000;

  private Snapshots() {}

  /** Ascending iterations up to {@code budget}; those listed beyond it would never come. */
  static List<Integer> read(Value value, int budget) {
    if (value.is("none")) {
      return List.of();
    }
    return value.tree() instanceof Tree.Sequence ? listed(value, budget) : ruled(value, budget);
  }

  /** Whether the snapshots of {@code experiment} are a list with something in it. */
  static boolean areListed(Tree.Mapping experiment) {
    return experiment.at("snapshots") instanceof Tree.Sequence list && !list.items().isEmpty();
  }

  private static void limit(Value value, int count) {
    if (count > MOST) {
      throw value.wrong(count + " snapshots, expected at most " + MOST);
    }
  }

  private static List<Integer> listed(Value value, int budget) {
    limit(value, value.items().size());
    var all = value.each(v -> (int) v.whole(1, TrainingSpec.MAX_ITERATIONS));
    for (int i = 1; i < all.size(); i++) {
      if (all.get(i) <= all.get(i - 1)) {
        throw value.wrong(
            all.get(i) + " stands after " + all.get(i - 1) + ", expected ascending iterations");
      }
    }
    return all.stream().filter(iteration -> iteration <= budget).toList();
  }

  private static List<Integer> ruled(Value value, int budget) {
    if (!(value.tree() instanceof Tree.Mapping mapping) || mapping.entries().size() != 1) {
      throw value.unlike("none, {every: n}, {logarithmic: n} or a list of iterations");
    }
    var rule = value.choice(List.of("every", "logarithmic"));
    return rule.name().equals("every")
        ? every(rule.body(), budget)
        : logarithmic((int) rule.body().whole(2, MOST), budget);
  }

  /** The first, and each n-th from then on: 1, 1 + n, 1 + 2n, …. */
  private static List<Integer> every(Value value, int budget) {
    int n = (int) value.whole(1, TrainingSpec.MAX_ITERATIONS);
    int last = (budget - 1) / n;
    limit(value, last + 1);
    return IntStream.rangeClosed(0, last).map(i -> 1 + i * n).boxed().toList();
  }

  /** At most {@code count} from 1 to the budget at equal ratios, rounded; none twice. */
  private static List<Integer> logarithmic(int count, int budget) {
    return IntStream.range(0, count)
        .mapToDouble(i -> StrictMath.pow(budget, i / (count - 1.0)))
        .mapToInt(iteration -> Math.min(budget, (int) Math.round(iteration)))
        .distinct()
        .boxed()
        .toList();
  }
}
