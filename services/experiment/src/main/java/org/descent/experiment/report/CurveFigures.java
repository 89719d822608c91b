package org.descent.experiment.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.descent.experiment.Variant;

/** Loss and accuracy against iteration. */
record CurveFigures(Findings findings) {
  /** So many variants have a figure each; more of them share figures. */
  private static final int ALONE = 6;

  private static final int MOST_FIGURES = 8;
  private static final String HOW =
      "Line: median over the seeds; band: 10–90 %. A trial that has ended keeps its last value.";

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

  private List<Figure> overviews(List<Variant> variants) {
    int pages = Math.min(MOST_FIGURES, (variants.size() + Ink.colours() - 1) / Ink.colours());
    return IntStream.range(0, pages)
        .mapToObj(
            page -> {
              var shown =
                  variants.subList(
                      page * Ink.colours(), Math.min(variants.size(), (page + 1) * Ink.colours()));
              return figure(
                  findings.experiment().title(),
                  "",
                  shown,
                  "Loss and accuracy, variants "
                      + (page * Ink.colours() + 1)
                      + " to "
                      + (page * Ink.colours() + shown.size())
                      + " of "
                      + variants.size());
            })
        .toList();
  }

  private Figure figure(String about, String prefix, List<Variant> variants, String title) {
    return Figure.of(
        title,
        HOW,
        plot(about, prefix + "loss", "loss", variants),
        plot(about, prefix + "accuracy", "accuracy", variants));
  }

  private Plot plot(String about, String metric, String label, List<Variant> variants) {
    var series = new ArrayList<Plot.Series>();
    boolean alone = variants.size() == 1;
    for (var variant : variants) {
      var trials = findings.trials(variant);
      var name =
          alone
              ? "median of " + trials.size() + (trials.size() == 1 ? " seed" : " seeds")
              : variant.label();
      int colour = alone ? variant.ordinal() : series.size();
      var band = Bands.of(name, colour, trials, findings.curves(), metric, alone);
      series.add(alone ? band : withoutBand(band));
    }
    boolean accuracy = label.equals("accuracy");
    return new Plot(
        about + ": " + metric + " against iteration",
        new Plot.Axis("iteration", false, 1, Double.NaN),
        new Plot.Axis(label, false, 0, accuracy ? 1 : Double.NaN),
        series);
  }

  private static Plot.Series withoutBand(Plot.Series s) {
    var none = new double[0];
    return new Plot.Series(s.name(), s.colour(), s.x(), s.y(), none, none, false, none, List.of());
  }
}
