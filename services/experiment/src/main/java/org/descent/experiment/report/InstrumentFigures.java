package org.descent.experiment.report;

import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.descent.contracts.event.TrialEvaluated;
import org.descent.experiment.Variant;

/** What instruments have found against iteration, a figure for each of their curves. */
record InstrumentFigures(Findings findings) {
  private static final int MOST_FIGURES = 12;

  /** Variants whose quantiles are drawn. */
  private static final int MOST_SPREADS = 2;

  private static final Pattern QUANTILE = Pattern.compile("-q[0-9]{2}$");
  private static final String HOW =
      " A trial that has ended keeps its last value. Instruments look now and then: a line through what they find says nothing of what happens in between.";

  /** Of whole networks; what layers have by themselves stands in the tables of curves. */
  List<Figure> all() {
    var variants =
        findings.experiment().variants().stream()
            .filter(v -> !findings.trials(v).isEmpty())
            .limit(Ink.colours())
            .toList();
    var names = new LinkedHashSet<String>();
    for (var variant : variants) {
      names.addAll(names(findings.trials(variant).get(0)));
    }
    var figures = new ArrayList<Figure>();
    for (var name : names) {
      if (!QUANTILE.matcher(name).find()) {
        figures.add(figure(name, variants));
      }
    }
    names.stream()
        .filter(name -> QUANTILE.matcher(name).find())
        .collect(Collectors.groupingBy(InstrumentFigures::of, LinkedHashMap::new, toList()))
        .forEach((of, quantiles) -> figures.addAll(spread(of, quantiles, variants)));
    return figures.stream().limit(MOST_FIGURES).toList();
  }

  /** What a quantile is of. */
  private static String of(String quantile) {
    return QUANTILE.matcher(quantile).replaceFirst("");
  }

  /** Quantiles beside each other, a figure for each variant. */
  private List<Figure> spread(String of, List<String> quantiles, List<Variant> variants) {
    var figures = new ArrayList<Figure>();
    for (var variant : variants) {
      var trials = findings.trials(variant);
      var own = names(trials.get(0));
      var groups = new ArrayList<Bands.Group>();
      for (var quantile : quantiles) {
        if (own.contains(quantile)) {
          var label = Integer.parseInt(quantile.substring(of.length() + 2)) + " %";
          groups.add(new Bands.Group(label, groups.size(), trials, quantile, false));
        }
      }
      if (!groups.isEmpty()) {
        var title = of + ": " + findings.experiment().title();
        var whose = variants.size() == 1 ? title : title + ", " + variant.label();
        var bands = Bands.of(groups, findings.curves(), false);
        figures.add(
            Figure.of(
                "Quantiles of " + whose,
                "So many in a hundred lie below each line. " + Plot.reading(bands.series()) + HOW,
                plot(whose, of, bands)));
      }
    }
    return figures.stream().limit(MOST_SPREADS).toList();
  }

  private List<String> names(TrialEvaluated trial) {
    return findings.curves().instruments(trial.trial()).stream()
        .filter(name -> !name.contains("."))
        .toList();
  }

  private Figure figure(String name, List<Variant> variants) {
    var groups = new ArrayList<Bands.Group>();
    for (var variant : variants) {
      var trials = findings.trials(variant);
      if (names(trials.get(0)).contains(name)) {
        boolean alone = variants.size() == 1;
        var label = alone ? "median" : variant.label();
        groups.add(new Bands.Group(label, variant.ordinal(), trials, name, alone));
      }
    }
    var bands = Bands.of(groups, findings.curves(), groups.size() == 1);
    var title = findings.experiment().title();
    return Figure.of(
        name + ": " + title,
        Plot.reading(bands.series()) + HOW,
        plot(title + ": " + name, name, bands));
  }

  private static Plot plot(String title, String of, Bands bands) {
    return new Plot(
        title + " against iteration",
        new Plot.Axis(Plot.ITERATION, false, 1, Double.NaN),
        new Plot.Axis(of, false, Double.NaN, Double.NaN),
        bands.series());
  }
}
