package org.descent.experiment.report;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.descent.experiment.EndMetric;
import org.descent.experiment.results.ExperimentResult.SplitMetrics;
import org.descent.experiment.results.ExperimentResult.TrialResult;
import org.descent.experiment.results.ExperimentResult.VariantResult;
import org.descent.experiment.results.Numbers;
import org.descent.experiment.statistics.SampleMedian;

/** What averaged weights came to beside the last ones, where an experiment keeps an average. */
record AveragedTable(Findings findings) {
  /** One row a variant and split; empty where nothing is averaged. */
  String html() {
    var variants = findings.result().variants().stream().filter(AveragedTable::averages).toList();
    if (variants.isEmpty()) {
      return "";
    }
    var title = "Weights and their averages at the end: " + findings.experiment().title();
    var html = new Markup();
    html.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", title);
    html.open("table").element("caption", title + ", medians of the trials");
    html.open("thead").open("tr");
    html.element("th", "Variant", "scope", "col").element("th", "Examples", "scope", "col");
    for (var heading : List.of("Loss", "Averaged loss", "Accuracy", "Averaged accuracy")) {
      html.element("th", heading, "scope", "col", "class", "number");
    }
    html.close("tr").close("thead").open("tbody");
    for (var variant : variants) {
      EndMetric.SPLITS.stream()
          .filter(split -> has(variant, split))
          .forEach(s -> row(html, variant, s));
    }
    return html.close("tbody").close("table").close("div").toString();
  }

  private static boolean averages(VariantResult variant) {
    return variant.trials().stream().anyMatch(trial -> !trial.averaged().isEmpty());
  }

  private static boolean has(VariantResult variant, String split) {
    return variant.trials().stream().anyMatch(trial -> trial.averaged().containsKey(split));
  }

  private static void row(Markup html, VariantResult variant, String split) {
    html.open("tr").element("th", variant.label(), "scope", "row").element("td", split);
    for (var cell :
        List.of(
            loss(median(variant, t -> t.metrics().get(split), SplitMetrics::loss)),
            loss(median(variant, t -> t.averaged().get(split), SplitMetrics::loss)),
            Numbers.share(median(variant, t -> t.metrics().get(split), SplitMetrics::accuracy)),
            Numbers.share(median(variant, t -> t.averaged().get(split), SplitMetrics::accuracy)))) {
      html.element("td", cell, "class", "number");
    }
    html.close("tr");
  }

  private static String loss(double median) {
    return Double.isNaN(median) ? "–" : Numbers.significant(median, 4);
  }

  /** Of the trials that have a number; NaN where none has. */
  private static double median(
      VariantResult variant,
      Function<TrialResult, SplitMetrics> weights,
      Function<SplitMetrics, Double> metric) {
    var values =
        variant.trials().stream()
            .map(weights)
            .filter(Objects::nonNull)
            .map(metric)
            .filter(Objects::nonNull)
            .mapToDouble(Double::doubleValue)
            .toArray();
    return values.length == 0 ? Double.NaN : SampleMedian.of(values).value();
  }
}
