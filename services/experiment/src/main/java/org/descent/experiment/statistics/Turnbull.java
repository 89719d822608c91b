package org.descent.experiment.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * The distribution of iterations to target where they are known to lie in intervals only, because
 * the metric was looked at now and then: the nonparametric maximum likelihood estimate of Turnbull
 * 1976, found by self-consistency. Where within its pieces the probability lies, nobody can tell.
 *
 * @param observations number of them
 * @param masses ascending and apart; those with any probability
 */
public record Turnbull(int observations, List<Mass> masses) {
  private static final int MOST_ROUNDS = 100_000;
  private static final double CLOSE = 1e-10;

  /**
   * The target was not reached at iteration {@code after}, and was at {@code upTo}.
   *
   * @param after 0 or more
   * @param upTo more than {@code after}; infinite if it was never seen to be reached
   */
  public record Seen(double after, double upTo) {
    public Seen {
      if (!(after >= 0 && after < upTo)) {
        throw new IllegalArgumentException("reached after " + after + " and up to " + upTo);
      }
    }

    /** Reached at an iteration that is known. */
    public static Seen at(int iteration) {
      return new Seen(iteration - 1, iteration);
    }
  }

  /** The probability of iterations beyond {@code after} and up to {@code upTo}. */
  public record Mass(double after, double upTo, double probability) {}

  public Turnbull {
    masses = List.copyOf(masses);
  }

  /** The estimate from at least one observation. */
  public static Turnbull of(Collection<Seen> observations) {
    var pieces = pieces(observations);
    int n = observations.size();
    var within = new boolean[n][pieces.size()];
    int row = 0;
    for (var seen : observations) {
      for (int j = 0; j < pieces.size(); j++) {
        var piece = pieces.get(j);
        within[row][j] = seen.after <= piece.after && piece.upTo <= seen.upTo;
      }
      row++;
    }
    double[] probabilities = selfConsistent(within, pieces.size());
    var masses = new ArrayList<Mass>();
    for (int j = 0; j < probabilities.length; j++) {
      if (probabilities[j] > CLOSE) {
        masses.add(new Mass(pieces.get(j).after, pieces.get(j).upTo, probabilities[j]));
      }
    }
    return new Turnbull(n, masses);
  }

  /**
   * Where there can be probability: from the left end of an interval to a right end, with no other
   * end between.
   */
  private static List<Seen> pieces(Collection<Seen> observations) {
    var left = new TreeSet<Double>();
    var right = new TreeSet<Double>();
    for (var seen : observations) {
      left.add(seen.after);
      right.add(seen.upTo);
    }
    var pieces = new ArrayList<Seen>();
    for (double end : right) {
      double begin = left.lower(end);
      var before = right.lower(end);
      if (before == null || before <= begin) {
        pieces.add(new Seen(begin, end));
      }
    }
    return pieces;
  }

  /**
   * Each observation gives its piece of probability to the places where it may lie, again and
   * again.
   */
  private static double[] selfConsistent(boolean[][] within, int count) {
    var probabilities = new double[count];
    Arrays.fill(probabilities, 1.0 / count);
    double change = 1;
    for (int round = 0; round < MOST_ROUNDS && change > CLOSE; round++) {
      var next = new double[count];
      for (var places : within) {
        double sum = 0;
        for (int j = 0; j < count; j++) {
          sum += places[j] ? probabilities[j] : 0;
        }
        for (int j = 0; j < count; j++) {
          next[j] += places[j] ? probabilities[j] / (sum * within.length) : 0;
        }
      }
      change = 0;
      for (int j = 0; j < count; j++) {
        change = Math.max(change, Math.abs(next[j] - probabilities[j]));
      }
      probabilities = next;
    }
    return probabilities;
  }

  /** What the median lies between: infinite at the top if it may never be reached. */
  public Interval median() {
    double below = 0;
    for (var mass : masses) {
      below += mass.probability;
      if (below >= 0.5 - 1e-9) {
        return new Interval(mass.after, mass.upTo);
      }
    }
    throw new IllegalStateException("probabilities of " + below);
  }
}
