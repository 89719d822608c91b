package org.descent.experiment.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.descent.experiment.Variant;
import org.descent.experiment.results.ExperimentResult.PublishedMetric;
import org.descent.experiment.results.Numbers;
import org.descent.experiment.results.PublishedMetrics;
import org.descent.experiment.statistics.Median;
import org.descent.experiment.statistics.SampleMedian;

/** The tables of published metrics, each number beside what the trials came to. */
record PublishedTable(List<Findings> all) {
  /** Whether anything was published. */
  boolean any() {
    return all.stream()
        .flatMap(findings -> findings.result().variants().stream())
        .anyMatch(variant -> !variant.published().isEmpty());
  }

  /**
   * A table for each experiment and metric; one metric has one scale. Empty if nothing was
   * published.
   */
  String html() {
    var html = new Markup();
    for (var metric : metrics()) {
      var rows = all.stream().flatMap(findings -> rows(findings, metric).stream()).toList();
      var values = new ArrayList<Double>();
      for (var row : rows) {
        values.add(row.published().value());
        Arrays.stream(row.ours()).forEach(values::add);
      }
      all.forEach(findings -> table(html, findings, metric, Strip.linear(values)));
    }
    for (var source : PublishedMetrics.sources(all.stream().map(Findings::result).toList())) {
      html.element("p", "Published: " + source, "class", "muted small");
    }
    return html.toString();
  }

  private Set<String> metrics() {
    var metrics = new LinkedHashSet<String>();
    for (var findings : all) {
      findings.result().variants().forEach(v -> v.published().forEach(p -> metrics.add(p.text())));
    }
    return metrics;
  }

  private record Row(Variant variant, PublishedMetric published, double[] ours) {}

  private static List<Row> rows(Findings findings, String metric) {
    var rows = new ArrayList<Row>();
    for (var variant : findings.experiment().variants()) {
      var result = findings.result(variant);
      for (var published : result.published()) {
        if (published.text().equals(metric)) {
          rows.add(
              new Row(variant, published, PublishedMetrics.values(result.trials(), published)));
        }
      }
    }
    return rows;
  }

  private static void table(Markup html, Findings findings, String metric, Scale scale) {
    var rows = rows(findings, metric);
    if (rows.isEmpty()) {
      return;
    }
    var title = findings.experiment().title() + ": " + metric + " at the end";
    html.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", title);
    html.open("table").element("caption", title).open("thead").open("tr");
    html.element("th", "Variant", "scope", "col");
    for (var head : List.of("Trials", "Median", "95 % interval", "All trials")) {
      html.element("th", head, "scope", "col", "class", "number");
    }
    html.element("th", "Trials, " + end(scale.low()) + " to " + end(scale.high()), "scope", "col");
    html.element("th", "Published", "scope", "col", "class", "number");
    html.element("th", "Which lies", "scope", "col");
    html.close("tr").close("thead").open("tbody");
    rows.forEach(row -> row(html, row, scale));
    html.close("tbody").close("table").close("div");
  }

  private static void row(Markup html, Row row, Scale scale) {
    var published = row.published();
    html.open("tr").element("th", row.variant().label(), "scope", "row");
    for (var text :
        List.of(
            Integer.toString(published.trials()),
            known(published, published.median()),
            published.trials() < Median.NEEDED
                ? "needs " + Median.NEEDED + " trials"
                : range(published, published.low(), published.high()),
            range(published, published.smallest(), published.largest()))) {
      html.element("td", text, "class", "number");
    }
    html.open("td");
    if (row.ours().length > 0) {
      html.raw(
          new Strip(scale, row.variant().ordinal())
              .svg(
                  row.ours(),
                  SampleMedian.of(row.ours()),
                  published.value(),
                  row.variant().label() + ": every trial’s " + published.text()));
    }
    html.close("td");
    html.element("td", published.written(), "class", "number");
    html.element("td", published.place() == null ? "–" : published.place().text());
    html.close("tr");
  }

  private static String end(double value) {
    return Numbers.significant(value, 3);
  }

  private static String known(PublishedMetric published, Double value) {
    return value == null ? "–" : published.written(value);
  }

  private static String range(PublishedMetric published, Double low, Double high) {
    return low == null && high == null
        ? "–"
        : known(published, low) + " – " + known(published, high);
  }
}
