package org.descent.experiment.search.strategy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.descent.contracts.InvalidSpec;
import org.descent.experiment.search.observation.Score;
import org.descent.experiment.search.observation.VariantState;
import org.hipparchus.util.FastMath;

/**
 * NSGA-II (Deb et al. 2002) for two objectives: children of parents that fewer others dominate, or
 * that have more room around them on their front. Parents are the best {@code population} of all
 * that was heard of when the last generation was complete; the first generation is a Sobol
 * sequence.
 *
 * <p>Numbers cross by simulated binary crossover (η = 2) and mutate polynomially (η = 20) with a
 * probability of one in the number of parameters, options are taken from either parent and mutate
 * alike. A parameter that a parent does not have is drawn at random.
 *
 * @param population 4 or more
 */
public record Nsga2Strategy(int population) implements Strategy {
  private static final double CROSSOVER = 0.9;
  private static final double SPREAD_OF_CHILDREN = 2;
  private static final double SPREAD_OF_MUTANTS = 20;

  public Nsga2Strategy {
    InvalidSpec.unless(population >= 4, "population %d, expected 4 or more", population);
  }

  @Override
  public int objectives() {
    return 2;
  }

  @Override
  public Optional<double[]> propose(History history, Turn turn) {
    var seen = history.seen();
    int complete = seen.size() / population * population;
    if (complete == 0) {
      return new SobolStrategy(true).propose(history, turn);
    }
    var generations = seen.subList(0, complete);
    List<Parent> parents =
        history.recollection().made(this, 0, generations, () -> parents(history, generations));
    var random = turn.random();
    var one = tournament(parents, random).units();
    var other = tournament(parents, random).units();
    return Optional.of(child(history, one, other, random));
  }

  /**
   * A parent.
   *
   * @param front from 0: how many layers of better ones have to be taken away until nobody
   *     dominates it
   * @param room the crowding distance, infinite at the ends of a front
   */
  private record Parent(double[] units, int front, double room) {}

  private record Scored(VariantState variant, double[] scores) {
    /** Without a sign where it is 0, which would make an order of what is equal. */
    double score(int objective) {
      return scores[objective] + 0.0;
    }
  }

  /** Those that none of {@code all} dominates, in their order. */
  private static List<Scored> front(List<Scored> all) {
    var order =
        all.stream()
            .sorted(
                Comparator.comparingDouble((Scored s) -> s.score(0))
                    .thenComparingDouble(s -> s.score(1)))
            .toList();
    var front = new HashSet<Scored>();
    double lowest = Double.POSITIVE_INFINITY; // of the second, where the first is lower
    for (int i = 0; i < order.size(); ) {
      double first = order.get(i).score(0);
      double second = order.get(i).score(1);
      boolean undominated = second < lowest || i == 0;
      for (; i < order.size() && order.get(i).score(0) == first; i++) {
        if (undominated && order.get(i).score(1) == second) {
          front.add(order.get(i));
        }
      }
      lowest = Math.min(lowest, second);
    }
    return all.stream().filter(front::contains).toList();
  }

  private List<Parent> parents(History history, List<VariantState> seen) {
    var rest = new ArrayList<Scored>();
    for (var variant : seen) {
      rest.add(
          new Scored(
              variant,
              history.objectives().stream()
                  .map(variant::score)
                  .mapToDouble(Score::value)
                  .toArray()));
    }
    var parents = new ArrayList<Parent>();
    for (int front = 0; parents.size() < population && !rest.isEmpty(); front++) {
      var best = front(rest);
      rest.removeAll(new HashSet<>(best));
      var roomy = new ArrayList<Parent>();
      var room = room(best);
      for (int i = 0; i < best.size(); i++) {
        roomy.add(new Parent(best.get(i).variant().point().units(), front, room[i]));
      }
      roomy.sort(Comparator.comparingDouble(Parent::room).reversed());
      parents.addAll(roomy.subList(0, Math.min(roomy.size(), population - parents.size())));
    }
    return parents;
  }

  /** Crowding distances: the widths of the box between neighbours, as shares of the front's. */
  private static double[] room(List<Scored> front) {
    var room = new double[front.size()];
    for (int objective = 0; objective < front.get(0).scores().length; objective++) {
      int o = objective;
      var order = new ArrayList<Integer>();
      for (int i = 0; i < front.size(); i++) {
        order.add(i);
      }
      order.sort(Comparator.comparingDouble(i -> front.get(i).scores()[o]));
      int last = order.size() - 1;
      double width = front.get(order.get(last)).scores()[o] - front.get(order.get(0)).scores()[o];
      room[order.get(0)] = Double.POSITIVE_INFINITY;
      room[order.get(last)] = Double.POSITIVE_INFINITY;
      for (int i = 1; i < last && width > 0 && width < Double.POSITIVE_INFINITY; i++) {
        double between =
            front.get(order.get(i + 1)).scores()[o] - front.get(order.get(i - 1)).scores()[o];
        room[order.get(i)] += between / width;
      }
    }
    return room;
  }

  private static Parent tournament(List<Parent> parents, UniformRandomProvider random) {
    var one = parents.get(random.nextInt(parents.size()));
    var other = parents.get(random.nextInt(parents.size()));
    if (one.front() != other.front()) {
      return one.front() < other.front() ? one : other;
    }
    return one.room() >= other.room() ? one : other;
  }

  private static double[] child(
      History history, double[] one, double[] other, UniformRandomProvider random) {
    var parameters = history.space().parameters();
    var child = new double[one.length];
    boolean crossed = random.nextDouble() < CROSSOVER;
    for (int p = 0; p < child.length; p++) {
      double a = Double.isNaN(one[p]) ? random.nextDouble() : one[p];
      double b = Double.isNaN(other[p]) ? random.nextDouble() : other[p];
      boolean ordered = parameters.get(p).ordered();
      if (!crossed) {
        child[p] = a;
      } else if (ordered) {
        child[p] = cross(a, b, random);
      } else {
        child[p] = random.nextBoolean() ? a : b;
      }
      if (random.nextDouble() < 1.0 / child.length) {
        child[p] = ordered ? mutate(child[p], random) : random.nextDouble();
      }
    }
    return child;
  }

  /** One of the two children of simulated binary crossover (Deb &amp; Agrawal 1995). */
  private static double cross(double a, double b, UniformRandomProvider random) {
    double u = random.nextDouble();
    double power = 1 / (SPREAD_OF_CHILDREN + 1);
    double beta = FastMath.pow(u <= 0.5 ? 2 * u : 1 / (2 * (1 - u)), power);
    double sign = random.nextBoolean() ? 1 : -1;
    return Math.max(0, Math.min(1, ((a + b) + sign * beta * (a - b)) / 2));
  }

  /** Polynomial mutation (Deb &amp; Goyal 1996). */
  private static double mutate(double a, UniformRandomProvider random) {
    double u = random.nextDouble();
    double power = 1 / (SPREAD_OF_MUTANTS + 1);
    double shift = u < 0.5 ? FastMath.pow(2 * u, power) - 1 : 1 - FastMath.pow(2 * (1 - u), power);
    return Math.max(0, Math.min(1, a + shift));
  }
}
