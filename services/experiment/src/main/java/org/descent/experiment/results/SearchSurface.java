package org.descent.experiment.results;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.descent.experiment.search.SearchPlan;
import org.descent.experiment.search.analysis.FunctionalAnova;
import org.descent.experiment.search.analysis.Trials;
import org.descent.experiment.search.observation.VariantState;
import org.descent.experiment.search.space.Choice;
import org.descent.experiment.search.space.Domain;
import org.descent.experiment.search.space.LogUniform;
import org.descent.experiment.search.space.LogWhole;
import org.descent.experiment.search.space.Range;

/**
 * What a model makes of two parameters, the mean over all others: of a random forest, as functional
 * ANOVA has it.
 *
 * @param x edges of its cells along the first parameter, ascending: numbers of a range, or the
 *     place of an option and half to either side
 * @param y the same along the second
 * @param values [cells along x][cells along y], as they are measured
 */
public record SearchSurface(double[] x, double[] y, double[][] values) {
  private static final int CELLS = 36;
  private static final int MOST_VARIANTS = 2000;
  private static final int MOST_PARAMETERS = 12;
  private static final int FEWEST_VARIANTS = 10;

  /**
   * Of an arm of a search; empty where too few variants were heard of, or parameters or variants
   * are more than a forest is grown on.
   */
  static Optional<SearchSurface> of(SearchPlan plan, List<VariantState> seen, int one, int other) {
    int usable =
        (int) seen.stream().filter(v -> v.score(plan.objectives().get(0)).usable()).count();
    if (usable < FEWEST_VARIANTS
        || seen.size() > MOST_VARIANTS
        || plan.space().dimensions() > MOST_PARAMETERS) {
      return Optional.empty();
    }
    var objective = plan.objectives().get(0);
    var trials = Trials.of(plan.space(), seen, objective);
    var first = plan.space().parameters().get(one).domain();
    var second = plan.space().parameters().get(other).domain();
    double[] x = edges(first);
    double[] y = edges(second);
    double sign = SearchSummary.turned(objective) ? -1 : 1;
    return new FunctionalAnova()
        .marginal(trials, plan.extent().seed(), one, other, units(first, x), units(second, y))
        .map(
            scores -> {
              for (var row : scores) {
                for (int j = 0; j < row.length; j++) {
                  row[j] *= sign;
                }
              }
              return new SearchSurface(x, y, scores);
            });
  }

  private static double[] edges(Domain domain) {
    if (domain instanceof Choice choice) {
      int options = choice.options().size();
      return IntStream.rangeClosed(0, options).mapToDouble(i -> i - 0.5).toArray();
    }
    var range = (Range) domain;
    double low = range.at(0).doubleValue();
    double high = range.at(1).doubleValue();
    return IntStream.rangeClosed(0, CELLS)
        .mapToDouble(i -> between(range, low, high, (double) i / CELLS))
        .toArray();
  }

  private static double between(Range range, double low, double high, double share) {
    return logarithmic(range) ? low * Math.pow(high / low, share) : low + (high - low) * share;
  }

  private static boolean logarithmic(Range range) {
    return range instanceof LogUniform || range instanceof LogWhole;
  }

  /** Coordinates in the middle of the cells. */
  private static double[] units(Domain domain, double[] edges) {
    return IntStream.range(0, edges.length - 1)
        .mapToDouble(
            i ->
                domain instanceof Choice choice
                    ? choice.unit(i)
                    : ((Range) domain).unit(between((Range) domain, edges[i], edges[i + 1], 0.5)))
        .toArray();
  }
}
