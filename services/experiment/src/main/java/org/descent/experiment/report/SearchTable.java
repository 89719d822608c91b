package org.descent.experiment.report;

import java.util.List;
import org.descent.experiment.results.Numbers;
import org.descent.experiment.results.SearchResult;
import org.descent.experiment.results.SearchResult.Arm;
import org.descent.experiment.results.SearchResult.Scored;

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
      html.element("p", sentence(search, arm));
      if (search.objectives().size() == 1 && !arm.variants().isEmpty()) {
        table(html, search, arm);
      }
      if (!arm.importance().isEmpty()) {
        importance(html, arm);
      }
    }
    return html.toString();
  }

  /** In one or two sentences. */
  private String sentence(SearchResult search, Arm arm) {
    var text = new StringBuilder();
    text.append(arm.settings().isEmpty() ? "" : String.join(", ", arm.settings().values()) + ": ");
    text.append(
        "%d variants were proposed by %s to %s. "
            .formatted(
                arm.variants().size(),
                search.strategy(),
                String.join(" and to ", search.objectives())
                    .replaceFirst("^iterations", "minimise iterations")));
    if (arm.best() != null) {
      text.append("The best is " + label(arm.best()) + ".");
    }
    var headline = arm.headline();
    if (headline != null && headline.value() != null) {
      text.append(
          " From %d fresh seeds, which the search never saw, it comes to %s%s%s; in the search it had %s."
              .formatted(
                  headline.trials(),
                  headline.atLeast() ? "at least " : "",
                  Numbers.significant(headline.value(), 4),
                  headline.low() == null
                      ? ""
                      : " (95 %% interval of the mean %s to %s)"
                          .formatted(
                              Numbers.significant(headline.low(), 4),
                              Numbers.significant(headline.high(), 4)),
                  Numbers.significant(headline.inSearch(), 4)));
    }
    return text.toString();
  }

  private String label(int ordinal) {
    return findings.result().variants().get(ordinal).label();
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
    html.open("table").element("caption", "What the best tenth has in common");
    html.open("thead").open("tr").element("th", "Parameter", "scope", "col");
    html.element("th", "Share", "scope", "col", "class", "number");
    html.element("th", "95 % interval", "scope", "col", "class", "number");
    html.close("tr").close("thead").open("tbody");
    for (var one : arm.importance()) {
      html.open("tr").element("th", one.parameter(), "scope", "row");
      html.element("td", Numbers.share(one.share()), "class", "number");
      html.element(
          "td", Numbers.share(one.low()) + " – " + Numbers.share(one.high()), "class", "number");
      html.close("tr");
    }
    html.close("tbody").close("table");
    html.element(
        "p",
        "How far the density of a parameter among the best tenth lies from that among all variants"
            + " (PED-ANOVA, Watanabe, Bansal & Hutter 2023), as a share of what all parameters"
            + " come to; the interval is by bootstrap.",
        "class",
        "muted small");
  }
}
