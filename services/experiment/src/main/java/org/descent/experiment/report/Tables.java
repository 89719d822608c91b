package org.descent.experiment.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.descent.contracts.event.End;
import org.descent.contracts.event.ReportPublished.Quantile;
import org.descent.experiment.Variant;
import org.descent.experiment.results.Evidence;
import org.descent.experiment.results.Numbers;
import org.descent.experiment.results.Question;
import org.descent.experiment.results.TargetObservations;
import org.descent.experiment.spec.ValueWords;
import org.descent.experiment.statistics.KaplanMeier;
import org.descent.experiment.statistics.Median;
import org.descent.experiment.statistics.Observation;
import org.descent.experiment.statistics.PairedComparison;

/** The tables of a report on one experiment: iterations to target, and pairs of variants. */
record Tables(Findings findings) {
  private static final int MOST_PAIRS = 60;
  private static final String BETWEEN =
      " (targets on splits are judged by measurements: a trial reached them between two of these. The median lies between the earliest and the latest that this allows, its interval includes both; marks and 10 – 90 % are the latest)";

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
      TargetObservations.of(findings.result(variant)).forEach(o -> places.add(o.iterations()));
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
    html.open("table").open("caption").text(findings.experiment().title());
    if (variants.stream()
        .anyMatch(
            v -> TargetObservations.of(findings.result(v)).stream().anyMatch(o -> !o.exact()))) {
      html.element("span", BETWEEN, "class", "muted");
    }
    html.close("caption").open("thead").open("tr");
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
    var observations = TargetObservations.of(findings.result(variant));
    var median =
        observations.isEmpty() ? Optional.<Median>empty() : Optional.of(Median.of(observations));
    int converged = result.summary().ends().getOrDefault(End.CONVERGED, 0);
    html.open("tr").element("th", variant.label(), "scope", "row");
    html.element("td", converged + " / " + result.summary().trials(), "class", "number");
    html.element(
        "td",
        median
            .filter(Median::between)
            .map(m -> range(bound(m.atLeast(), observations), bound(m.iterations(), observations)))
            .orElse(quantile(result.summary().quantiles(), 0.5)),
        "class",
        "number");
    html.element("td", median.map(m -> interval(m, observations)).orElse("–"), "class", "number");
    html.element(
        "td",
        range(
            quantile(result.summary().quantiles(), 0.1),
            quantile(result.summary().quantiles(), 0.9)),
        "class",
        "number");
    html.open("td");
    if (median.isPresent()) {
      Integer reported = variant.reported().isPresent() ? variant.reported().getAsInt() : null;
      html.raw(
          new Strip(scale, variant.ordinal())
              .svg(
                  observations,
                  median.get(),
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
      html.element("td", percentile(variant, observations), "class", "number");
    }
    html.close("tr");
  }

  /**
   * The share of trials that were at least as fast as the published run; what is extreme is said.
   */
  private static String percentile(Variant variant, List<Observation> observations) {
    if (variant.reported().isEmpty() || observations.isEmpty()) {
      return "–";
    }
    int published = variant.reported().getAsInt();
    double share = 1 - KaplanMeier.of(observations).survival(published);
    boolean below =
        observations.stream().allMatch(o -> o.iterations() + (o.reached() ? 0 : 1) > published);
    boolean above = observations.stream().allMatch(o -> o.reached() && o.iterations() < published);
    return String.format(Locale.ROOT, "%.0f", 100 * share)
        + (below ? ", below all trials" : above ? ", above all trials" : "");
  }

  private static String interval(Median median, List<Observation> observations) {
    return median
        .interval()
        .map(i -> range(bound(i.low(), observations), bound(i.high(), observations)))
        .orElse("needs " + Median.NEEDED + " trials");
  }

  private static String range(String low, String high) {
    return low.equals(high) ? low : low + " – " + high;
  }

  /** Beyond what was observed, if it is infinite: the budget, or where trials were given up. */
  private static String bound(double value, List<Observation> observations) {
    var ended = observations.stream().filter(o -> !o.reached()).mapToInt(Observation::iterations);
    return Double.isFinite(value)
        ? Numbers.iterations(value)
        : "> " + Numbers.iterations(ended.min().orElse(0));
  }

  private static String quantile(List<Quantile> quantiles, double probability) {
    return quantiles.stream()
        .filter(q -> q.probability() == probability)
        .map(q -> (q.reached() ? "" : "> ") + Numbers.iterations(q.iterations()))
        .findFirst()
        .orElse("–");
  }

  /** A table for each question that is asked of pairs of variants. */
  List<String> comparisons() {
    return Question.of(findings.experiment(), findings.result()).stream()
        .map(this::comparisons)
        .toList();
  }

  private String comparisons(Question question) {
    var title = findings.experiment().title() + ": " + ValueWords.axis(question.about());
    if (question.rows().isEmpty()) {
      return new Markup()
          .element(
              "p",
              title
                  + ": "
                  + question.pairs()
                  + " pairs, more than are compared ("
                  + Question.MOST
                  + ").")
          .toString();
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
        "Paired comparisons: " + title);
    html.open("table").open("caption").text(title);
    if (!hidden(question).isEmpty()) {
      html.element("span", hidden(question), "class", "muted");
    }
    html.close("caption");
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
            "Sign test p, Holm")) {
      html.element("th", head, "scope", "col", "class", "number");
    }
    html.close("tr").close("thead").open("tbody");
    question.rows().stream().limit(MOST_PAIRS).forEach(row -> row(html, row));
    return html.close("tbody").close("table").close("div").toString();
  }

  /**
   * What the table cannot show: rows that have no room, and significance that nothing could have.
   */
  private static String hidden(Question question) {
    int rows = question.rows().size();
    int seeds = question.rows().stream().mapToInt(r -> r.comparison().pairs()).max().orElse(0);
    int needed = question.seedsNeeded();
    return (rows > MOST_PAIRS
            ? " (the first " + MOST_PAIRS + " of " + rows + " pairs; p is adjusted for all)"
            : "")
        + (seeds < needed
            ? " (of "
                + rows
                + (rows == 1 ? " pair" : " pairs")
                + " none can be significant with "
                + seeds
                + (seeds == 1 ? " seed" : " seeds")
                + ": it takes "
                + needed
                + ")"
            : "");
  }

  private static void row(Markup html, Question.Row row) {
    var comparison = row.comparison();
    html.open("tr")
        .element("th", row.first().told(), "scope", "row")
        .element("td", row.second().told());
    for (var text :
        List.of(
            Integer.toString(comparison.pairs()),
            Integer.toString(comparison.firstFaster()),
            Integer.toString(comparison.secondFaster()),
            Evidence.ratio(comparison.ratio()),
            Evidence.range(comparison.ratio().interval())
                .orElse("needs " + PairedComparison.NEEDED + " seeds"),
            Numbers.probability(row.adjusted()))) {
      html.element("td", text, "class", "number");
    }
    html.close("tr");
  }
}
