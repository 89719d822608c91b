package org.descent.experiment.report;

import java.util.List;
import java.util.function.Function;
import org.descent.contracts.event.Classification;

/**
 * What is told of networks at their last iteration.
 *
 * @param averaged tables of weights beside their averages
 * @param classes tables of how well classes are told
 */
record EndTables(List<String> averaged, List<String> classes) {
  static final String TITLE = "At the last iteration";

  /** Those of experiments that have something to tell. */
  static EndTables of(List<Findings> findings) {
    return new EndTables(
        tables(findings, f -> new AveragedTable(f).html()),
        tables(findings, f -> new ClassTable(f).html()));
  }

  private static List<String> tables(List<Findings> findings, Function<Findings, String> table) {
    return findings.stream().map(table).filter(html -> !html.isEmpty()).toList();
  }

  /** Whether there is nothing to tell. */
  boolean none() {
    return averaged.isEmpty() && classes.isEmpty();
  }

  /** The section of a page; empty where there is nothing to tell. */
  String html() {
    if (none()) {
      return "";
    }
    var html = new Markup();
    html.open("section", "id", "ends").element("h2", TITLE);
    html.element("p", "As the evaluator found it in the published weights of every trial.");
    averaged.forEach(html::raw);
    classes.forEach(html::raw);
    if (!classes.isEmpty()) {
      html.element(
          "p",
          "Worst and best class: the shares of their examples that are told right. Calibration error: how far the probability of what is said lies from the share of it that is right, over "
              + Classification.BINS
              + " bins of equal width (Guo et al. 2017).",
          "class",
          "muted small");
    }
    return html.close("section").toString();
  }
}
