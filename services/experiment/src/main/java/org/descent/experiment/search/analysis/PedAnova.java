package org.descent.experiment.search.analysis;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.descent.experiment.search.space.Parameter;
import org.hipparchus.special.Erf;
import org.hipparchus.util.FastMath;

/**
 * What the best variants have in common, PED-ANOVA (Watanabe, Bansal &amp; Hutter 2023): how far
 * the density of a parameter among the best tenth lies from that among all, by Pearson's
 * divergence. Densities are kernel estimates on a grid, as wide as Scott's rule (1992) says. It
 * costs next to nothing in any number of dimensions, and tells nothing of parameters that act only
 * together.
 *
 * @param best share of the variants, for example 0.1
 */
public record PedAnova(double best) {
  private static final int STEPS = 50;
  private static final double FLOOR = 1e-12;

  /** With the best tenth. */
  public PedAnova() {
    this(0.1);
  }

  /**
   * How much each parameter matters; over all parameters it adds up to 1, unless none does.
   *
   * @param samples of the bootstrap, for example 200
   */
  public List<Importance> importances(Trials trials, int samples, long seed) {
    return Importance.of(trials, t -> shares(divergences(t)), samples, seed);
  }

  private static double[] shares(double[] measures) {
    double sum = Arrays.stream(measures).sum();
    return sum > 0 ? Arrays.stream(measures).map(m -> m / sum).toArray() : measures;
  }

  double[] divergences(Trials trials) {
    int[] ranked = trials.ranked();
    int count = Math.max(1, (int) Math.ceil(best * ranked.length));
    var all = trials.units();
    var top = Arrays.stream(ranked, 0, count).mapToObj(i -> all[i]).toArray(double[][]::new);
    return IntStream.range(0, trials.space().dimensions())
        .mapToDouble(
            p -> {
              var parameter = trials.space().parameters().get(p);
              return divergence(parameter, having(top, p), count, having(all, p), all.length);
            })
        .toArray();
  }

  private static double[] having(double[][] units, int p) {
    return Arrays.stream(units).mapToDouble(u -> u[p]).filter(u -> !Double.isNaN(u)).toArray();
  }

  /** Pearson's divergence, weighted by how many have the parameter among the best and among all. */
  private static double divergence(
      Parameter parameter, double[] top, int best, double[] all, int count) {
    if (top.length == 0 || parameter.size() < 2) {
      return 0;
    }
    int cells = (int) Math.min(STEPS, parameter.size());
    var amongBest = density(parameter, top, cells);
    var amongAll = density(parameter, all, cells);
    double divergence = 0;
    for (int cell = 0; cell < cells; cell++) {
      double ratio = (amongBest[cell] + FLOOR) / (amongAll[cell] + FLOOR) - 1;
      divergence += amongAll[cell] * ratio * ratio;
    }
    double shareOfBest = (double) top.length / best;
    double shareOfAll = (double) all.length / count;
    return divergence * shareOfBest * shareOfBest / shareOfAll;
  }

  /** Probabilities of the cells, with the weight of one more point over all of them. */
  private static double[] density(Parameter parameter, double[] units, int cells) {
    var density = new double[cells];
    Arrays.fill(density, 1.0 / cells / (units.length + 1));
    // a value stands for its cell
    var inCell = new int[cells];
    for (double unit : units) {
      inCell[Math.min(cells - 1, (int) (unit * cells))]++;
    }
    double width = parameter.ordered() ? Math.max(scott(units), 0.5 / 1.64 / cells) : 0;
    for (int own = 0; own < cells; own++) {
      double weight = inCell[own] / (units.length + 1.0);
      if (inCell[own] == 0 || !parameter.ordered()) {
        density[own] += weight;
        continue;
      }
      double centre = (own + 0.5) / cells;
      double first = below(-centre / width);
      double inside = below((1 - centre) / width) - first;
      double before = first;
      for (int cell = 0; cell < cells; cell++) {
        double after = below(((cell + 1.0) / cells - centre) / width);
        density[cell] += (after - before) / inside * weight;
        before = after;
      }
    }
    return density;
  }

  private static double scott(double[] units) {
    int n = units.length;
    double mean = Arrays.stream(units).sum() / n;
    double squares = Arrays.stream(units).map(u -> (u - mean) * (u - mean)).sum();
    double deviation = FastMath.sqrt(squares / Math.max(1, n - 1));
    var ascending = Arrays.stream(units).sorted().toArray();
    double middleHalf = ascending[Math.min(n - 1, 3 * n / 4)] - ascending[n / 4];
    return 1.059 * Math.min(middleHalf / 1.34, deviation) * FastMath.pow(n, -0.2);
  }

  private static double below(double z) {
    if (Math.abs(z) > 8) {
      return z > 0 ? 1 : 0; // as near as makes no difference
    }
    return Erf.erfc(-z / FastMath.sqrt(2.0)) / 2;
  }
}
