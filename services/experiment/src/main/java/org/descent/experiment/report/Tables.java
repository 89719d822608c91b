package org.descent.experiment.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.descent.contracts.event.End;
import org.descent.contracts.event.ReportPublished.Quantile;
import org.descent.experiment.Variant;
import org.descent.experiment.results.ExperimentResult.TrialResult;
import org.descent.experiment.statistics.KaplanMeier;
import org.descent.experiment.statistics.Observation;
import org.descent.experiment.statistics.PairedComparison;
import org.descent.experiment.statistics.PairedComparison.Pair;

/** The tables of a report on one experiment: iterations to target, and pairs of variants. */
record Tables(Findings findings) {
  private static final int MOST_PAIRS = 60;

  /** One row a variant; empty if nothing has a target. */
  String distributions() {
    var variants =
        findings.experiment().variants().stream()
            .filter(v -> !v.training().targets().isEmpty())
            .toList();
    if (variants.isEmpty()) {
      return "";
    }
    var places = new ArrayList<Integer>();
    for (var variant : variants) {
      SurvivalFigures.observations(findings, variant).forEach(o -> places.add(o.iterations()));
      variant.reported().ifPresent(places::add);
    }
    var scale = Strip.scale(places);
    boolean published = variants.stream().anyMatch(v -> v.reported().isPresent());
    var html = new Markup();
    html.open(
        "div",
        "class",
        "scroll",
        "tabindex",
        "0",
        "role",
        "region",
        "aria-label",
        "Iterations to target: " + findings.experiment().title());
    html.open("table").element("caption", findings.experiment().title());
    html.open("thead").open("tr");
    html.element("th", "Variant", "scope", "col");
    html.element("th", "Converged", "scope", "col", "class", "number");
    html.element("th", "Median", "scope", "col", "class", "number");
    html.element("th", "95 % interval", "scope", "col", "class", "number");
    html.element("th", "10 – 90 %", "scope", "col", "class", "number");
    html.element(
        "th",
        "Trials, "
            + Numbers.iterations(scale.low())
            + " to "
            + Numbers.iterations(scale.high())
            + ", log",
        "scope",
        "col");
    if (published) {
      html.element("th", "Published", "scope", "col", "class", "number");
      html.element("th", "Percentile", "scope", "col", "class", "number");
    }
    html.close("tr").close("thead").open("tbody");
    for (var variant : variants) {
      row(html, variant, scale, published);
    }
    return html.close("tbody").close("table").close("div").toString();
  }

  private void row(Markup html, Variant variant, Scale scale, boolean published) {
    var result = findings.result(variant);
    var observations = SurvivalFigures.observations(findings, variant);
    var estimate = KaplanMeier.of(observations);
    var median = estimate.median();
    int converged = result.summary().ends().getOrDefault(End.CONVERGED, 0);
    html.open("tr").element("th", variant.label(), "scope", "row");
    html.element("td", converged + " / " + result.summary().trials(), "class", "number");
    html.element("td", quantile(result.summary().quantiles(), 0.5), "class", "number");
    html.element(
        "td",
        observations.isEmpty()
            ? "–"
            : range(bound(median.low(), variant), bound(median.high(), variant)),
        "class",
        "number");
    html.element(
        "td",
        range(
            quantile(result.summary().quantiles(), 0.1),
            quantile(result.summary().quantiles(), 0.9)),
        "class",
        "number");
    html.open("td");
    if (!observations.isEmpty()) {
      Integer reported = variant.reported().isPresent() ? variant.reported().getAsInt() : null;
      html.raw(
          new Strip(scale, variant.ordinal())
              .svg(
                  observations,
                  median,
                  reported,
                  variant.label() + ": every trial's iterations to target"));
    }
    html.close("td");
    if (published) {
      html.element(
          "td",
          variant.reported().isPresent() ? Numbers.iterations(variant.reported().getAsInt()) : "–",
          "class",
          "number");
      html.element("td", percentile(variant, estimate, observations), "class", "number");
    }
    html.close("tr");
  }

  /** The share of trials that were at least as fast as the published run. */
  private static String percentile(
      Variant variant, KaplanMeier estimate, List<Observation> observations) {
    if (variant.reported().isEmpty() || observations.isEmpty()) {
      return "–";
    }
    return String.format(
        Locale.ROOT, "%.0f", 100 * (1 - estimate.survival(variant.reported().getAsInt())));
  }

  private static String range(String low, String high) {
    return low.equals(high) ? low : low + " – " + high;
  }

  private static String bound(double value, Variant variant) {
    return Double.isFinite(value)
        ? Numbers.iterations(value)
        : "> " + Numbers.iterations(variant.training().iterations());
  }

  private static String quantile(List<Quantile> quantiles, double probability) {
    return quantiles.stream()
        .filter(q -> q.probability() == probability)
        .map(q -> (q.reached() ? "" : "> ") + Numbers.iterations(q.iterations()))
        .findFirst()
        .orElse("–");
  }

  /** One row a pair of variants that differ in one setting; empty if there are none. */
  String comparisons() {
    var variants =
        findings.experiment().variants().stream()
            .filter(v -> !v.training().targets().isEmpty())
            .toList();
    var rows = new Markup();
    int count = 0;
    for (int i = 0; i < variants.size(); i++) {
      for (int j = i + 1; j < variants.size(); j++) {
        var pairs = pairs(variants.get(i), variants.get(j));
        if (differences(variants.get(i), variants.get(j)) != 1 || pairs.size() < 2) {
          continue;
        }
        if (count++ < MOST_PAIRS) {
          row(rows, variants.get(i), variants.get(j), PairedComparison.of(pairs));
        }
      }
    }
    if (count == 0) {
      return "";
    }
    var html = new Markup();
    html.open(
        "div",
        "class",
        "scroll",
        "tabindex",
        "0",
        "role",
        "region",
        "aria-label",
        "Paired comparisons: " + findings.experiment().title());
    html.open("table")
        .element(
            "caption",
            findings.experiment().title()
                + (count > MOST_PAIRS
                    ? " (the first " + MOST_PAIRS + " of " + count + " pairs)"
                    : ""));
    html.open("thead").open("tr");
    for (var head : List.of("First", "Second")) {
      html.element("th", head, "scope", "col");
    }
    for (var head :
        List.of(
            "Seeds",
            "First faster",
            "Second faster",
            "Second ÷ first",
            "95 % interval",
            "Signed rank p",
            "Sign test p")) {
      html.element("th", head, "scope", "col", "class", "number");
    }
    html.close("tr").close("thead").open("tbody").raw(rows.toString());
    return html.close("tbody").close("table").close("div").toString();
  }

  private static void row(Markup html, Variant first, Variant second, PairedComparison comparison) {
    html.open("tr").element("th", first.label(), "scope", "row").element("td", second.label());
    var factor = comparison.factor();
    for (var text :
        List.of(
            Integer.toString(comparison.pairs()),
            Integer.toString(comparison.firstFaster()),
            Integer.toString(comparison.secondFaster()),
            factor.map(f -> String.format(Locale.ROOT, "× %.2f", f.mean())).orElse("–"),
            factor
                .map(f -> String.format(Locale.ROOT, "%.2f – %.2f", f.low(), f.high()))
                .orElse("–"),
            comparison.signedRank().map(Numbers::probability).orElse("–"),
            Numbers.probability(comparison.signTest()))) {
      html.element("td", text, "class", "number");
    }
    html.close("tr");
  }

  private List<Pair> pairs(Variant first, Variant second) {
    var pairs = new ArrayList<Pair>();
    for (long seed : findings.experiment().seeds()) {
      var one = observation(first, seed);
      var other = observation(second, seed);
      if (one.isPresent() && other.isPresent()) {
        pairs.add(new Pair(one.get(), other.get()));
      }
    }
    return pairs;
  }

  private Optional<Observation> observation(Variant variant, long seed) {
    return findings.result(variant).trials().stream()
        .filter(t -> t.seed() == seed)
        .map(t -> observation(variant, t))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<Observation> observation(Variant variant, TrialResult trial) {
    return switch (trial.end()) {
      case CONVERGED -> Optional.of(Observation.reached(trial.iterations()));
      case EXHAUSTED, DIVERGED ->
          Optional.of(Observation.censored(variant.training().iterations()));
      case FAILED, CANCELLED -> Optional.empty();
    };
  }

  private static long differences(Variant first, Variant second) {
    return first.settings().entrySet().stream()
        .filter(s -> !s.getValue().equals(second.settings().get(s.getKey())))
        .count();
  }
}
