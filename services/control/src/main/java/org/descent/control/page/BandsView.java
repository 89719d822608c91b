package org.descent.control.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.descent.experiment.Variant;
import org.descent.experiment.results.Band;
import org.descent.experiment.results.Band.Member;
import org.descent.experiment.results.Curves;
import org.descent.experiment.results.Quantity;
import org.descent.experiment.results.Spacing;
import org.descent.experiment.results.Thinning;
import org.descent.experiment.spec.ValueWords;

/**
 * Variants' curves as bands.
 *
 * @param last iteration of the longest curve: where the axis ends
 */
public record BandsView(String experiment, String metric, int last, List<VariantBand> variants) {
  /** As many values of curves are looked at for all bands together: that takes about a second. */
  static final long MOST_VALUES = 4_000_000;

  /** A variant's curves while the experiment is not looked at: who, and which trials. */
  record Group(Variant variant, List<Member> members) {}

  /**
   * One variant's band.
   *
   * @param quantity what the metric is in this variant; those of different ones have no common axis
   * @param trials number of those with a curve
   * @param every whether every iteration was looked at; otherwise so many values would be that the
   *     band is known at the iterations given and not between them
   * @param iterations ascending, from 1
   * @param low quantile at 10 %; null where it is not a finite number
   */
  public record VariantBand(
      int ordinal,
      String label,
      String quantity,
      int trials,
      boolean every,
      List<Integer> iterations,
      List<Float> low,
      List<Float> median,
      List<Float> high) {}

  /**
   * The bands of {@code groups}, which are read from the curves without holding anybody up.
   *
   * @param columns of pixels along the axis of iterations
   */
  static BandsView of(
      String experiment,
      Curves curves,
      List<Group> groups,
      String metric,
      Spacing spacing,
      int columns) {
    int last = groups.stream().mapToInt(g -> Band.longest(curves, g.members())).max().orElse(0);
    var thinning = new Thinning(spacing, last, columns);
    int[] grid = spacing.grid(last, Math.min(columns, 300));
    var bands = new ArrayList<VariantBand>();
    for (var group : groups) {
      var band = Band.of(curves, group.members(), metric, MOST_VALUES / groups.size(), grid);
      bands.add(view(group.variant(), metric, band.drawn(List.of(thinning))));
    }
    return new BandsView(experiment, metric, last, bands);
  }

  private static VariantBand view(Variant variant, String metric, Band band) {
    return new VariantBand(
        variant.ordinal(),
        ValueWords.told(variant),
        Quantity.of(variant, metric),
        band.trials(),
        band.every(),
        Arrays.stream(band.iterations()).boxed().toList(),
        finite(band.low()),
        finite(band.median()),
        finite(band.high()));
  }

  private static List<Float> finite(float[] values) {
    var list = new ArrayList<Float>(values.length);
    for (float value : values) {
      list.add(Float.isFinite(value) ? value : null);
    }
    return list;
  }
}
