package org.descent.experiment.search.strategy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.descent.experiment.search.observation.VariantState;
import org.descent.experiment.search.space.Choice;
import org.descent.experiment.search.space.Parameter;
import org.descent.experiment.search.space.Range;
import org.descent.experiment.search.space.Space;
import org.hipparchus.util.FastMath;

/**
 * CMA-ES (Hansen 2016, see {@link Evolution}) from the middle of the space with a sixth of its
 * width as step size. Individuals count in the order in which they were proposed, each once; those
 * from an older distribution count as injected. Populations are a quarter smaller than usual, since
 * searches have hundreds of individuals and not thousands; when a search has contracted, another
 * one starts at a random place with twice the population (IPOP, Auger &amp; Hansen 2005).
 *
 * <p>Ranges of few values keep a margin: a step leaves the present value with a probability of 1 /
 * (λ n) at least, as CMA-ES with margin has it (Hamano et al. 2022). Options have probabilities of
 * their own that follow the better half of each generation (Baluja 1994) and keep a margin, too. A
 * parameter that an individual does not have stays where the mean is.
 */
public final class CmaEsStrategy implements Strategy {
  private static final double FIRST_STEP = 1 / 6.0;
  private static final double CONTRACTED = 1e-4;
  private static final double OPTION_RATE = 0.5;
  private static final double OPTION_MARGIN = 0.15; // shared by the options
  private static final int ATTEMPTS_INSIDE = 100;

  /** Where the search stands: a distribution of numbers and one of options for each choice. */
  private record Standing(
      Evolution evolution, int restarts, int individuals, Map<Integer, double[]> options) {}

  @Override
  public Optional<double[]> propose(History history, Turn turn) {
    var space = history.space();
    var random = turn.random();
    var standing = standing(history, turn);
    var units = new double[space.dimensions()];
    int[] ordered = ordered(space);
    var numbers = sample(space, ordered, standing, random);
    for (int i = 0; i < ordered.length; i++) {
      units[ordered[i]] = numbers[i];
    }
    standing.options().forEach((place, shares) -> units[place] = option(shares, random));
    return Optional.of(units);
  }

  private static int[] ordered(Space space) {
    return IntStream.range(0, space.dimensions())
        .filter(i -> space.parameters().get(i).ordered())
        .toArray();
  }

  private static int individuals(int dimensions) {
    return Math.max(4, 3 * (4 + (int) (3 * FastMath.log(Math.max(1, dimensions)))) / 4);
  }

  private double[] sample(
      Space space, int[] ordered, Standing standing, UniformRandomProvider random) {
    var gaussian = ZigguratSampler.NormalizedGaussian.of(random);
    int n = ordered.length;
    if (n == 0) {
      return new double[0];
    }
    var evolution = standing.evolution();
    var axes = evolution.axes();
    var scales = scales(space, ordered, standing);
    var numbers = new double[n];
    for (int attempt = 0; attempt < ATTEMPTS_INSIDE; attempt++) {
      var step = axes.stretch(gaussian.samples(n).toArray());
      boolean inside = true;
      for (int i = 0; i < n; i++) {
        numbers[i] = evolution.mean()[i] + evolution.sigma() * scales[i] * step[i];
        inside &= numbers[i] >= 0 && numbers[i] <= 1;
      }
      if (inside) {
        return numbers;
      }
    }
    return Arrays.stream(numbers).map(x -> Math.max(0, Math.min(1, x))).toArray();
  }

  private static double[] scales(Space space, int[] ordered, Standing standing) {
    return IntStream.range(0, ordered.length)
        .mapToDouble(i -> margin(space.parameters().get(ordered[i]), i, standing))
        .toArray();
  }

  /** By how much steps along {@code i} grow so that the present value is left now and then. */
  private static double margin(Parameter parameter, int i, Standing standing) {
    var evolution = standing.evolution();
    var range = (Range) parameter.domain();
    if (range.size() == Long.MAX_VALUE) {
      return 1;
    }
    double mean = Math.max(0, Math.min(1, evolution.mean()[i]));
    double value = range.canonical(mean);
    double half = 0.5 / range.size();
    double toBorder = Double.POSITIVE_INFINITY;
    for (double border : new double[] {value - half, value + half}) {
      if (border > 1e-9 && border < 1 - 1e-9) {
        toBorder = Math.min(toBorder, Math.abs(border - mean));
      }
    }
    double deviation = evolution.sigma() * FastMath.sqrt(evolution.covariance()[i][i]);
    double leaving = 1.0 / (standing.individuals() * evolution.mean().length);
    double needed = toBorder / Normal.quantile(1 - leaving);
    return Math.max(1, needed / deviation);
  }

  private static double option(double[] shares, UniformRandomProvider random) {
    double rest = random.nextDouble();
    int option = 0;
    while (option < shares.length - 1 && rest >= shares[option]) {
      rest -= shares[option++];
    }
    return (option + 0.5) / shares.length;
  }

  /** Replays the generations that are complete. */
  private static Standing standing(History history, Turn turn) {
    var space = history.space();
    int[] ordered = ordered(space);
    int n = ordered.length;
    var options = new HashMap<Integer, double[]>();
    for (int i = 0; i < space.dimensions(); i++) {
      if (space.parameters().get(i).domain() instanceof Choice choice) {
        var equal = new double[choice.options().size()];
        Arrays.fill(equal, 1.0 / equal.length);
        options.put(i, equal);
      }
    }
    var middle = new double[n];
    Arrays.fill(middle, 0.5);
    var standing = new Standing(Evolution.around(middle, FIRST_STEP), 0, individuals(n), options);
    var better = history.better();
    var seen = history.seen();
    int number = 0;
    for (int at = 0; at + standing.individuals() <= seen.size(); number++) {
      var before = standing;
      var generation = seen.subList(at, at + standing.individuals());
      at += standing.individuals();
      standing =
          history
              .recollection()
              .made(
                  new Maker(turn.seed(), history.budget()),
                  number,
                  generation,
                  () -> after(before, generation.stream().sorted(better).toList(), space, turn));
    }
    return standing;
  }

  /** What generations are made of, besides the variants in them. */
  private record Maker(long seed, int budget) {}

  private static Standing after(
      Standing standing, List<VariantState> generation, Space space, Turn turn) {
    int[] ordered = ordered(space);
    int n = ordered.length;
    var constants = Evolution.Constants.of(Math.max(1, n), generation.size());
    var options = new HashMap<Integer, double[]>();
    standing
        .options()
        .forEach(
            (place, shares) ->
                options.put(place, followed(shares.clone(), place, generation, constants)));
    if (n == 0) {
      return new Standing(
          standing.evolution(), standing.restarts(), standing.individuals(), options);
    }
    var evolution = standing.evolution();
    var scales = scales(space, ordered, standing);
    var steps = new double[generation.size()][n];
    for (int k = 0; k < steps.length; k++) {
      var point = generation.get(k).point();
      for (int i = 0; i < n; i++) {
        double unit = point.has(ordered[i]) ? point.unit(ordered[i]) : evolution.mean()[i];
        steps[k][i] = (unit - evolution.mean()[i]) / evolution.sigma() / scales[i];
      }
    }
    evolution = evolution.after(steps, constants, scales);
    double widest = 0;
    for (int i = 0; i < n; i++) {
      double deviation = evolution.sigma() * FastMath.sqrt(evolution.covariance()[i][i]);
      widest = Math.max(widest, deviation);
    }
    if (widest >= CONTRACTED) {
      return new Standing(evolution, standing.restarts(), standing.individuals(), options);
    }
    int restarts = standing.restarts() + 1;
    var elsewhere = turn.common(restarts).doubles(n).toArray();
    return new Standing(
        Evolution.around(elsewhere, FIRST_STEP), restarts, 2 * standing.individuals(), options);
  }

  private static double[] followed(
      double[] shares, int place, List<VariantState> generation, Evolution.Constants constants) {
    var better = new double[shares.length];
    double having = 0;
    for (int k = 0; k < generation.size() && constants.weights()[k] > 0; k++) {
      var point = generation.get(k).point();
      if (point.has(place)) {
        better[(int) (point.unit(place) * shares.length)] += constants.weights()[k];
        having += constants.weights()[k];
      }
    }
    double sum = 0;
    for (int o = 0; o < shares.length; o++) {
      shares[o] += OPTION_RATE * (better[o] - having * shares[o]);
      shares[o] = Math.max(shares[o], OPTION_MARGIN / shares.length);
      sum += shares[o];
    }
    for (int o = 0; o < shares.length; o++) {
      shares[o] /= sum;
    }
    return shares;
  }
}
