package org.descent.experiment.search.strategy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.descent.experiment.search.observation.ProductLimit;
import org.descent.experiment.search.observation.Score;
import org.descent.experiment.search.observation.VariantState;
import org.descent.experiment.search.space.Point;
import org.descent.experiment.search.space.Space;

/**
 * The tree-structured Parzen estimator (Bergstra et al. 2011): one density of the good points, one
 * of the others, and the proposal is where their ratio is largest among points drawn from the
 * first.
 *
 * <p>The densities are multivariate (Falkner et al. 2018); the good ones are the best 15 %, three
 * to twenty-five of them (Watanabe 2023 finds 10 to 15 % best). Kernels are as wide as the way to
 * their farther neighbour, but not narrower than a hundredth (Bergstra et al. 2013). Points that
 * are still in training count as bad (constant liar, Ginsbourger et al. 2010), so that they are not
 * proposed again. Options are chosen among few draws and numbers among many, since a search that is
 * greedy about options never finds out what the others are good for. What was proposed before, or
 * may not be, is passed over: where numbers are few, the densities would ask for the same points
 * again.
 *
 * <p>Where a score is known to be at least as large as some bound, the point is bad if the bound is
 * beyond the worst good score; otherwise it is good with the probability that the product-limit
 * estimate gives it, and counts as that much of a point on either side. Either density is of a
 * thousand points at most: the good ones, and of the others the latest.
 *
 * @param startup points of a Sobol sequence that come first
 */
public record TpeStrategy(int startup) implements Strategy {
  private static final double GOOD = 0.15;
  private static final int FEWEST_GOOD = 3;
  private static final int MOST_GOOD = 25;
  private static final int MOST = 1000; // on either side; each costs time at every proposal
  private static final double NARROWEST = 0.01;
  private static final int DRAWS_FOR_OPTIONS = 24;
  private static final int DRAWS_FOR_NUMBERS = 104;

  /** As it does best in small searches. */
  public TpeStrategy() {
    this(10);
  }

  /**
   * A point that counts.
   *
   * @param sure whether it is among the best that are known
   */
  private record Weighted(Point point, double weight, boolean sure) {}

  @Override
  public Optional<double[]> propose(History history, Turn turn) {
    int seen = (int) history.variants().stream().filter(VariantState::seen).count();
    if (seen < startup) {
      return new SobolStrategy(true).propose(history, turn);
    }
    var good = new ArrayList<Weighted>();
    var bad = new ArrayList<Weighted>();
    divide(history, seen, good, bad);
    history.pending().forEach(v -> bad.add(new Weighted(v.point(), 1, false)));
    var ratio =
        new Ratio(
            history,
            estimator(history.space(), latest(good)),
            estimator(history.space(), latest(bad)));
    return Optional.of(ratio.largest(turn.random()));
  }

  /** At most so many as can be computed with: those that are surely good, and the latest. */
  private static List<Weighted> latest(List<Weighted> points) {
    int left = points.size() - MOST;
    if (left <= 0) {
      return points;
    }
    var latest = new ArrayList<Weighted>();
    for (var point : points) {
      if (left > 0 && !point.sure()) {
        left--;
      } else {
        latest.add(point);
      }
    }
    return latest;
  }

  /** Fills {@code good} and {@code bad}, both in the order in which the points were proposed. */
  private static void divide(History history, int seen, List<Weighted> good, List<Weighted> bad) {
    int count = (int) Math.ceil(GOOD * seen);
    count = Math.min(seen, Math.max(FEWEST_GOOD, Math.min(MOST_GOOD, count)));
    var best = history.best(count);
    var numbers = new HashSet<Integer>();
    best.forEach(v -> numbers.add(v.variant()));
    var worstGood = history.score(best.get(count - 1));
    ProductLimit limit = null;
    for (var variant : history.variants()) {
      if (!variant.seen()) {
        continue;
      }
      var score = history.score(variant);
      double share = numbers.contains(variant.variant()) ? 1 : 0;
      if (share == 0 && mayBeBetter(score, worstGood)) {
        limit = limit == null ? limit(history) : limit;
        share = chance(score, worstGood, limit);
      }
      if (share > 0) {
        good.add(new Weighted(variant.point(), share, share == 1));
      }
      if (share < 1) {
        bad.add(new Weighted(variant.point(), 1 - share, false));
      }
    }
  }

  /** Whether a score of which only a bound is known may be better than {@code worstGood}. */
  private static boolean mayBeBetter(Score score, Score worstGood) {
    return score.atLeast() && !worstGood.atLeast() && score.value() < worstGood.value();
  }

  private static ProductLimit limit(History history) {
    return new ProductLimit(history.seen().stream().map(history::score).toList());
  }

  /** The probability that a score that {@link #mayBeBetter} is not worse than {@code worstGood}. */
  private static double chance(Score score, Score worstGood, ProductLimit limit) {
    double beyondBound = limit.beyond(score.value());
    return beyondBound > 0 ? Math.max(0, 1 - limit.beyond(worstGood.value()) / beyondBound) : 0;
  }

  private static ParzenEstimator estimator(Space space, List<Weighted> points) {
    return new ParzenEstimator(
        space,
        points.stream().map(w -> w.point().units()).toArray(double[][]::new),
        points.stream().mapToDouble(Weighted::weight).toArray(),
        (centres, parameter) -> widths(centres));
  }

  /** The way from each centre to the farther of its neighbours; ends of the range are none. */
  private static double[] widths(double[] centres) {
    int n = centres.length;
    var order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> centres[i]))
            .mapToInt(i -> i)
            .toArray();
    var widths = new double[n];
    double narrowest = Math.max(NARROWEST, 1.0 / (n + 2));
    for (int i = 0; i < n; i++) {
      double at = centres[order[i]];
      double left = i > 0 ? at - centres[order[i - 1]] : n > 1 ? 0 : at;
      double right = i < n - 1 ? centres[order[i + 1]] - at : n > 1 ? 0 : 1 - at;
      widths[order[i]] = Math.max(narrowest, Math.max(left, right));
    }
    return widths;
  }

  /** A point, and the logarithm of the ratio there. */
  private record Draw(double[] units, double ratio) {}

  /** The ratio of the two densities. */
  private record Ratio(History history, ParzenEstimator good, ParzenEstimator bad) {
    double[] largest(UniformRandomProvider random) {
      var first = best(draws(null, DRAWS_FOR_OPTIONS, random));
      var all = new ArrayList<>(List.of(first));
      all.addAll(draws(first.units(), DRAWS_FOR_NUMBERS, random));
      return best(all).units();
    }

    /** The largest of those that may be proposed; where there is none, the largest of all. */
    private Draw best(List<Draw> draws) {
      var order =
          draws.stream().sorted(Comparator.comparingDouble(Draw::ratio).reversed()).toList();
      return order.stream()
          .filter(draw -> history.admits(history.space().point(draw.units())))
          .findFirst()
          .orElse(order.get(0));
    }

    /** Some draws; with the options of {@code options} where that is given. */
    private List<Draw> draws(double[] options, int count, UniformRandomProvider random) {
      var space = history.space();
      var draws = new ArrayList<Draw>();
      for (int i = 0; i < count; i++) {
        var drawn = good.sample(random);
        for (int p = 0; options != null && p < drawn.length; p++) {
          boolean fixed = !space.parameters().get(p).ordered() && !Double.isNaN(options[p]);
          drawn[p] = fixed ? options[p] : drawn[p];
        }
        var units = space.canonical(drawn);
        draws.add(new Draw(units, good.logDensity(units) - bad.logDensity(units)));
      }
      return draws;
    }
  }
}
