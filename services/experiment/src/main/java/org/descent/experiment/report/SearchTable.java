package org.descent.experiment.report;

import java.util.List;
import org.descent.experiment.results.Numbers;
import org.descent.experiment.results.SearchResult;
import org.descent.experiment.results.SearchResult.Arm;
import org.descent.experiment.results.SearchResult.Scored;
import org.descent.experiment.results.SearchWords;
import org.descent.experiment.spec.ValueWords;

/** What a search has found. */
record SearchTable(Findings findings) {
  /** The most variants that are told one by one. */
  static final int SHOWN = 10;

  /** Paragraphs and tables; empty where nothing is searched. */
  String html() {
    var search = findings.result().search();
    if (search == null) {
      return "";
    }
    var html = new Markup();
    for (var arm : search.arms()) {
      html.element("p", SearchWords.sentence(search, arm, this::label));
      if (search.objectives().size() == 1 && !arm.variants().isEmpty()) {
        table(html, search, arm);
      }
      if (!arm.importance().isEmpty()) {
        importance(html, arm);
      }
    }
    return html.toString();
  }

  private String label(int ordinal) {
    return findings.result().variants().get(ordinal).told();
  }

  private void table(Markup html, SearchResult search, Arm arm) {
    var ranked = search.ranked(arm).stream().limit(SHOWN).toList();
    html.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", "best");
    html.open("table")
        .element("caption", "The best %d of %d".formatted(ranked.size(), arm.variants().size()));
    html.open("thead").open("tr");
    html.element("th", "Variant", "scope", "col");
    for (var heading : List.of("Trials", "Iterations", search.objectives().get(0))) {
      html.element("th", heading, "scope", "col", "class", "number");
    }
    html.close("tr").close("thead").open("tbody");
    for (var scored : ranked) {
      html.open("tr").element("th", label(scored.variant()), "scope", "row");
      html.element("td", Integer.toString(scored.trials()), "class", "number");
      html.element("td", Integer.toString(scored.budget()), "class", "number");
      html.element("td", score(scored), "class", "number").close("tr");
    }
    html.close("tbody").close("table").close("div");
  }

  private static String score(Scored scored) {
    var value = scored.values().get(0);
    return value == null ? "–" : (scored.atLeast() ? "≥ " : "") + Numbers.significant(value, 4);
  }

  private static void importance(Markup html, Arm arm) {
    html.open(
        "div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", "importance");
    html.open("table").element("caption", "What the best tenth has in common");
    html.open("thead").open("tr").element("th", "Parameter", "scope", "col");
    html.element("th", "Share", "scope", "col", "class", "number");
    html.element("th", "95 % interval", "scope", "col", "class", "number");
    html.close("tr").close("thead").open("tbody");
    for (var one : arm.importance()) {
      html.open("tr").element("th", ValueWords.axis(one.parameter()), "scope", "row");
      html.element("td", Numbers.share(one.share()), "class", "number");
      html.element(
          "td", Numbers.share(one.low()) + " – " + Numbers.share(one.high()), "class", "number");
      html.close("tr");
    }
    html.close("tbody").close("table").close("div");
    html.element(
        "p",
        "How far the density of a parameter among the best tenth lies from that among all variants"
            + " (PED-ANOVA, Watanabe, Bansal & Hutter 2023), as a share of what all parameters"
            + " come to; the interval is by bootstrap.",
        "class",
        "muted small");
  }
}
