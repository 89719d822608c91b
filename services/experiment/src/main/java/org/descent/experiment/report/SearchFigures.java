package org.descent.experiment.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.descent.experiment.results.ExperimentResult.VariantResult;
import org.descent.experiment.results.SearchResult;
import org.descent.experiment.results.SearchResult.Scored;
import org.descent.experiment.search.analysis.ExpectedBest;

/** How a search came along, what it found where, and two objectives against each other. */
record SearchFigures(Findings findings) {
  private static final int FEWEST = 5;
  private static final double[] NONE = {};

  /** The figures; none where nothing was searched or heard of. */
  List<Figure> all() {
    var search = findings.result().search();
    var figures = new ArrayList<Figure>();
    for (var arm : search == null ? List.<SearchResult.Arm>of() : search.arms()) {
      var usable = arm.variants().stream().filter(SearchFigures::usable).toList();
      if (usable.isEmpty()) {
        continue;
      }
      var where = arm.label().isEmpty() ? "" : " (" + arm.label() + ")";
      var title = where + ": " + findings.experiment().title();
      if (search.objectives().size() > 1) {
        figures.add(front(search, arm, usable, title));
      } else {
        figures.add(progress(search, usable, title));
      }
      slices(search, usable, title).ifPresent(figures::add);
    }
    return figures;
  }

  private static boolean usable(Scored scored) {
    return scored.values().stream().allMatch(Objects::nonNull);
  }

  private static boolean maximises(String objective) {
    return objective.startsWith("maximise ");
  }

  private static String quantity(String objective) {
    return objective.replaceFirst("^(minimise|maximise) ", "");
  }

  private static double[] values(List<Scored> scored, int objective) {
    return scored.stream().mapToDouble(s -> s.values().get(objective)).toArray();
  }

  private static double[] ordinals(List<Scored> scored) {
    return scored.stream().mapToDouble(s -> s.variant() + 1).toArray();
  }

  private Figure progress(SearchResult search, List<Scored> usable, String title) {
    var objective = search.objectives().get(0);
    boolean larger = maximises(objective);
    double[] x = ordinals(usable);
    double[] y = values(usable, 0);
    double[] best = y.clone();
    for (int i = 1; i < best.length; i++) {
      best[i] = larger ? Math.max(best[i - 1], best[i]) : Math.min(best[i - 1], best[i]);
    }
    var expected =
        new ExpectedBest(Arrays.stream(y).map(value -> larger ? -value : value).toArray());
    double[] drawn =
        IntStream.rangeClosed(1, expected.most())
            .mapToDouble(n -> larger ? -expected.after(n) : expected.after(n))
            .toArray();
    double[] count = IntStream.rangeClosed(1, drawn.length).asDoubleStream().toArray();
    return Figure.of(
        "The search" + title,
        "Dots: the mean score of each variant, in the order of proposals. Line: the best so far."
            + " Dashed in colour: the best to expect of so many of these variants drawn at random"
            + " (Dodge et al. 2019).",
        new Plot(
            findings.experiment().title() + ": scores in the order of proposals",
            new Plot.Axis("variant", false, Double.NaN, Double.NaN),
            new Plot.Axis(quantity(objective), false, Double.NaN, Double.NaN),
            List.of(
                Plot.Series.dots("variants", 0, x, y),
                line("best so far", 1, x, best, true),
                line("to expect of as many", 2, count, drawn, false))));
  }

  private static Plot.Series line(String name, int colour, double[] x, double[] y, boolean steps) {
    return new Plot.Series(name, colour, x, y, NONE, NONE, steps, NONE, List.of());
  }

  private Figure front(
      SearchResult search, SearchResult.Arm arm, List<Scored> usable, String title) {
    var on = usable.stream().filter(s -> arm.front().contains(s.variant())).toList();
    var off = usable.stream().filter(s -> !arm.front().contains(s.variant())).toList();
    return Figure.of(
        "Two objectives" + title,
        "Each dot is a variant. On the front: those that no other is better than in both.",
        new Plot(
            findings.experiment().title() + ": one objective against the other",
            new Plot.Axis(quantity(search.objectives().get(0)), false, Double.NaN, Double.NaN),
            new Plot.Axis(quantity(search.objectives().get(1)), false, Double.NaN, Double.NaN),
            List.of(
                Plot.Series.dots("others", 0, values(off, 0), values(off, 1)),
                Plot.Series.dots("on the front", 1, values(on, 0), values(on, 1)))));
  }

  /** Every variant's score against each parameter that is a number. */
  private Optional<Figure> slices(SearchResult search, List<Scored> usable, String title) {
    var drawings = new ArrayList<Drawing>();
    var all = findings.result().variants();
    for (var name : all.get(0).settings().keySet()) {
      var having = usable.stream().filter(s -> number(all.get(s.variant()), name) != null).toList();
      double[] x = having.stream().mapToDouble(s -> number(all.get(s.variant()), name)).toArray();
      double[] ascending = Arrays.stream(x).distinct().sorted().toArray();
      if (ascending.length >= FEWEST) {
        drawings.add(
            new Plot(
                findings.experiment().title() + ": score against " + name,
                new Plot.Axis(
                    name,
                    SettingFigures.logarithmic(ascending),
                    ascending[0],
                    ascending[ascending.length - 1]),
                new Plot.Axis(quantity(search.objectives().get(0)), false, Double.NaN, Double.NaN),
                List.of(Plot.Series.dots("variants", 0, x, values(having, 0)))));
      }
    }
    return drawings.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Figure.of(
                "What was found where" + title,
                "Each dot is a variant that has the parameter: its mean score against the value.",
                drawings.toArray(Drawing[]::new)));
  }

  private static Double number(VariantResult variant, String name) {
    try {
      return Double.valueOf(variant.settings().getOrDefault(name, ""));
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
