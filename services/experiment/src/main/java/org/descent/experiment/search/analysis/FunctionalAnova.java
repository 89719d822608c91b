package org.descent.experiment.search.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.rng.simple.RandomSource;
import org.descent.contracts.InvalidSpec;

/**
 * What share of the variance over the whole space each parameter explains, alone and in pairs:
 * functional ANOVA of a random forest (Hutter, Hoos &amp; Leyton-Brown 2014), whose marginals are
 * exact sums over the boxes of its trees. A parameter that a variant does not have stands in the
 * middle; options stand in the order in which they are listed.
 *
 * @param trees of the forest, for example 32
 */
public record FunctionalAnova(int trees) {
  private static final int MOST_DIMENSIONS = 12;

  /** With 32 trees. */
  public FunctionalAnova() {
    this(32);
  }

  /**
   * Shares of variance.
   *
   * @param alone [dimensions]
   * @param pairs [dimensions][dimensions], what two explain together beyond each alone; symmetric
   */
  public record Shares(double[] alone, double[][] pairs) {}

  /**
   * What share of the variance each parameter explains alone.
   *
   * @param samples of the bootstrap, for example 50
   */
  public List<Importance> importances(Trials trials, int samples, long seed) {
    // samples of the variants differ more than forests do
    var smaller = new FunctionalAnova(Math.max(1, trees / 4));
    return Importance.of(
        trials, t -> (t == trials ? this : smaller).shares(t, seed, false).alone(), samples, seed);
  }

  /**
   * The shares, means over the trees.
   *
   * @throws InvalidSpec if the space has more dimensions than this is worth doing in
   */
  public Shares shares(Trials trials, long seed) {
    return shares(trials, seed, true);
  }

  private Shares shares(Trials trials, long seed, boolean inPairs) {
    int d = trials.space().dimensions();
    InvalidSpec.unless(
        d <= MOST_DIMENSIONS,
        "functional ANOVA of %d parameters, expected %d at most: PED-ANOVA takes more",
        d,
        MOST_DIMENSIONS);
    var alone = new double[d];
    var pairs = new double[d][d];
    int varied = 0;
    for (var tree : forest(trials, seed)) {
      varied += add(tree, d, alone, inPairs ? pairs : null) ? 1 : 0;
    }
    for (int i = 0; i < d; i++) {
      alone[i] /= Math.max(1, varied);
      for (int j = 0; j < d; j++) {
        pairs[i][j] /= Math.max(1, varied);
      }
    }
    return new Shares(alone, pairs);
  }

  /** The forest of those that can be used; without a tree if they are fewer than two. */
  private List<RegressionTree> forest(Trials trials, long seed) {
    int[] usable =
        IntStream.range(0, trials.count())
            .filter(i -> Double.isFinite(trials.scores()[i]))
            .toArray();
    if (usable.length < 2) {
      return List.of();
    }
    var units =
        Arrays.stream(usable)
            .mapToObj(
                i -> Arrays.stream(trials.units()[i]).map(u -> Double.isNaN(u) ? 0.5 : u).toArray())
            .toArray(double[][]::new);
    var values = Arrays.stream(usable).mapToDouble(i -> trials.scores()[i]).toArray();
    var random = RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
    var forest = new ArrayList<RegressionTree>();
    for (int t = 0; t < trees; t++) {
      var sample =
          IntStream.generate(() -> random.nextInt(values.length)).limit(values.length).toArray();
      forest.add(new RegressionTree(units, values, sample, random));
    }
    return forest;
  }

  /**
   * What the forest makes of two parameters, the mean over all others: a marginal.
   *
   * @param one place of a parameter
   * @param other place of another one
   * @param ones coordinates along the first at which it is asked for, ascending
   * @param others likewise along the second
   * @return scores, [ones][others]; empty if fewer than two variants can be used
   */
  public Optional<double[][]> marginal(
      Trials trials, long seed, int one, int other, double[] ones, double[] others) {
    var forest = forest(trials, seed);
    var mean = new double[ones.length][others.length];
    for (var tree : forest) {
      for (var box : tree.boxes()) {
        double part = box.value() * volume(box, trials.space().dimensions(), one, other);
        int to = first(others, box.high()[other]);
        for (int i = first(ones, box.low()[one]); i < first(ones, box.high()[one]); i++) {
          for (int j = first(others, box.low()[other]); j < to; j++) {
            mean[i][j] += part / forest.size();
          }
        }
      }
    }
    return forest.isEmpty() ? Optional.empty() : Optional.of(mean);
  }

  /** The place of the first coordinate that is not below {@code end}; 1 is beyond them all. */
  private static int first(double[] ascending, double end) {
    int place = 0;
    while (place < ascending.length && (ascending[place] < end || end >= 1)) {
      place++;
    }
    return place;
  }

  /** Adds a tree's shares, and those of pairs if there are any; false if it has no variance. */
  private static boolean add(RegressionTree tree, int d, double[] alone, double[][] pairs) {
    double mean = 0;
    double square = 0;
    for (var box : tree.boxes()) {
      double volume = volume(box, d, -1, -1);
      mean += volume * box.value();
      square += volume * box.value() * box.value();
    }
    double variance = square - mean * mean;
    if (!(variance > 1e-12 * square)) {
      return false;
    }
    var single = new double[d];
    for (int i = 0; i < d; i++) {
      single[i] = marginal(tree, d, i, -1) - mean * mean;
      alone[i] += single[i] / variance;
    }
    for (int i = 0; pairs != null && i < d; i++) {
      for (int j = 0; j < i; j++) {
        double both = marginal(tree, d, i, j) - mean * mean - single[i] - single[j];
        pairs[i][j] += both / variance;
        pairs[j][i] += both / variance;
      }
    }
    return true;
  }

  /** The mean square of the marginal of dimension i, or of i and j where j is not −1. */
  private static double marginal(RegressionTree tree, int d, int i, int j) {
    double[] is = cuts(tree, i);
    double[] js = j < 0 ? new double[] {0, 1} : cuts(tree, j);
    var heights = new double[is.length - 1][js.length - 1];
    for (var box : tree.boxes()) {
      double height = box.value() * volume(box, d, i, j);
      int toI = Arrays.binarySearch(is, box.high()[i]);
      int toJ = j < 0 ? 1 : Arrays.binarySearch(js, box.high()[j]);
      int fromJ = j < 0 ? 0 : Arrays.binarySearch(js, box.low()[j]);
      for (int a = Arrays.binarySearch(is, box.low()[i]); a < toI; a++) {
        for (int b = fromJ; b < toJ; b++) {
          heights[a][b] += height;
        }
      }
    }
    double square = 0;
    for (int a = 0; a < heights.length; a++) {
      for (int b = 0; b < heights[a].length; b++) {
        square += heights[a][b] * heights[a][b] * (is[a + 1] - is[a]) * (js[b + 1] - js[b]);
      }
    }
    return square;
  }

  private static double[] cuts(RegressionTree tree, int dimension) {
    var cuts = new ArrayList<Double>(List.of(1.0));
    tree.boxes().forEach(box -> cuts.add(box.low()[dimension]));
    return cuts.stream().mapToDouble(c -> c).sorted().distinct().toArray();
  }

  /** The volume of a box in all dimensions but two. */
  private static double volume(RegressionTree.Box box, int d, int i, int j) {
    double volume = 1;
    for (int k = 0; k < d; k++) {
      volume *= k == i || k == j ? 1 : box.width(k);
    }
    return volume;
  }
}
