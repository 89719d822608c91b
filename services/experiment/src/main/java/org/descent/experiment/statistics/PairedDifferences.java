package org.descent.experiment.statistics;

/**
 * Two samples of numbers, pair by pair.
 *
 * @param pairs number of pairs
 * @param larger pairs in which the second number is the larger
 * @param smaller the same for the smaller; the rest are ties
 * @param signTest two-sided p-value of the sign test, ties left out (Dixon &amp; Mood 1946)
 * @param difference median of second less first, with its interval
 */
public record PairedDifferences(
    int pairs, int larger, int smaller, double signTest, Estimate difference) {
  /**
   * Compares {@code first} and {@code second}, which are as long and of at least one number. Two
   * infinities of one sign are a tie.
   *
   * @throws IllegalArgumentException if they are not
   */
  public static PairedDifferences of(double[] first, double[] second) {
    if (first.length != second.length || first.length == 0) {
      throw new IllegalArgumentException(first.length + " against " + second.length + " numbers");
    }
    var differences = new double[first.length];
    int larger = 0;
    int smaller = 0;
    for (int i = 0; i < differences.length; i++) {
      differences[i] = first[i] == second[i] ? 0 : second[i] - first[i];
      larger += differences[i] > 0 ? 1 : 0;
      smaller += differences[i] < 0 ? 1 : 0;
    }
    return new PairedDifferences(
        differences.length,
        larger,
        smaller,
        PairedComparison.signTest(larger, smaller),
        Estimate.median(differences, differences));
  }
}
