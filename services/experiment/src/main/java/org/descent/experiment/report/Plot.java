package org.descent.experiment.report;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.descent.experiment.results.Numbers;
import org.descent.experiment.results.Spacing;
import org.descent.experiment.results.Thinning;

/** Lines over an axis, each perhaps with a band around it. */
record Plot(String name, Axis x, Axis y, List<Series> series) implements Drawing {
  private static final int WIDTH = 560;
  private static final int HEIGHT = 330;
  private static final int LEFT = 62;
  private static final int RIGHT = 28;
  private static final int BOTTOM = 46;
  private static final int LEGEND_ROW = 20;

  private static final double[] NONE = {};

  /** What the axis of curves is called. */
  static final String ITERATION = "iteration";

  /** Columns of pixels along the x axis. */
  static final int COLUMNS = WIDTH - LEFT - RIGHT;

  /**
   * An axis.
   *
   * @param low where it starts, or NaN for where the data does
   * @param high where it ends, or NaN for where the data does
   */
  record Axis(String label, boolean logarithmic, double low, double high) {}

  /**
   * A line.
   *
   * @param colour its place among the colours
   * @param y what is not finite is a gap
   * @param low lower edge of the band, or empty
   * @param high upper edge of the band, or empty; infinite where it leaves the plot
   * @param steps whether it keeps a value until the next point
   * @param marks places on the x axis of small marks on the line
   * @param singles the curves that the line sums up, shown on demand
   */
  record Series(
      String name,
      int colour,
      double[] x,
      double[] y,
      double[] low,
      double[] high,
      boolean steps,
      double[] marks,
      List<Single> singles) {
    /** The same without its band. */
    Series bare() {
      return new Series(name, colour, x, y, NONE, NONE, steps, marks, singles);
    }

    boolean banded() {
      return high.length > 0;
    }
  }

  /** How lines are to be read that sum up trials, some with a band around them. */
  static String reading(List<Series> lines) {
    return lines.stream().anyMatch(Series::banded)
        ? "Line: median over the seeds; band: 10–90 %."
        : "Line: median over the seeds.";
  }

  /** One curve. */
  record Single(String name, double[] x, double[] y) {}

  Plot {
    series = List.copyOf(series);
  }

  @Override
  public int width() {
    return WIDTH;
  }

  @Override
  public int height() {
    return HEIGHT + (legendRows().size() - 1) * LEGEND_ROW;
  }

  @Override
  public String svg() {
    double top = top();
    var across = scale(x, LEFT, WIDTH - RIGHT, s -> least(s.x, x), s -> most(s.x));
    var up = heights();
    var svg = new Markup();
    axes(svg, across, up, top);
    var still = series.stream().map(s -> still(s, across)).toList();
    for (var line : still) {
      band(svg, line, across, up);
    }
    for (var line : still) {
      line(svg, line, across, up);
    }
    legend(svg);
    return svg.toString();
  }

  /** What a line needs of its points where the axis is as it is here. */
  private Series still(Series line, Scale across) {
    if (line.steps || x.logarithmic || !overIterations()) {
      return line;
    }
    var thinning = new Thinning(Spacing.LINEAR, (int) across.high(), COLUMNS);
    var kept = new BitSet();
    for (var heights : List.of(line.y, line.low, line.high)) {
      thinning.mark(i -> (int) line.x[i], heights.length, i -> heights[i], true, kept);
    }
    int[] places = kept.stream().toArray();
    return new Series(
        line.name,
        line.colour,
        picked(line.x, places),
        picked(line.y, places),
        picked(line.low, places),
        picked(line.high, places),
        false,
        line.marks,
        line.singles);
  }

  private boolean overIterations() {
    return x.label.equals(ITERATION);
  }

  private static double[] picked(double[] values, int[] places) {
    return values.length == 0 ? values : IntStream.of(places).mapToDouble(i -> values[i]).toArray();
  }

  private double top() {
    return 16 + legendRows().size() * LEGEND_ROW;
  }

  /** The scale of the y axis: it reaches as far as every line and every band does. */
  Scale heights() {
    return scale(
        y,
        height() - BOTTOM,
        top(),
        s -> Math.min(least(s.y, y), least(s.low, y)),
        s -> Math.max(most(s.y), most(s.high)));
  }

  private void axes(Markup svg, Scale across, Scale up, double top) {
    for (double tick : up.ticks(5)) {
      double at = up.at(tick);
      svg.leaf(
          "line",
          "x1",
          LEFT,
          "x2",
          WIDTH - RIGHT,
          "y1",
          at,
          "y2",
          at,
          "class",
          "grid",
          "stroke",
          Ink.GRID);
      svg.note(LEFT - 8, at + 4, "end", Numbers.significant(tick, 3));
    }
    double foot = height() - BOTTOM;
    for (double tick : across.ticks(6)) {
      double at = across.at(tick);
      svg.leaf(
          "line", "x1", at, "x2", at, "y1", foot, "y2", foot + 5, "class", "axis", "stroke",
          Ink.AXIS);
      var text = overIterations() ? Numbers.iterations(tick) : Numbers.significant(tick, 3);
      svg.note(at, foot + 20, "middle", text);
    }
    svg.leaf(
        "line",
        "x1",
        LEFT,
        "x2",
        WIDTH - RIGHT,
        "y1",
        foot,
        "y2",
        foot,
        "class",
        "axis",
        "stroke",
        Ink.AXIS);
    svg.note((LEFT + WIDTH - RIGHT) / 2.0, height() - 8, "middle", x.label);
    svg.element(
        "text",
        y.label,
        "transform",
        "translate(14 " + Numbers.place((top + foot) / 2) + ") rotate(-90)",
        "text-anchor",
        "middle",
        "font-size",
        12,
        "class",
        "ink-2",
        "fill",
        Ink.FAINT_TEXT);
  }

  private static void band(Markup svg, Series line, Scale across, Scale up) {
    for (var part : parts(line.low.length, i -> Double.isFinite(line.low[i]))) {
      var path = new StringBuilder("M");
      trace(path, line, line.high, part, across, up);
      var back = new StringBuilder();
      trace(back, line, line.low, part, across, up);
      var points = back.toString().split("L");
      path.append('L');
      for (int i = points.length - 1; i >= 0; i--) {
        path.append(points[i]).append(i > 0 ? "L" : "Z");
      }
      svg.leaf(
          "path",
          "d",
          path,
          "fill",
          Ink.series(line.colour),
          "fill-opacity",
          "0.16",
          "class",
          Ink.fill(line.colour));
    }
  }

  private static void line(Markup svg, Series line, Scale across, Scale up) {
    if (line.x.length == 0) {
      return;
    }
    var path = new StringBuilder();
    for (var part : parts(line.y.length, i -> Double.isFinite(line.y[i]))) {
      path.append('M');
      trace(path, line, line.y, part, across, up);
    }
    svg.leaf(
        "path",
        "d",
        path,
        "fill",
        "none",
        "stroke",
        Ink.series(line.colour),
        "stroke-width",
        2,
        "stroke-linejoin",
        "round",
        "class",
        Ink.stroke(line.colour));
    for (double mark : line.marks) {
      double y = up.at(valueAt(line, mark));
      svg.leaf(
          "line",
          "x1",
          across.at(mark),
          "x2",
          across.at(mark),
          "y1",
          y - 5,
          "y2",
          y + 5,
          "stroke",
          Ink.series(line.colour),
          "stroke-width",
          1.5,
          "class",
          Ink.stroke(line.colour));
    }
  }

  /** The value of a line of steps at {@code x}. */
  private static double valueAt(Series line, double x) {
    double value = line.y[0];
    for (int i = 0; i < line.x.length && line.x[i] <= x; i++) {
      value = line.y[i];
    }
    return value;
  }

  /** Points in a row, from the first to the one before the last. */
  private record Part(int from, int to) {}

  /** The parts of a line between its gaps. */
  private static List<Part> parts(int n, IntPredicate known) {
    var parts = new ArrayList<Part>();
    int from = 0;
    for (int i = 0; i <= n; i++) {
      if (i == n || !known.test(i)) {
        if (i > from) {
          parts.add(new Part(from, i));
        }
        from = i + 1;
      }
    }
    return parts;
  }

  /** Points as {@code x yLx y…}. */
  private static void trace(
      StringBuilder path, Series line, double[] y, Part part, Scale across, Scale up) {
    String before = "";
    for (int i = part.from; i < part.to; i++) {
      var at = Numbers.place(across.at(line.x[i]));
      var height = Numbers.place(up.at(y[i]));
      if (line.steps && i > part.from) {
        path.append('L').append(at).append(' ').append(before);
      }
      path.append(i > part.from ? "L" : "").append(at).append(' ').append(height);
      before = height;
    }
  }

  private void legend(Markup svg) {
    int row = 0;
    for (var entries : legendRows()) {
      double at = LEFT;
      for (var entry : entries) {
        double y = 14 + row * LEGEND_ROW;
        svg.leaf(
            "line",
            "x1",
            at,
            "x2",
            at + 18,
            "y1",
            y,
            "y2",
            y,
            "stroke",
            Ink.series(entry.colour),
            "stroke-width",
            3,
            "class",
            Ink.stroke(entry.colour));
        svg.element(
            "text",
            entry.name,
            "x",
            at + 24,
            "y",
            y + 4,
            "font-size",
            12,
            "class",
            "ink",
            "fill",
            Ink.TEXT);
        at += entryWidth(entry);
      }
      row++;
    }
  }

  private static double entryWidth(Series entry) {
    return 24 + 6.4 * entry.name.length() + 18;
  }

  private List<List<Series>> legendRows() {
    var rows = new ArrayList<List<Series>>();
    double used = Double.POSITIVE_INFINITY;
    for (var entry : series) {
      if (used + entryWidth(entry) > WIDTH - LEFT) {
        rows.add(new ArrayList<>());
        used = 0;
      }
      rows.get(rows.size() - 1).add(entry);
      used += entryWidth(entry);
    }
    if (rows.isEmpty()) {
      rows.add(List.of());
    }
    return rows;
  }

  private Scale scale(
      Axis axis,
      double from,
      double to,
      ToDoubleFunction<Series> least,
      ToDoubleFunction<Series> most) {
    double low = axis.low;
    double high = axis.high;
    if (Double.isNaN(low)) {
      low = series.stream().mapToDouble(least).min().orElse(axis.logarithmic ? 1 : 0);
    }
    if (Double.isNaN(high)) {
      high = series.stream().mapToDouble(most).max().orElse(1);
    }
    return Scale.over(low, high, from, to, axis.logarithmic);
  }

  /** The least value that can be shown on {@code axis}. */
  private static double least(double[] values, Axis axis) {
    double least = Double.POSITIVE_INFINITY;
    for (double value : values) {
      if (Double.isFinite(value) && (!axis.logarithmic || value > 0)) {
        least = Math.min(least, value);
      }
    }
    return least;
  }

  private static double most(double[] values) {
    double most = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      if (Double.isFinite(value)) {
        most = Math.max(most, value);
      }
    }
    return most;
  }

  @Override
  public Map<String, Object> data() {
    var lines = new ArrayList<Map<String, Object>>();
    for (var line : series) {
      var tree = new LinkedHashMap<String, Object>();
      tree.put("name", line.name);
      tree.put("colour", line.colour % Ink.colours() + 1);
      tree.put("x", line.x);
      tree.put("y", line.y);
      if (line.banded()) {
        tree.put("low", line.low);
        tree.put("high", line.high);
      }
      tree.put("steps", line.steps);
      if (line.marks.length > 0) {
        tree.put("marks", line.marks);
      }
      tree.put(
          "singles",
          line.singles.stream()
              .map(s -> Map.<String, Object>of("name", s.name, "x", s.x, "y", s.y))
              .map(java.util.TreeMap::new)
              .toList());
      lines.add(tree);
    }
    var tree = new LinkedHashMap<String, Object>();
    tree.put("kind", "plot");
    tree.put("name", name);
    tree.put("x", axis(x));
    tree.put("y", axis(y));
    tree.put("series", lines);
    return tree;
  }

  private static Map<String, Object> axis(Axis axis) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("label", axis.label);
    tree.put("log", axis.logarithmic);
    tree.put("low", axis.low);
    tree.put("high", axis.high);
    return tree;
  }
}
