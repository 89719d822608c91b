package org.descent.experiment.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.descent.experiment.Variant;
import org.descent.experiment.results.Quantity;

/** Loss and accuracy against iteration. */
record CurveFigures(Findings findings) {
  /** So many variants have a figure each; more of them share figures. */
  private static final int ALONE = 6;

  private static final int MOST_FIGURES = 8;
  private static final String HOW =
      "Line: median over the seeds; band: 10–90 %. A trial that has ended keeps its last value; a loss that is not a number is above all others.";
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
    return Figure.of(
        title,
        losses.every() && accuracies.every() ? HOW : HOW + SAMPLED,
        plot(about, prefix + "loss", variants, losses),
        plot(about, prefix + "accuracy", variants, accuracies));
  }

  private Bands bands(String metric, List<Variant> variants) {
    var groups = new ArrayList<Bands.Group>();
    boolean alone = variants.size() == 1;
    for (var variant : variants) {
      var trials = findings.trials(variant);
      var name =
          alone
              ? "median of " + trials.size() + (trials.size() == 1 ? " seed" : " seeds")
              : variant.label();
      groups.add(new Bands.Group(name, alone ? variant.ordinal() : groups.size(), trials));
    }
    return Bands.of(groups, findings.curves(), metric, alone);
  }

  private static Plot plot(String about, String metric, List<Variant> variants, Bands bands) {
    var quantity = Quantity.of(variants.get(0), metric);
    boolean accuracy = quantity.equals("accuracy");
    return new Plot(
        about + ": " + metric + " against iteration",
        new Plot.Axis("iteration", false, 1, Double.NaN),
        new Plot.Axis(
            accuracy ? quantity : "loss, " + quantity, false, 0, accuracy ? 1 : Double.NaN),
        bands.series());
  }
}
