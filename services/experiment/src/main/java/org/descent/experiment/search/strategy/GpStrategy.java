package org.descent.experiment.search.strategy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.descent.experiment.search.observation.Score;
import org.descent.experiment.search.space.Point;
import org.descent.experiment.search.space.Space;
import org.descent.experiment.search.strategy.GaussianProcess.Numbers;
import org.descent.experiment.search.strategy.History.Scored;
import org.hipparchus.util.FastMath;

/**
 * Bayesian optimisation (Jones, Schonlau &amp; Welch 1998): a Gaussian process of what is known,
 * its length scales and noise estimated, and the proposal is where the expected improvement is
 * largest, by its logarithm (Ament et al. 2023). For spaces of few dimensions.
 *
 * <p>Scores are warped to look normal (Yeo &amp; Johnson 2000, as HEBO does, Cowen-Rivers et al.
 * 2022). Points in training count as if they came out as expected (kriging believer, Ginsbourger et
 * al. 2010). Of a score that is only known to be at least some bound, the process takes what it
 * expects beyond the bound, and learns from that anew, until that stands (Schmee &amp; Hahn 1979;
 * Hutter, Hoos &amp; Leyton-Brown 2013). A parameter that a point does not have stands in the
 * middle.
 *
 * @param startup points of a Sobol sequence that come first
 */
public record GpStrategy(int startup) implements Strategy {
  private static final int MOST_POINTS = 400;
  private static final int MOST_BEST = 100;
  private static final int SOBOL_CANDIDATES = 512;
  private static final int NEIGHBOURS = 60;
  private static final int DESCENTS = 5;
  private static final int IMPUTATIONS = 4;
  private static final int FEW_VALUES = 20; // up to here a range is stepped through, not slid along

  /** As it does best in small searches. */
  public GpStrategy() {
    this(10);
  }

  @Override
  public Optional<double[]> propose(History history, Turn turn) {
    var comparable = history.comparable(startup);
    var usable = comparable.stream().filter(s -> s.score().usable()).toList();
    if (history.seen().size() < startup || usable.size() < 2) {
      return new SobolStrategy(true).propose(history, turn);
    }
    var unusable = comparable.subList(usable.size(), comparable.size());
    var model = model(history, chosen(usable), unusable);
    return new Acquisition(history, model, best(model)).best(turn);
  }

  /** At most so many as can be computed with: the best, and the latest. */
  private static List<Scored> chosen(List<Scored> ranked) {
    if (ranked.size() <= MOST_POINTS) {
      return ranked;
    }
    var chosen = new ArrayList<>(ranked.subList(0, MOST_BEST));
    ranked.subList(MOST_BEST, ranked.size()).stream()
        .sorted(Comparator.comparing((Scored s) -> s.variant().variant()).reversed())
        .limit(MOST_POINTS - MOST_BEST)
        .forEach(chosen::add);
    return chosen;
  }

  /** What is known, as a process; [known] points come first, then those in training. */
  private record Model(GaussianProcess process, double[][] points, int known) {}

  private static Model model(History history, List<Scored> usable, List<Scored> unusable) {
    var space = history.space();
    var option = new boolean[space.dimensions()];
    for (int i = 0; i < option.length; i++) {
      option[i] = !space.parameters().get(i).ordered();
    }
    var points = new ArrayList<double[]>();
    var scores = new ArrayList<Score>();
    for (var scored : usable) {
      points.add(coordinates(scored.variant().point()));
      scores.add(scored.score());
    }
    // what cannot be used is as bad as the worst that can
    double worst = scores.stream().mapToDouble(Score::value).max().orElseThrow();
    for (var scored : unusable.subList(0, Math.min(MOST_BEST, unusable.size()))) {
      points.add(coordinates(scored.variant().point()));
      scores.add(Score.of(worst));
    }
    var known = points.toArray(double[][]::new);
    var warp = Warp.of(scores.stream().mapToDouble(Score::value).toArray());
    var values = scores.stream().mapToDouble(s -> warp.of(s.value())).toArray();
    var start = start(option.length);
    var numbers = GaussianProcess.fit(known, option, values, start, wiggly(option.length));
    if (scores.stream().anyMatch(Score::atLeast)) {
      var bounds = values.clone();
      for (int round = 0; round < IMPUTATIONS; round++) {
        impute(known, option, values, bounds, scores, numbers);
        numbers = GaussianProcess.fit(known, option, values, numbers);
      }
    }
    var process = GaussianProcess.of(known, option, values, numbers);
    var pending = history.pending().stream().map(v -> coordinates(v.point())).toList();
    points.addAll(pending);
    var believed = Arrays.copyOf(values, points.size());
    for (int i = 0; i < pending.size(); i++) {
      believed[values.length + i] = process.at(pending.get(i)).mean();
    }
    var all = points.toArray(double[][]::new);
    return new Model(GaussianProcess.of(all, option, believed, numbers), all, known.length);
  }

  /** Replaces bounds by what is expected beyond them. */
  private static void impute(
      double[][] points,
      boolean[] option,
      double[] values,
      double[] bounds,
      List<Score> scores,
      Numbers numbers) {
    int[] exact = IntStream.range(0, values.length).filter(i -> !scores.get(i).atLeast()).toArray();
    if (exact.length == 0) {
      return;
    }
    var process =
        GaussianProcess.of(
            Arrays.stream(exact).mapToObj(i -> points[i]).toArray(double[][]::new),
            option,
            Arrays.stream(exact).mapToDouble(i -> values[i]).toArray(),
            numbers);
    for (int i = 0; i < values.length; i++) {
      if (scores.get(i).atLeast()) {
        var expected = process.at(points[i]);
        double deviation = FastMath.sqrt(expected.variance() + FastMath.exp(numbers.logNoise()));
        double z = (bounds[i] - expected.mean()) / deviation;
        // the mean of a normal distribution beyond z; z + 1/z is near enough far out
        double beyond = z < 5 ? Normal.density(z) / Normal.below(-z) : z + 1 / z;
        values[i] = expected.mean() + deviation * beyond;
      }
    }
  }

  private static Numbers start(int dimensions) {
    var weights = new double[dimensions];
    Arrays.fill(weights, 2 * FastMath.log(2.0));
    return new Numbers(weights, 0, FastMath.log(1e-3));
  }

  private static Numbers wiggly(int dimensions) {
    var weights = new double[dimensions];
    Arrays.fill(weights, 2 * FastMath.log(6.0));
    return new Numbers(weights, 0, FastMath.log(1e-2));
  }

  /** The lowest mean at a point that is known: what has to be improved upon. */
  private static double best(Model model) {
    return Arrays.stream(model.points(), 0, model.known())
        .mapToDouble(x -> model.process().at(x).mean())
        .min()
        .orElseThrow();
  }

  private static double[] coordinates(Point point) {
    return filled(point.units());
  }

  private static double[] filled(double[] units) {
    return Arrays.stream(units).map(u -> Double.isNaN(u) ? 0.5 : u).toArray();
  }

  /** Where the expected improvement is largest. */
  private record Acquisition(History history, Model model, double best) {
    private record Candidate(double[] units, double value) {}

    private Space space() {
      return history.space();
    }

    Optional<double[]> best(Turn turn) {
      var random = turn.random();
      var candidates = new ArrayList<Candidate>();
      var sobol =
          new SobolStrategy(true).points(space().dimensions(), SOBOL_CANDIDATES, random(turn));
      for (var units : sobol) {
        candidates.add(candidate(units));
      }
      int leading = Math.min(DESCENTS, model.known());
      for (int i = 0; i < leading; i++) {
        addNeighbours(model.points()[i], NEIGHBOURS, random, candidates);
      }
      var top = top(candidates);
      for (var candidate : top.subList(0, Math.min(DESCENTS, top.size()))) {
        candidates.add(slid(candidate));
      }
      addNeighbours(top(candidates).get(0).units(), NEIGHBOURS, random, candidates);
      return top(candidates).stream()
          .map(Candidate::units)
          .filter(units -> history.admits(space().point(units)))
          .findFirst();
    }

    private static long random(Turn turn) {
      return Turn.mix(turn.seed()) + turn.number() + ((long) turn.attempt() << 40);
    }

    private static List<Candidate> top(List<Candidate> candidates) {
      return candidates.stream()
          .sorted(Comparator.comparingDouble(Candidate::value).reversed())
          .toList();
    }

    private void addNeighbours(
        double[] centre, int count, UniformRandomProvider random, List<Candidate> to) {
      var gaussian = ZigguratSampler.NormalizedGaussian.of(random);
      for (int i = 0; i < count; i++) {
        double width = i % 3 == 0 ? 0.2 : i % 3 == 1 ? 0.05 : 0.01;
        var units = centre.clone();
        for (int p = 0; p < units.length; p++) {
          if (space().parameters().get(p).ordered()) {
            double stretch = space().parameters().get(p).size() <= FEW_VALUES ? 0.2 : width;
            units[p] = Math.max(0, Math.min(1, units[p] + stretch * gaussian.sample()));
          } else if (random.nextDouble() < 0.25) {
            units[p] = random.nextDouble();
          }
        }
        to.add(candidate(units));
      }
    }

    private Candidate candidate(double[] units) {
      var filled = filled(space().canonical(units));
      return new Candidate(filled, value(filled, null));
    }

    /** Slides along what is smooth to where the improvement is largest. */
    private Candidate slid(Candidate from) {
      var low = from.units().clone();
      var high = from.units().clone();
      for (int p = 0; p < low.length; p++) {
        var parameter = space().parameters().get(p);
        if (parameter.ordered() && parameter.size() > FEW_VALUES) {
          low[p] = 0;
          high[p] = 1;
        }
      }
      var lowest =
          BoxMinimiser.from(
              from.units(),
              low,
              high,
              50,
              (x, gradient) -> {
                double value = -value(x, gradient);
                Arrays.setAll(gradient, i -> -gradient[i]);
                return value;
              });
      return candidate(lowest.x());
    }

    /** The logarithm of the expected improvement, with its gradient where that is asked for. */
    private double value(double[] x, double[] gradient) {
      int d = x.length;
      var mean = gradient == null ? null : new double[d];
      var variance = gradient == null ? null : new double[d];
      var expected = model.process().at(x, mean, variance);
      double deviation = FastMath.sqrt(expected.variance());
      double z = (best - expected.mean()) / deviation;
      for (int i = 0; gradient != null && i < d; i++) {
        double byDeviation = variance[i] / (2 * deviation);
        double byZ = (-mean[i] - z * byDeviation) / deviation;
        gradient[i] = byDeviation / deviation + Improvement.slope(z) * byZ;
      }
      return FastMath.log(deviation) + Improvement.log(z);
    }
  }

  /** ln h(z), h(z) = φ(z) + z Φ(z): the expected improvement of a standard normal variable. */
  static final class Improvement {
    private static final double FAR = -5;

    private Improvement() {}

    static double log(double z) {
      if (z > FAR) {
        return FastMath.log(Normal.density(z) + z * Normal.below(z));
      }
      // φ(z) / z² (1 - 3 / z² + 15 / z⁴ …)
      double square = z * z;
      return -square / 2
          - FastMath.log(2 * FastMath.PI) / 2
          - FastMath.log(square)
          + FastMath.log1p(-3 / square + 15 / (square * square));
    }

    /** Its derivative. */
    static double slope(double z) {
      return z > FAR ? Normal.below(z) / (Normal.density(z) + z * Normal.below(z)) : -z - 2 / z;
    }
  }
}
