package org.descent.experiment.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.descent.experiment.results.SearchTrace.Arm;
import org.descent.experiment.results.SearchTrace.Outcome;
import org.descent.experiment.results.SearchTrace.Tried;
import org.descent.experiment.spec.ValueWords;

/** What was found over two parameters at a time. */
final class SearchPairs extends SearchFigure {
  SearchPairs(Findings findings) {
    super(findings);
  }

  Optional<Figure> of(Arm arm) {
    var chosen = parameters(arm);
    if (chosen.size() < 2 || trace.get().objectives().size() > 1) {
      return Optional.empty();
    }
    var ranked =
        arm.variants().stream()
            .filter(Tried::usable)
            .sorted(
                Comparator.comparing(
                    (Tried v) -> (objective().maximise() ? 1 : -1) * v.values().get(0)))
            .toList();
    var drawings = new ArrayList<Drawing>();
    for (int sum = 1; sum < 2 * chosen.size(); sum++) { // those that matter most together first
      for (int j = Math.max(0, sum - chosen.size() + 1); 2 * j < sum && drawings.size() < 3; j++) {
        pair(arm, ranked, chosen.get(j), chosen.get(sum - j)).ifPresent(drawings::add);
      }
    }
    return drawings.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Figure.of(
                title("Two parameters at a time", arm),
                "Each point is a variant that has both, the lighter the better by rank (the mean over"
                    + " its trials, which lie on one another); crosses have no value. "
                    + (modelled(drawings)
                        ? "Below them what a random forest expects, the mean over all other"
                            + " parameters, in the same colours: of a variant that is as good. Where"
                            + " points are sparse that is a guess, and where a strategy chose the"
                            + " points the forest knows its favourites best."
                        : "Nothing is drawn where nothing was tried: where points are sparse, nobody"
                            + " knows."),
                drawings.toArray(Drawing[]::new)));
  }

  private static boolean modelled(List<Drawing> drawings) {
    return drawings.stream()
        .anyMatch(
            d ->
                d instanceof Panel panel
                    && panel.layers().stream().anyMatch(Panel.Field.class::isInstance));
  }

  /** What a model expects, by its rank among the variants. */
  private Optional<Panel.Field> field(Arm arm, List<Tried> ranked, int one, int other) {
    double sign = objective().maximise() ? 1 : -1;
    double[] ascending = // the worst first
        ranked.stream().mapToDouble(v -> sign * v.values().get(0)).sorted().toArray();
    return findings
        .search()
        .flatMap(search -> search.surface(arm, one, other))
        .map(
            surface ->
                new Panel.Field(
                    surface.x(),
                    surface.y(),
                    Arrays.stream(surface.values())
                        .map(
                            row -> Arrays.stream(row).map(v -> rank(ascending, sign * v)).toArray())
                        .toArray(double[][]::new)));
  }

  /** The share of {@code ascending} that is below {@code value}, the way between two in parts. */
  private static double rank(double[] ascending, double value) {
    int place = Arrays.binarySearch(ascending, value);
    int above = place >= 0 ? place : -place - 1;
    if (place < 0 && above > 0 && above < ascending.length) {
      double low = ascending[above - 1];
      double high = ascending[above];
      return (above - 1 + (value - low) / (high - low)) / (ascending.length - 1);
    }
    return Math.min(1, above / Math.max(1.0, ascending.length - 1));
  }

  private Optional<Panel> pair(Arm arm, List<Tried> ranked, int one, int other) {
    var all = trace.get().parameters();
    var shades = new ArrayList<Double>();
    var dots = new ArrayList<Dot>();
    var failed = new ArrayList<Dot>();
    Panel.Points winner = null;
    for (var tried : arm.variants()) {
      double x = place(tried, one, tried.variant());
      double y = place(tried, other, 2 * tried.variant() + 1);
      if (Double.isNaN(x)
          || Double.isNaN(y)
          || tried.outcome() == Outcome.RUNNING && !tried.usable()) {
        continue;
      }
      var told = told(tried);
      if (!tried.usable()) {
        failed.add(new Dot(new Mark(Panel.Symbol.CROSS, ORANGE), x, y, told));
      } else if (arm.best() != null && arm.best() == tried.variant()) {
        winner = halo("", x, y);
      }
    }
    for (int rank = 0; rank < ranked.size(); rank++) {
      var tried = ranked.get(rank);
      double x = place(tried, one, tried.variant());
      double y = place(tried, other, 2 * tried.variant() + 1);
      if (!Double.isNaN(x) && !Double.isNaN(y)) {
        shades.add(ranked.size() == 1 ? 1 : (double) rank / (ranked.size() - 1));
        dots.add(new Dot(new Mark(Panel.Symbol.DOT, BLUE), x, y, told(tried)));
      }
    }
    if (dots.isEmpty()) {
      return Optional.empty();
    }
    var layers = new ArrayList<Panel.Layer>();
    field(arm, ranked, one, other).ifPresent(layers::add);
    layers.addAll(layers(failed));
    layers.add(
        new Panel.Points(
            "",
            Panel.Symbol.DOT,
            BLUE,
            dots.stream().mapToDouble(Dot::x).toArray(),
            dots.stream().mapToDouble(Dot::y).toArray(),
            shades.stream().mapToDouble(s -> s).toArray(),
            dots.stream().map(Dot::told).toList()));
    if (winner != null) {
      layers.add(winner);
    }
    return Optional.of(
        new Panel(
            named(
                ValueWords.axis(all.get(other).name())
                    + " against "
                    + ValueWords.axis(all.get(one).name())),
            "",
            axis(all.get(one)),
            axis(all.get(other)),
            layers,
            false));
  }
}
