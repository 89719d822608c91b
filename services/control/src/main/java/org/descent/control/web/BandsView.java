package org.descent.control.web;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.descent.experiment.Variant;
import org.descent.experiment.results.Band;
import org.descent.experiment.results.Band.Member;
import org.descent.experiment.results.Curves;

/**
 * Variants' curves as bands over common iterations.
 *
 * @param iterations ascending, from 1
 */
public record BandsView(
    String experiment, String metric, List<Integer> iterations, List<VariantBand> variants) {
  /** A variant's curves while the experiment is not looked at: who, and which trials. */
  record Group(Variant variant, List<Member> members) {}

  /**
   * One variant's band; its lists may be shorter than the iterations.
   *
   * @param trials number of those with a curve
   * @param low quantile at 10 %; null where it is not a finite number
   */
  public record VariantBand(
      int ordinal,
      String label,
      int trials,
      List<Float> low,
      List<Float> median,
      List<Float> high) {}

  /**
   * The bands of {@code groups}, which are read from the curves without holding anybody up.
   *
   * @param grid iterations for the length of the longest curve and the most points
   */
  static BandsView of(
      String experiment,
      Curves curves,
      List<Group> groups,
      String metric,
      BiFunction<Integer, Integer, int[]> grid,
      int points) {
    int longest =
        groups.stream()
            .flatMap(g -> g.members().stream())
            .mapToInt(m -> curves.iterations(m.trial()))
            .max()
            .orElse(0);
    var iterations = grid.apply(longest, points);
    var bands = new ArrayList<VariantBand>();
    for (var group : groups) {
      var band = Band.of(curves, group.members(), metric, iterations);
      bands.add(
          new VariantBand(
              group.variant().ordinal(),
              group.variant().label(),
              band.trials(),
              finite(band.low()),
              finite(band.median()),
              finite(band.high())));
    }
    return new BandsView(
        experiment, metric, java.util.Arrays.stream(iterations).boxed().toList(), bands);
  }

  private static List<Float> finite(float[] values) {
    var list = new ArrayList<Float>(values.length);
    for (float value : values) {
      list.add(Float.isFinite(value) ? value : null);
    }
    return list;
  }
}
