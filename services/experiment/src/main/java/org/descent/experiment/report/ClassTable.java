package org.descent.experiment.report;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.descent.contracts.event.Classification;
import org.descent.experiment.results.Numbers;
import org.descent.experiment.statistics.SampleMedian;

/** How well single classes are told, and how far certainty can be trusted. */
record ClassTable(Findings findings) {
  /** The k of which it is told how often the right class is among the k likeliest. */
  private static final int LIKELIEST = 5;

  /** One row a variant and head; empty where no head says one of several classes. */
  String html() {
    var classes = new Classes(findings);
    var split = classes.split();
    if (split.isEmpty()) {
      return "";
    }
    var title = "Classes of the " + split.get() + " examples: " + findings.experiment().title();
    var html = new Markup();
    html.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", title);
    html.open("table").element("caption", title + ", medians of the trials");
    html.open("thead").open("tr");
    html.element("th", "Variant", "scope", "col").element("th", "Head", "scope", "col");
    html.element("th", "Worst class", "scope", "col", "class", "number");
    html.element("th", "Best class", "scope", "col", "class", "number");
    boolean several =
        findings.experiment().variants().stream()
            .flatMap(variant -> classes.byHead(variant).values().stream())
            .anyMatch(all -> likeliest(all) > 0);
    if (several) {
      html.element("th", "Among the likeliest", "scope", "col", "class", "number");
    }
    html.element("th", "Calibration error", "scope", "col", "class", "number");
    html.close("tr").close("thead").open("tbody");
    for (var variant : findings.experiment().variants()) {
      classes
          .byHead(variant)
          .forEach(
              (head, all) -> {
                row(html, variant.label(), head, classes.names(variant, head), all);
                ends(html, all, several);
              });
    }
    return html.close("tbody").close("table").close("div").toString();
  }

  private static void row(
      Markup html, String label, String head, List<String> names, List<Classification> all) {
    html.open("tr").element("th", label, "scope", "row").element("td", head);
    var recalls = recalls(all);
    var told =
        IntStream.range(0, recalls.length).filter(k -> !Double.isNaN(recalls[k])).boxed().toList();
    var worst = told.stream().min((a, b) -> Double.compare(recalls[a], recalls[b]));
    var best = told.stream().max((a, b) -> Double.compare(recalls[a], recalls[b]));
    html.element(
        "td",
        worst.map(k -> names.get(k) + ": " + Numbers.share(recalls[k])).orElse("–"),
        "class",
        "number");
    html.element(
        "td",
        best.map(k -> names.get(k) + ": " + Numbers.share(recalls[k])).orElse("–"),
        "class",
        "number");
  }

  /** The largest k of which it is told; 0 if there are too few classes. */
  private static int likeliest(List<Classification> all) {
    return all.get(0).within().keySet().stream().filter(n -> n <= LIKELIEST).reduce(0, Math::max);
  }

  private static void ends(Markup html, List<Classification> all, boolean several) {
    int k = likeliest(all);
    if (several) {
      var within =
          k == 0 ? "–" : Numbers.share(median(all, each -> each.within().get(k))) + " of " + k;
      html.element("td", within, "class", "number");
    }
    var error = Numbers.share(median(all, Classification::calibrationError));
    html.element("td", error, "class", "number");
    html.close("tr");
  }

  private static <T> double median(List<T> all, ToDoubleFunction<T> number) {
    return SampleMedian.of(all.stream().mapToDouble(number).toArray()).value();
  }

  /** By class, the median share of its examples that are told; NaN without examples. */
  private static double[] recalls(List<Classification> all) {
    var each = all.stream().map(Classification::recalls).toList();
    return IntStream.range(0, each.get(0).length)
        .mapToDouble(k -> median(each, recalls -> recalls[k]))
        .toArray();
  }
}
