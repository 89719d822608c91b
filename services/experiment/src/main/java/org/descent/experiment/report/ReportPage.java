package org.descent.experiment.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.descent.contracts.event.End;
import org.descent.experiment.results.ExperimentResult.Claim;
import org.descent.experiment.spec.DocumentYaml;
import org.descent.experiment.statistics.Interval;
import org.descent.experiment.statistics.Median;

/**
 * The report as one HTML document: text, tables and still figures first, scripts that enliven them
 * last.
 */
record ReportPage(
    String title,
    List<Findings> findings,
    Optional<Figure> overview,
    List<Chapter> chapters,
    List<Claim> studyClaims) {
  /** Figures of chapters that are seen at once; the others are folded. */
  private static final int OPEN = 5;

  private static final String BESIDE = "Beside published numbers";

  String html() {
    var data = new LinkedHashMap<String, Object>();
    var body = new Markup();
    var ends = EndTables.of(findings);
    header(body, !ends.none());
    bar(body);
    body.open("main", "class", "wrap", "id", "content");
    overview.ifPresent(figure -> overview(body, figure, data));
    claims(body);
    beside(body);
    table(body);
    body.raw(ends.html());
    int number = 1;
    for (var chapter : chapters) {
      chapter(body, chapter, number++, data);
    }
    provenance(body);
    body.close("main");
    footer(body);
    var scripts =
        List.of(
            resource("echarts.min.js"),
            resource("surface.js"),
            resource("plane.js"),
            resource("report.js"));
    var html = new Markup();
    html.raw("<!doctype html>\n").open("html", "lang", "en").open("head");
    html.raw("<meta charset=\"utf-8\">");
    html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
    html.raw("<meta name=\"color-scheme\" content=\"light dark\">");
    html.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"" + policy(scripts) + "\">");
    html.raw("<link rel=\"icon\" href=\"data:,\">");
    html.element("title", title + " · Descent");
    html.raw("<style>").raw(resource("descent.css")).raw(resource("report.css")).raw("</style>");
    html.close("head").open("body").raw(body.toString());
    html.raw("<script type=\"application/json\" id=\"drawings\">")
        .raw(Json.of(data))
        .raw("</script>\n");
    for (var script : scripts) {
      html.raw("<script>").raw(script).raw("</script>\n");
    }
    return html.close("body").close("html").raw("\n").toString();
  }

  /** Nothing may be fetched, and no script may run but these. */
  static String policy(List<String> scripts) {
    var hashes = scripts.stream().map(ReportPage::hash).collect(Collectors.joining(" "));
    return "default-src 'none'; style-src 'unsafe-inline'; img-src data: blob:; script-src "
        + hashes
        + "; base-uri 'none'; form-action 'none'";
  }

  private static String hash(String script) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static String resource(String name) {
    try (var in = ReportPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("resource " + name + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void header(Markup html, boolean ends) {
    long trials = findings.stream().mapToLong(Findings::planned).sum();
    long ended =
        findings.stream()
            .flatMap(f -> f.result().variants().stream())
            .mapToLong(v -> v.trials().size())
            .sum();
    html.raw("<a class=\"skip\" href=\"#content\">Skip to the report</a>");
    html.open("header", "class", "wrap masthead");
    html.element("p", "Descent · report", "class", "eyebrow");
    html.element("h1", title);
    html.element(
        "p",
        counted(findings.size(), "experiment")
            + ", "
            + counted(
                findings.stream().mapToLong(f -> f.result().variants().size()).sum(), "variant")
            + ", "
            + (ended == trials
                ? counted(trials, "trial")
                : ended + " of " + counted(trials, "trial") + " ended so far")
            + ". An iteration is one step of the optimiser"
            + (targets()
                ? "; a trial converges at the first iteration whose metrics reach its target."
                : "; every trial runs to its budget."),
        "class",
        "lead");
    html.open("nav", "aria-label", "Contents").open("ol", "class", "contents");
    if (overview.isPresent()) {
      html.open("li").element("a", overview.get().title(), "href", "#trials");
      html.element("span", " " + overview.get().label(), "class", "muted small").close("li");
    }
    if (!allClaims().isEmpty()) {
      html.open("li").element("a", "Claims and verdicts", "href", "#claims").close("li");
    }
    if (beside()) {
      html.open("li").element("a", BESIDE, "href", "#published").close("li");
    }
    if (targets()) {
      html.open("li").element("a", "Iterations to target", "href", "#table").close("li");
    }
    if (ends) {
      html.open("li").element("a", EndTables.TITLE, "href", "#ends").close("li");
    }
    int number = 1;
    for (var chapter : chapters) {
      html.open("li").element("a", chapter.title(), "href", "#part-" + number++);
      if (!chapter.figures().isEmpty()) {
        html.element("span", " " + span(chapter.figures()), "class", "muted small");
      }
      html.close("li");
    }
    html.open("li")
        .element("a", "Provenance, and how to run it again", "href", "#provenance")
        .close("li");
    html.close("ol").close("nav").close("header");
  }

  /** The parts in a line that stays in sight. */
  private void bar(Markup html) {
    html.open("nav", "class", "bar no-print", "aria-label", "Parts").open("ol", "class", "wrap");
    if (overview.isPresent()) {
      part(html, "#trials", "Trials", "");
    }
    if (!allClaims().isEmpty()) {
      part(html, "#claims", "Claims", "");
    }
    if (targets()) {
      part(html, "#table", "Iterations", "");
    }
    int number = 1;
    for (var chapter : chapters) {
      part(html, "#part-" + number, "Part " + number, chapter.title());
      number++;
    }
    part(html, "#provenance", "Provenance", "");
    html.close("ol").close("nav");
  }

  private static void part(Markup html, String place, String name, String title) {
    html.open("li");
    if (title.isEmpty()) {
      html.element("a", name, "href", place);
    } else {
      html.element("a", name, "href", place, "title", title);
    }
    html.close("li");
  }

  private static void overview(Markup html, Figure figure, Map<String, Object> data) {
    html.open("section", "id", "trials", "class", "overview");
    figure(html, figure, data);
    html.close("section");
  }

  private static String span(List<Figure> figures) {
    var first = figures.get(0).label();
    var last = figures.get(figures.size() - 1).label().replace("Figure ", "");
    return figures.size() == 1 ? first : first.replace("Figure", "Figures") + "–" + last;
  }

  private static String counted(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  /** A claim and whom it is about; the experiment is empty for claims across experiments. */
  private record About(Claim claim, String experiment) {}

  private List<About> allClaims() {
    var all = new ArrayList<About>();
    for (var each : findings) {
      each.result().claims().forEach(c -> all.add(new About(c, each.experiment().title())));
    }
    studyClaims.forEach(c -> all.add(new About(c, "across experiments")));
    return all;
  }

  private void claims(Markup html) {
    var all = allClaims();
    if (all.isEmpty()) {
      return;
    }
    html.open("section", "id", "claims").element("h2", "Claims and verdicts");
    html.open("ul", "class", "claims");
    for (var about : all) {
      html.open("li");
      verdict(html, about.claim);
      html.open("div").element("p", about.claim.statement(), "class", "statement");
      evidence(html, about.claim, List.of(about.experiment));
      html.close("div").close("li");
    }
    html.close("ul").close("section");
  }

  private static void verdict(Markup html, Claim claim) {
    var style =
        switch (claim.verdict()) {
          case HOLDS -> "good";
          case CONTRADICTED -> "bad";
          case NOT_RESOLVED -> "open";
        };
    html.element("span", claim.verdict().text(), "class", "chip " + style);
  }

  private static void evidence(Markup html, Claim claim, List<String> more) {
    html.open("ul", "class", "evidence muted small");
    claim.lines().forEach(line -> html.element("li", line));
    more.forEach(line -> html.element("li", line, "class", "about"));
    html.close("ul");
  }

  /** Whether metrics were published of anything. */
  private boolean beside() {
    return new PublishedTable(findings).any();
  }

  private void beside(Markup html) {
    if (!beside()) {
      return;
    }
    html.open("section", "id", "published").element("h2", BESIDE);
    html.element(
        "p",
        "Each dot is a trial at its last iteration, as the evaluator found it. The upright stroke is the median, the shaded box its 95 % interval from order statistics (Thompson 1936), which needs "
            + Median.NEEDED
            + " trials. The diamond is the published number; where it was rounded, it lies wherever any number lies that is rounded to it.");
    html.raw(new PublishedTable(findings).html());
    html.close("section");
  }

  /** Whether anything has a target. */
  private boolean targets() {
    return findings.stream()
        .flatMap(f -> f.experiment().variants().stream())
        .anyMatch(v -> !v.training().targets().isEmpty());
  }

  private void table(Markup html) {
    if (!targets()) {
      return;
    }
    html.open("section", "id", "table").element("h2", "Iterations to target");
    html.open("p")
        .text(
            "Each dot is a trial. A trial whose budget, or patience, ended first is drawn as an arrow ›: its iterations to target are known only to be more (right-censored), and it counts as such. The upright stroke is the median, the shaded box its 95 % interval, which needs "
                + Median.NEEDED
                + " trials.")
        .text(
            published()
                ? " The diamond is the published single run, with its percentile among our trials."
                : "")
        .close("p");
    findings.forEach(f -> html.raw(new Tables(f).distributions()));
    html.element(
        "p",
        "Median and quantiles: linear between order statistics (Hyndman & Fan 1996, type 7), censored trials counting as infinite. Interval of the median: from order statistics, whatever the distribution (Thompson 1936).",
        "class",
        "muted small");
    var comparisons = findings.stream().flatMap(f -> new Tables(f).comparisons().stream()).toList();
    if (!comparisons.isEmpty()) {
      html.element("h3", "Pairs of variants from the same seeds");
      html.element(
          "p",
          "Trials with one seed start from the same weights, so variants are compared seed by seed: the median of the ratios of their iterations, with its interval from order statistics, and the sign test. Neither assumes anything of the distribution, and a trial that did not converge counts as what is known of it: slower than its budget. p-values are two-sided and adjusted for all pairs of a table together (Holm 1979); significant is what stays at or below "
              + Interval.LEVEL
              + ".");
      comparisons.forEach(html::raw);
    }
    html.close("section");
  }

  private boolean published() {
    return findings.stream()
        .flatMap(f -> f.experiment().variants().stream())
        .anyMatch(v -> v.reported().isPresent());
  }

  private void chapter(Markup html, Chapter chapter, int number, Map<String, Object> data) {
    html.open("section", "id", "part-" + number, "class", "chapter");
    html.element("p", "Part " + number, "class", "eyebrow").element("h2", chapter.title());
    for (var each : chapter.experiments()) {
      if (chapter.experiments().size() > 1) {
        html.element("h3", each.experiment().title());
      }
      html.element("p", new Recipe(each).text());
      html.raw(new SearchTable(each).html());
      for (var claim : each.result().claims()) {
        html.open("div", "class", "verdict").open("p");
        verdict(html, claim);
        html.text(" " + claim.statement()).close("p");
        evidence(html, claim, List.of());
        html.close("div");
      }
      if (each.result().reason() != null) {
        html.element("p", "Rejected: " + each.result().reason());
      }
      words(html, new ChapterWords(each));
    }
    int open = Math.min(chapter.figures().size(), Math.max(1, OPEN / chapters.size()));
    chapter.figures().subList(0, open).forEach(f -> figure(html, f, data));
    var more = new ArrayList<>(chapter.figures().subList(open, chapter.figures().size()));
    more.addAll(chapter.supplements());
    folded(html, more, data);
    tryIt(html, chapter);
    html.close("section");
  }

  private static void words(Markup html, ChapterWords words) {
    html.open("dl", "class", "reading");
    html.element("dt", "The question").element("dd", words.question());
    var shown = words.shown();
    if (!shown.isEmpty()) {
      html.element("dt", "What it shows").element("dd", String.join(" ", shown));
    }
    var care = words.toldOf() ? words.notShown() : List.<String>of();
    if (!care.isEmpty()) {
      html.element("dt", "What it does not").element("dd", String.join(" ", care));
    }
    html.close("dl");
  }

  /** What is there for whoever wants to know more. */
  private static void folded(Markup html, List<Figure> figures, Map<String, Object> data) {
    if (figures.isEmpty()) {
      return;
    }
    html.open("details", "class", "more").open("summary");
    html.element("strong", counted(figures.size(), "more figure"));
    html.element("span", titles(figures), "class", "muted small").close("summary");
    figures.forEach(f -> figure(html, f, data));
    html.close("details");
  }

  private static String titles(List<Figure> figures) {
    return figures.stream().map(Figure::title).distinct().limit(4).collect(Collectors.joining("; "))
        + (figures.stream().map(Figure::title).distinct().count() > 4 ? "; …" : "");
  }

  private static void tryIt(Markup html, Chapter chapter) {
    var first = chapter.experiments().get(0).experiment();
    html.open("p", "class", "small try")
        .text("Try it with more seeds, from the file that stands under ")
        .element("a", "Provenance", "href", "#provenance")
        .text(": ")
        .element(
            "code",
            "./descent run "
                + first.name()
                + ".yaml --seed-count "
                + 4 * Math.max(1, first.seeds().size()))
        .close("p");
  }

  private static void figure(Markup html, Figure figure, Map<String, Object> data) {
    html.open("figure", "id", figure.file(), "class", "card");
    boolean small =
        figure.drawings().stream()
            .allMatch(d -> d instanceof Contours || d instanceof Panel panel && !panel.wide());
    boolean tiles = figure.drawings().stream().allMatch(d -> d instanceof Decisions);
    html.open(
        "div",
        "class",
        "drawings " + (tiles ? "tiles" : small ? "panels" : "n" + figure.drawings().size()));
    int number = 0;
    for (var drawing : figure.drawings()) {
      var id = figure.file() + "-" + number++;
      if (drawing instanceof Gallery gallery) {
        gallery(html, gallery);
        continue;
      }
      data.put(id, drawing.data());
      if (drawing instanceof TrialStrips strips) {
        html.raw(strips.html());
      }
      html.open(
          "div",
          "class",
          "drawing"
              + (drawing.width() < 300 || drawing instanceof Confusion ? " small-square" : "")
              + (drawing instanceof TrialStrips ? " still" : ""),
          "data-drawing",
          id);
      html.open(
          "svg",
          "class",
          "chart",
          "viewBox",
          "0 0 " + drawing.width() + " " + drawing.height(),
          "role",
          "img",
          "aria-label",
          drawing.name());
      html.raw(drawing.svg()).close("svg").close("div");
    }
    html.close("div").open("figcaption");
    html.open("p")
        .element("strong", figure.label() + ". " + figure.title() + ". ")
        .text(figure.caption())
        .close("p");
    html.close("figcaption").close("figure").raw("\n");
  }

  private static void gallery(Markup html, Gallery gallery) {
    html.open("ul", "class", "gallery", "aria-label", gallery.name());
    for (var item : gallery.items()) {
      html.open("li", "class", item.right() ? "right" : "wrong");
      html.open(
          "svg",
          "viewBox",
          "0 0 " + item.pixels()[0].length + " " + item.pixels().length,
          "aria-hidden",
          "true");
      html.raw(Gallery.picture(item)).close("svg");
      item.lines().forEach(line -> html.element("span", line));
      if (!item.right()) {
        html.element("span", "wrong", "class", "chip bad");
      }
      html.close("li");
    }
    html.close("ul");
  }

  private void provenance(Markup html) {
    html.open("section", "id", "provenance").element("h2", "Provenance, and how to run it again");
    html.element(
        "p",
        "Every number above follows from the events in the log: the same events make the same report, byte for byte. With the experiment’s document, its seeds and its data, the same build trains the same trials again.");
    for (var each : findings) {
      var experiment = each.experiment();
      html.open("details", "class", "card").open("summary");
      html.element("strong", experiment.title())
          .text(" ")
          .element("span", experiment.id(), "class", "mono muted");
      html.close("summary").open("dl", "class", "facts");
      fact(html, "state", each.result().state().word());
      fact(
          html,
          "seeds",
          experiment.seeds().stream()
                  .map(String::valueOf)
                  .limit(100)
                  .collect(Collectors.joining(", "))
              + (experiment.seeds().size() > 100 ? " …" : ""));
      var dataset = each.result().dataset();
      if (dataset != null) {
        fact(
            html,
            "data",
            dataset.train()
                + " to train on, "
                + dataset.validation()
                + " to validate, "
                + dataset.test()
                + " to test; shape "
                + dataset.shape());
        fact(html, "rows in the log", dataset.rows());
        fact(html, "sha256 of the rows", dataset.sha256());
        dataset
            .files()
            .forEach(
                file ->
                    fact(
                        html,
                        "file",
                        file.name() + ", " + file.bytes() + " bytes, sha256 " + file.sha256()));
        dataset.preparation().forEach(step -> fact(html, "prepared", Recipe.step(step)));
        for (int i = 0; i < dataset.folds().size(); i++) {
          var fold = dataset.folds().get(i);
          var name = "fold " + (i + 2);
          fact(html, name, fold.train() + " to train on; sha256 of the rows " + fold.sha256());
          fold.preparation().forEach(step -> fact(html, name + " prepared", Recipe.step(step)));
        }
      }
      each.evaluated().values().stream()
          .map(t -> t.training().provenance())
          .distinct()
          .forEach(
              p -> {
                fact(html, "build", p.build());
                fact(
                    html,
                    "TensorFlow",
                    p.tensorflow() + " on " + p.device() + ", engine " + p.engine());
                fact(html, "initial weights", p.generator());
              });
      fact(html, "ends", ends(each));
      html.close("dl");
      html.open("p", "class", "small")
          .text("Keep this as ")
          .element("code", experiment.name() + ".yaml")
          .text(" and run ")
          .element("code", "./descent run " + experiment.name() + ".yaml")
          .text(".")
          .close("p");
      html.open("pre", "tabindex", "0")
          .element("code", DocumentYaml.of(experiment.document()))
          .close("pre");
      html.close("details");
    }
    html.close("section");
  }

  private static String ends(Findings findings) {
    var counts = new java.util.EnumMap<End, Integer>(End.class);
    findings
        .result()
        .variants()
        .forEach(v -> v.summary().ends().forEach((end, n) -> counts.merge(end, n, Integer::sum)));
    return counts.entrySet().stream()
        .map(e -> e.getValue() + " " + e.getKey().name().toLowerCase(java.util.Locale.ROOT))
        .collect(Collectors.joining(", "));
  }

  private static void fact(Markup html, String name, String value) {
    html.element("dt", name).element("dd", value);
  }

  private static void footer(Markup html) {
    html.open("footer", "class", "wrap muted small");
    html.element(
        "p", "Made by Descent. Charts in the browser: Apache ECharts (Apache License 2.0).");
    html.close("footer");
  }
}
