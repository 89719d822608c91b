package org.descent.experiment.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.descent.contracts.event.TrialEvaluated;
import org.descent.experiment.Variant;

/** What instruments have found against iteration, a figure for each of their curves. */
record InstrumentFigures(Findings findings) {
  private static final int MOST_FIGURES = 12;
  private static final String HOW =
      "Line: median over the seeds; band: 10–90 %. A trial that has ended keeps its last value. Instruments look now and then: a line through what they find says nothing of what happens in between.";

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
    return names.stream().limit(MOST_FIGURES).map(name -> figure(name, variants)).toList();
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
        HOW,
        new Plot(
            title + ": " + name + " against iteration",
            new Plot.Axis(Plot.ITERATION, false, 1, Double.NaN),
            new Plot.Axis(name, false, Double.NaN, Double.NaN),
            bands.series()));
  }
}
