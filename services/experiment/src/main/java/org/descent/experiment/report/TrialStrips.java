package org.descent.experiment.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.descent.experiment.results.Numbers;
import org.descent.experiment.results.TargetObservations;
import org.descent.experiment.statistics.Median;
import org.descent.experiment.statistics.Observation;

/** Every trial of all experiments on one logarithmic axis of iterations, a line a variant. */
record TrialStrips(String name, List<Row> rows, Scale scale) implements Drawing {
  /** More lines than that are no figure. */
  private static final int MOST_ROWS = 24;

  /** More marks in a line than that are one smear. */
  private static final int MOST_MARKS = 150;

  private static final int WIDTH = 900;
  private static final int LABELS = 300;
  private static final int VALUES = 100;
  private static final int ROW = 24;
  private static final int FOOT = 44;
  private static final int TICKS = 4;

  /**
   * A variant's trials.
   *
   * @param group title of its experiment, told where it is the first of it
   * @param told its median, in words
   */
  record Row(
      String group,
      String label,
      int colour,
      List<Observation> trials,
      double median,
      String told) {}

  /** The figure on {@code all}; none where there are fewer than two variants with trials. */
  static Optional<Figure> figure(List<Findings> all) {
    var rows = new ArrayList<Row>();
    int experiments = 0;
    for (var findings : all) {
      int before = rows.size();
      for (var variant : findings.experiment().variants()) {
        var trials = TargetObservations.of(findings.result(variant));
        if (!variant.training().targets().isEmpty() && !trials.isEmpty()) {
          var median = Median.of(trials);
          var first = rows.size() == before ? findings.experiment().title() : "";
          rows.add(
              new Row(
                  first, variant.label(), experiments, trials, median.iterations(), told(median)));
        }
      }
      experiments += rows.size() > before ? 1 : 0;
    }
    return rows.size() < 2 ? Optional.empty() : Optional.of(figure(rows, experiments));
  }

  private static Figure figure(List<Row> all, int experiments) {
    var rows = all;
    if (all.size() > MOST_ROWS) {
      rows =
          all.stream()
              .sorted(Comparator.comparingDouble(Row::median))
              .limit(MOST_ROWS)
              .sorted(Comparator.comparingInt(all::indexOf))
              .toList();
    }
    var places = rows.stream().flatMap(row -> row.trials.stream()).map(Observation::iterations);
    var sorted = places.sorted().toList();
    var scale =
        Scale.over(sorted.get(0) / 1.15, sorted.get(sorted.size() - 1) * 1.15, 0, 100, true);
    var caption =
        "Iterations to the target, a dot a trial, on one logarithmic axis. An arrow is a trial whose budget ended first: it needs more. The upright stroke is the median, which stands at the end of the line."
            + (rows.size() < all.size()
                ? " The " + rows.size() + " fastest of " + all.size() + " variants are shown."
                : "");
    var title = experiments > 1 ? "Every trial of all experiments" : "Every trial";
    return Figure.of(title, caption, new TrialStrips(title, rows, scale));
  }

  private static String told(Median median) {
    return Double.isFinite(median.iterations())
        ? Numbers.iterations(median.iterations())
        : "not reached";
  }

  @Override
  public int width() {
    return WIDTH;
  }

  @Override
  public int height() {
    return rows.size() * ROW + FOOT;
  }

  @Override
  public String svg() {
    var svg = new Markup();
    double wide = WIDTH - LABELS - VALUES;
    for (double tick : scale.ticks(TICKS)) {
      double x = LABELS + wide * scale.at(tick) / 100;
      int foot = rows.size() * ROW;
      svg.leaf(
          "line", "x1", x, "x2", x, "y1", 4, "y2", foot + 4, "class", "grid", "stroke", Ink.GRID);
      svg.note(x, foot + 20, "middle", Numbers.iterations(tick));
    }
    svg.note(LABELS + wide / 2, rows.size() * ROW + 38, "middle", Plot.ITERATION + "s, log");
    for (int i = 0; i < rows.size(); i++) {
      var row = rows.get(i);
      double y = i * ROW + ROW / 2.0 + 4;
      svg.label(LABELS - 12, y + 4, "end", cut(row));
      svg.note(WIDTH - VALUES + 12, y + 4, "start", row.told);
      for (var mark : marks(row)) {
        svg.raw(mark(row, LABELS + wide * scale.at(mark.iterations()) / 100, y, mark.reached()));
      }
      if (Double.isFinite(row.median)) {
        svg.raw(median(Numbers.place(LABELS + wide * scale.at(row.median) / 100), y));
      }
    }
    return svg.toString();
  }

  /** As lines that are as wide as their room, whatever that is: places are shares of it. */
  String html() {
    var html = new Markup();
    html.open("div", "class", "trials");
    for (var row : rows) {
      if (!row.group.isEmpty()) {
        html.element("p", row.group, "class", "group");
      }
      html.element("span", row.label, "class", "label");
      html.open("svg", "class", "chart", "role", "img", "aria-label", spoken(row));
      for (double tick : scale.ticks(TICKS)) {
        var x = percent(tick);
        html.leaf(
            "line", "x1", x, "x2", x, "y1", 0, "y2", ROW, "class", "grid", "stroke", Ink.GRID);
      }
      for (var mark : marks(row)) {
        html.open("svg", "x", percent(mark.iterations()), "overflow", "visible");
        html.raw(mark(row, 0, ROW / 2.0, mark.reached())).close("svg");
      }
      if (Double.isFinite(row.median)) {
        html.raw(median(percent(row.median), ROW / 2.0));
      }
      html.close("svg").element("span", row.told, "class", "value");
    }
    html.element("span", "", "class", "label");
    html.open("svg", "class", "chart", "aria-hidden", "true");
    for (double tick : scale.ticks(TICKS)) {
      html.element(
          "text",
          Numbers.iterations(tick),
          "x",
          percent(tick),
          "y",
          14,
          "text-anchor",
          "middle",
          "font-size",
          12,
          "class",
          "ink-2",
          "fill",
          Ink.FAINT_TEXT);
    }
    html.close("svg").element("span", "median", "class", "value muted");
    return html.close("div").toString();
  }

  private static String spoken(Row row) {
    long beyond = row.trials.stream().filter(trial -> !trial.reached()).count();
    return row.label
        + ": "
        + row.trials.size()
        + " trials, median "
        + row.told
        + (beyond > 0 ? ", " + beyond + " did not reach the target" : "");
  }

  private String percent(double iterations) {
    return String.format(Locale.ROOT, "%.2f%%", scale.at(iterations));
  }

  private static String mark(Row row, double x, double y, boolean reached) {
    var svg = new Markup();
    if (reached) {
      svg.leaf(
          "circle",
          "cx",
          x,
          "cy",
          y,
          "r",
          3,
          "fill",
          Ink.series(row.colour),
          "fill-opacity",
          "0.55",
          "class",
          Ink.fill(row.colour));
    } else {
      svg.leaf(
          "path",
          "d",
          "M" + Numbers.place(x - 2) + " " + Numbers.place(y - 4) + "l5 4l-5 4",
          "fill",
          "none",
          "stroke",
          Ink.series(row.colour),
          "stroke-width",
          1.5,
          "class",
          Ink.stroke(row.colour));
    }
    return svg.toString();
  }

  private static String median(String x, double y) {
    return new Markup()
        .leaf(
            "line",
            "x1",
            x,
            "x2",
            x,
            "y1",
            y - 9,
            "y2",
            y + 9,
            "stroke",
            Ink.TEXT,
            "stroke-width",
            2,
            "class",
            "mark")
        .toString();
  }

  private static String cut(Row row) {
    return row.label.length() > 46 ? row.label.substring(0, 45) + "…" : row.label;
  }

  /** All trials, or as many at equal steps of their order. */
  private static List<Observation> marks(Row row) {
    var sorted =
        row.trials.stream().sorted(Comparator.comparingInt(Observation::iterations)).toList();
    if (sorted.size() <= MOST_MARKS) {
      return sorted;
    }
    var some = new ArrayList<Observation>(MOST_MARKS);
    for (int i = 0; i < MOST_MARKS; i++) {
      some.add(sorted.get((int) ((long) i * (sorted.size() - 1) / (MOST_MARKS - 1))));
    }
    return some;
  }

  @Override
  public Map<String, Object> data() {
    var lines = new ArrayList<Map<String, Object>>();
    for (var row : rows) {
      var line = new LinkedHashMap<String, Object>();
      line.put("name", row.label);
      line.put("iterations", row.trials.stream().map(Observation::iterations).toList());
      line.put("reached", row.trials.stream().map(Observation::reached).toList());
      lines.add(line);
    }
    var tree = new LinkedHashMap<String, Object>();
    tree.put("kind", "strips");
    tree.put("name", name);
    tree.put("rows", lines);
    return tree;
  }
}
