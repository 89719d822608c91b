package org.descent.experiment.report;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.descent.contracts.event.TrialEvaluated;
import org.descent.experiment.results.Band;
import org.descent.experiment.results.Band.Member;
import org.descent.experiment.results.Curves;
import org.descent.experiment.results.Spacing;
import org.descent.experiment.results.Thinning;

/**
 * Curves of a plot: a line for each variant, the median over its trials, with the band from 10 to
 * 90 % and single trials where there is room. They have the points that it takes to draw them on a
 * linear axis and on a logarithmic one as all of their points would.
 *
 * @param every whether every iteration was looked at; if not, the lines are known at their points
 *     and not between them
 */
record Bands(List<Plot.Series> series, boolean every) {
  /** So many values of curves are looked at for a line; reading them takes a few seconds. */
  private static final long MOST_VALUES = 40_000_000;

  private static final int GRID = 160;
  private static final int SINGLES = 12;
  private static final double[] NONE = {};

  /**
   * A metric of a variant's trials by one name.
   *
   * @param banded whether there is room for a band around its line
   */
  record Group(
      String name, int colour, List<TrialEvaluated> trials, String metric, boolean banded) {
    private List<Member> members() {
      return trials.stream().map(t -> new Member(t.trial(), true)).toList();
    }
  }

  /**
   * The lines of {@code groups}.
   *
   * @param alone whether there is room for single trials
   */
  static Bands of(List<Group> groups, Curves curves, boolean alone) {
    int last = groups.stream().mapToInt(g -> Band.longest(curves, g.members())).max().orElse(0);
    var series = new ArrayList<Plot.Series>();
    boolean every = true;
    for (var group : groups) {
      var band = Band.of(curves, group.members(), group.metric, MOST_VALUES, grid(last));
      every &= band.every();
      series.add(series(group, band, last, alone ? singles(group, curves, last) : List.of()));
    }
    return new Bands(series, every);
  }

  private static Plot.Series series(Group group, Band band, int last, List<Plot.Single> singles) {
    boolean banded = group.banded && band.trials() > 1;
    var drawn = banded ? band.drawn(thinnings(last)) : band.drawnMedian(thinnings(last));
    return new Plot.Series(
        group.name,
        group.colour,
        IntStream.of(drawn.iterations()).asDoubleStream().toArray(),
        doubles(drawn.median()),
        banded ? doubles(drawn.low()) : NONE,
        banded ? doubles(drawn.high()) : NONE,
        false,
        NONE,
        singles);
  }

  private static List<Plot.Single> singles(Group group, Curves curves, int last) {
    return group.trials.stream()
        .limit(SINGLES)
        .map(
            trial -> {
              float[] values = curves.values(trial.trial(), group.metric);
              var kept = new BitSet();
              for (var thinning : thinnings(last)) {
                thinning.mark(i -> i + 1, values.length, i -> values[i], true, kept);
              }
              Thinning.straighten(kept, List.of(i -> values[i]));
              return new Plot.Single(
                  "seed " + trial.seed(),
                  kept.stream().mapToDouble(i -> i + 1).toArray(),
                  kept.stream().mapToDouble(i -> values[i]).toArray());
            })
        .toList();
  }

  private static List<Thinning> thinnings(int last) {
    return Stream.of(Spacing.values()).map(s -> new Thinning(s, last, Plot.COLUMNS)).toList();
  }

  /** Iterations that look even on either axis, where there are too many to look at all. */
  private static int[] grid(int last) {
    return IntStream.concat(
            IntStream.of(Spacing.LINEAR.grid(last, GRID)),
            IntStream.of(Spacing.LOG.grid(last, GRID)))
        .sorted()
        .distinct()
        .toArray();
  }

  private static double[] doubles(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }
}
