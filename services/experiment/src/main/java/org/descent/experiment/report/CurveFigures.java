package org.descent.experiment.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.descent.contracts.spec.Split;
import org.descent.experiment.Variant;
import org.descent.experiment.results.Quantity;

/** Loss and accuracy against iteration. */
record CurveFigures(Findings findings) {
  /** So many variants have a figure each; more of them share figures. */
  private static final int ALONE = 6;

  private static final int MOST_FIGURES = 8;
  private static final String HOW =
      " A trial that has ended keeps its last value; a loss that is not a number is above all others.";
  private static final String MEASURED =
      " Splits are measured now and then: a line through them says nothing of what happens in between.";
  private static final String SAMPLED =
      " There are too many curves to look at each of their iterations: what happens between the points of a line is not drawn.";

  /** A figure for each variant, and for each head of it if there are several. */
  List<Figure> all() {
    var variants =
        findings.experiment().variants().stream()
            .filter(v -> !findings.trials(v).isEmpty())
            .toList();
    if (variants.size() > ALONE) {
      return overviews(variants);
    }
    var figures = new ArrayList<Figure>();
    for (var variant : variants) {
      var about = variants.size() > 1 ? variant.label() : findings.experiment().title();
      figures.add(figure(about, "", List.of(variant), "Loss and accuracy: " + about));
      var heads = variant.training().network().heads();
      if (heads.size() > 1) {
        for (var head : heads) {
          figures.add(
              figure(
                  about,
                  head.name() + ".",
                  List.of(variant),
                  "Head “" + head.name() + "”: loss and accuracy"));
        }
      }
    }
    return figures;
  }

  /** Figures that variants share: those of one loss, since others have no common axis. */
  private List<Figure> overviews(List<Variant> variants) {
    var alike =
        variants.stream()
            .collect(
                Collectors.groupingBy(
                    v -> Quantity.of(v, "loss"), LinkedHashMap::new, Collectors.toList()));
    var figures = new ArrayList<Figure>();
    alike.forEach(
        (quantity, group) -> {
          var of = alike.size() > 1 ? " under " + quantity : "";
          for (int from = 0; from < group.size(); from += Ink.colours()) {
            var shown = group.subList(from, Math.min(group.size(), from + Ink.colours()));
            figures.add(
                figure(
                    findings.experiment().title(),
                    "",
                    shown,
                    "Loss and accuracy, variants "
                        + (from + 1)
                        + " to "
                        + (from + shown.size())
                        + " of "
                        + group.size()
                        + of));
          }
        });
    return figures.subList(0, Math.min(MOST_FIGURES, figures.size()));
  }

  private Figure figure(String about, String prefix, List<Variant> variants, String title) {
    var losses = bands(prefix + "loss", variants);
    var accuracies = bands(prefix + "accuracy", variants);
    var read = Plot.reading(losses.series()) + HOW;
    var how = losses.every() && accuracies.every() ? read : read + SAMPLED;
    return Figure.of(
        title,
        variants.stream().anyMatch(v -> !splits(v, prefix + "loss").isEmpty())
            ? how + MEASURED
            : how,
        plot(about, prefix + "loss", variants, losses),
        plot(about, prefix + "accuracy", variants, accuracies));
  }

  /** Splits of which {@code metric} was measured now and then. */
  private List<Split> splits(Variant variant, String metric) {
    var measure = variant.training().measure();
    var trials = findings.trials(variant);
    if (measure == null || trials.isEmpty()) {
      return List.of();
    }
    var trial = trials.get(0).trial();
    return measure.on().stream()
        .filter(split -> findings.curves().isMeasured(trial, split.word() + "." + metric))
        .toList();
  }

  private Bands bands(String metric, List<Variant> variants) {
    if (variants.size() == 1) {
      return alone(metric, variants.get(0));
    }
    var shown = shown(metric, variants);
    var groups = new ArrayList<Bands.Group>();
    for (var variant : variants) {
      var trials = findings.trials(variant);
      groups.add(new Bands.Group(variant.label(), groups.size(), trials, shown, false));
    }
    return Bands.of(groups, findings.curves(), false);
  }

  /** The metric of all these variants that says most: on unseen examples, if all have it. */
  private String shown(String metric, List<Variant> variants) {
    for (var split : List.of(Split.VALIDATION, Split.TEST, Split.TRAIN)) {
      if (variants.stream().allMatch(v -> splits(v, metric).contains(split))) {
        return split.word() + "." + metric;
      }
    }
    return metric;
  }

  /** One variant: what each iteration measures, and what was measured now and then beside it. */
  private Bands alone(String metric, Variant variant) {
    var trials = findings.trials(variant);
    var splits = splits(variant, metric);
    if (splits.isEmpty()) {
      var name = "median of " + trials.size() + (trials.size() == 1 ? " seed" : " seeds");
      var group = new Bands.Group(name, variant.ordinal(), trials, metric, true);
      return Bands.of(List.of(group), findings.curves(), true);
    }
    boolean all = variant.training().seesAll();
    var groups = new ArrayList<Bands.Group>();
    groups.add(new Bands.Group(all ? "train" : "each batch", 0, trials, metric, all));
    for (var split : splits) {
      if (!all || split != Split.TRAIN) {
        var name = split.word() + "." + metric;
        groups.add(new Bands.Group(split.word(), groups.size(), trials, name, true));
      }
    }
    return Bands.of(groups, findings.curves(), false);
  }

  private Plot plot(String about, String metric, List<Variant> variants, Bands bands) {
    var quantity = Quantity.of(variants.get(0), metric);
    var shown = variants.size() == 1 ? metric : shown(metric, variants);
    boolean accuracy = quantity.equals("accuracy");
    var prefix = shown.equals(metric) ? "" : shown.replaceFirst("\\..*", "") + " ";
    return new Plot(
        about + ": " + shown + " against iteration",
        new Plot.Axis(Plot.ITERATION, false, 1, Double.NaN),
        new Plot.Axis(
            prefix + (accuracy ? quantity : "loss, " + quantity),
            false,
            0,
            accuracy ? 1 : Double.NaN),
        bands.series());
  }
}
