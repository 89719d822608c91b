package org.descent.experiment.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.descent.contracts.Floats;
import org.descent.contracts.event.Landscape;

/**
 * Looks at a trainer's landscape where it would show whether all of it is right: in the middle, at
 * the ends, and half way along the edges.
 */
public final class LandscapeJudge {
  private static final double ABSOLUTE = 1e-5;

  /** Far from the end losses are sums of large numbers, in float32. */
  private static final double RELATIVE = 1e-3;

  private LandscapeJudge() {}

  /** The points at which it is looked at, 9 of a plane and 3 of a line. */
  public static List<Integer> points(Landscape landscape) {
    var points = List.of(0);
    for (var axis : landscape.axes()) {
      int count = axis.places().length;
      var all = new ArrayList<Integer>();
      for (int point : points) {
        for (int place : new int[] {0, count / 2, count - 1}) {
          all.add(point * count + place);
        }
      }
      points = all;
    }
    return List.copyOf(points);
  }

  /**
   * What the trainer claims of a point and is not so. Losses agree within 10⁻⁵ + 10⁻³·|loss|; one
   * that is no number agrees with what float32 cannot hold.
   *
   * @param found the loss at {@code point}, in double
   * @param examples of the split
   */
  public static Optional<String> disagreement(
      Landscape landscape, Landscape.Losses claimed, int point, double found, int examples) {
    double claim = Floats.fromBytes(claimed.values())[point];
    double most = Math.max(Math.abs(claim), Math.abs(found));
    boolean agrees =
        Double.isFinite(claim)
            ? Math.abs(claim - found) <= ABSOLUTE + RELATIVE * most
            : !(Math.abs(found) * examples * (1 + RELATIVE) <= Float.MAX_VALUE);
    return agrees
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "landscape %s, %s loss at %s: claimed %.7g, found %.7g",
                landscape.landscape(),
                claimed.split(),
                place(landscape.at(point)),
                claim,
                found));
  }

  private static String place(double[] at) {
    var words = new ArrayList<String>();
    for (double place : at) {
      words.add(String.format(Locale.ROOT, "%.3g", place));
    }
    return "(" + String.join(", ", words) + ")";
  }
}
