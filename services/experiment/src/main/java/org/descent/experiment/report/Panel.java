package org.descent.experiment.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.descent.experiment.results.Numbers;

/**
 * A still picture over two axes of numbers or words: points, lines and areas, all that there are.
 *
 * @param title above it; empty for none
 * @param wide whether it has the room of a whole figure
 */
record Panel(String name, String title, Axis x, Axis y, List<Layer> layers, boolean wide)
    implements Drawing {
  private static final int LEFT = 58;
  private static final int RIGHT = 16;
  private static final int BOTTOM = 44;
  private static final int ROW = 18;

  /** Room at the worse end of an axis for points that have no value there. */
  private static final int SHELF = 18;

  /** So many points are told of one by one; of more each layer is one path. */
  private static final int TOLD = 1000;

  /** Which end of an axis is the worse one. */
  enum Worse {
    LOW,
    HIGH
  }

  /**
   * An axis.
   *
   * @param words what stands at 0, 1, …; empty for numbers
   * @param ticks where it has them; empty for round numbers
   * @param low where it starts, or NaN for where the data does
   * @param high where it ends, or NaN for where the data does
   * @param worse where points without a value stand
   */
  record Axis(
      String label,
      boolean logarithmic,
      List<String> words,
      List<Integer> ticks,
      double low,
      double high,
      Worse worse) {
    static Axis numbers(String label, boolean logarithmic, double low, double high) {
      return new Axis(label, logarithmic, List.of(), List.of(), low, high, Worse.HIGH);
    }

    /** Logarithmic, from the first to the last of {@code ticks}. */
    static Axis at(String label, List<Integer> ticks) {
      double last = ticks.get(ticks.size() - 1);
      return new Axis(label, true, List.of(), ticks, ticks.get(0), last, Worse.HIGH);
    }

    static Axis words(String label, List<String> words) {
      return new Axis(label, false, words, List.of(), -0.5, words.size() - 0.5, Worse.HIGH);
    }
  }

  /** Something drawn; what comes later lies above. */
  sealed interface Layer permits Points, Line, Area, Field {
    /** What the legend calls it; empty to leave it out there. */
    String key();

    /** Its place among the colours. */
    int colour();

    double[] x();

    double[] y();
  }

  /** What a point looks like. */
  enum Symbol {
    DOT,
    RING,
    TRIANGLE,
    CROSS,
    DIAMOND,
    /** A ring around a point that is drawn already. */
    HALO
  }

  /**
   * Points.
   *
   * @param y NaN for one without a value
   * @param shades in [0, 1] for colours from dark to light in place of its own; empty for none
   * @param told what is said of each; empty for nothing
   */
  record Points(
      String key,
      Symbol symbol,
      int colour,
      double[] x,
      double[] y,
      double[] shades,
      List<String> told)
      implements Layer {}

  /**
   * A line.
   *
   * @param steps whether it keeps a value until the next point
   * @param strong whether it is what the picture is about
   */
  record Line(
      String key, int colour, double[] x, double[] y, boolean steps, boolean dashed, boolean strong)
      implements Layer {}

  /** What lies between two lines. */
  record Area(String key, int colour, double[] x, double[] low, double[] high) implements Layer {
    @Override
    public double[] y() {
      return DoubleStream.concat(Arrays.stream(low), Arrays.stream(high)).toArray();
    }
  }

  /**
   * A contour that is filled: levels of something over both axes, below whatever else is drawn.
   *
   * @param x edges of its cells, ascending
   * @param y likewise
   * @param shades [cells along x][cells along y], in [0, 1] for colours from dark to light
   */
  record Field(double[] x, double[] y, double[][] shades) implements Layer {
    static final int LEVELS = 10;

    @Override
    public String key() {
      return "";
    }

    @Override
    public int colour() {
      return 0;
    }

    int level(int i, int j) {
      return (int) Math.min(LEVELS - 1.0, LEVELS * shades[i][j]);
    }
  }

  Panel {
    layers = List.copyOf(layers);
  }

  @Override
  public int width() {
    return wide ? 560 : 320;
  }

  @Override
  public int height() {
    return (wide ? 330 : 240) + legendRows().size() * ROW;
  }

  private double top() {
    return (title.isEmpty() ? 10 : 28) + legendRows().size() * ROW;
  }

  @Override
  public String svg() {
    var svg = new Markup();
    double foot = height() - BOTTOM;
    boolean shelf = layers.stream().anyMatch(Panel::lacks);
    boolean below = shelf && y.worse == Worse.LOW;
    var across = scale(x, layers.stream().map(Layer::x).toList(), LEFT + 6, width() - RIGHT - 6);
    var up =
        scale(
            y,
            layers.stream().map(Layer::y).toList(),
            foot - (below ? SHELF : 4),
            top() + (shelf && !below ? SHELF : 4));
    if (!title.isEmpty()) {
      svg.label(0, 14, "start", title);
    }
    axes(svg, across, up, foot);
    double edge = below ? foot - SHELF / 2.0 : top() + SHELF / 2.0;
    if (shelf) {
      double at = below ? foot - SHELF : top() + SHELF;
      svg.leaf(
          "line",
          "x1",
          LEFT,
          "x2",
          width() - RIGHT,
          "y1",
          at,
          "y2",
          at,
          "class",
          "axis",
          "stroke",
          Ink.AXIS,
          "stroke-dasharray",
          "1 3");
    }
    for (var layer : layers) {
      if (layer instanceof Field field) {
        field(svg, field, across, up);
      } else if (layer instanceof Area area) {
        area(svg, area, across, up);
      } else if (layer instanceof Line line) {
        line(svg, line, across, up);
      } else {
        points(svg, (Points) layer, across, up, edge);
      }
    }
    legend(svg);
    return svg.toString();
  }

  private static boolean lacks(Layer layer) {
    return layer instanceof Points && Arrays.stream(layer.y()).anyMatch(Double::isNaN);
  }

  private static Scale scale(Axis axis, List<double[]> values, double from, double to) {
    double low = axis.low;
    double high = axis.high;
    var known =
        values.stream()
            .flatMapToDouble(Arrays::stream)
            .filter(v -> Double.isFinite(v) && !(axis.logarithmic && v <= 0))
            .summaryStatistics();
    if (Double.isNaN(low)) {
      low = known.getCount() == 0 ? axis.logarithmic ? 1 : 0 : known.getMin();
    }
    if (Double.isNaN(high)) {
      high = known.getCount() == 0 ? low + 1 : known.getMax();
    }
    return Scale.over(low, high, from, to, axis.logarithmic);
  }

  private void axes(Markup svg, Scale across, Scale up, double foot) {
    for (var tick : ticks(y, up, 5, 7)) {
      svg.leaf(
          "line",
          "x1",
          LEFT,
          "x2",
          width() - RIGHT,
          "y1",
          tick.at,
          "y2",
          tick.at,
          "class",
          "grid",
          "stroke",
          Ink.GRID);
      svg.note(LEFT - 6, tick.at + 4, "end", tick.text);
    }
    svg.leaf(
        "line",
        "x1",
        LEFT,
        "x2",
        width() - RIGHT,
        "y1",
        foot,
        "y2",
        foot,
        "class",
        "axis",
        "stroke",
        Ink.AXIS);
    double free = 0;
    int letters = (int) ((width() - LEFT - RIGHT) / 7.0 / Math.max(1, x.words.size()));
    for (var tick : ticks(x, across, wide ? 6 : 5, Math.max(3, letters))) {
      double half = 3.4 * tick.text.length();
      svg.leaf(
          "line", "x1", tick.at, "x2", tick.at, "y1", foot, "y2", foot + 4, "class", "axis",
          "stroke", Ink.AXIS);
      if (tick.at - half >= free) {
        svg.note(tick.at, foot + 17, "middle", tick.text);
        free = tick.at + half + 6;
      }
    }
    svg.note((LEFT + width() - RIGHT) / 2.0, height() - 8, "middle", x.label);
    svg.open(
        "g", "transform", "translate(11 " + Numbers.place((top() + foot) / 2) + ") rotate(-90)");
    svg.note(0, 0, "middle", y.label).close("g");
  }

  private record Tick(double at, String text) {}

  private static List<Tick> ticks(Axis axis, Scale scale, int count, int letters) {
    var ticks = new ArrayList<Tick>();
    axis.ticks.forEach(t -> ticks.add(new Tick(scale.at(t), Numbers.iterations(t))));
    if (axis.words.isEmpty() && ticks.isEmpty()) {
      scale.ticks(count).forEach(t -> ticks.add(new Tick(scale.at(t), number(t))));
    }
    for (int i = 0; i < axis.words.size(); i++) {
      ticks.add(new Tick(scale.at(i), cut(axis.words.get(i), letters)));
    }
    return ticks;
  }

  static String cut(String text, int most) {
    return text.length() > most ? text.substring(0, most - 1) + "…" : text;
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) >= 10_000 && Math.abs(value) < 1e9
        ? Numbers.iterations(value)
        : Numbers.significant(value, 3);
  }

  /** A path for each level; cells that lie on one another in it are one box. */
  private static void field(Markup svg, Field field, Scale across, Scale up) {
    for (int level = 0; level < Field.LEVELS; level++) {
      var path = new StringBuilder();
      for (int i = 0; i < field.x.length - 1; i++) {
        for (int j = 0; j < field.y.length - 1; j++) {
          if (field.level(i, j) != level) {
            continue;
          }
          int from = j;
          while (j + 1 < field.y.length - 1 && field.level(i, j + 1) == level) {
            j++;
          }
          path.append('M').append(place(across.at(field.x[i]), up.at(field.y[from])));
          path.append('H').append(Numbers.place(across.at(field.x[i + 1])));
          path.append('V').append(Numbers.place(up.at(field.y[j + 1])));
          path.append('H').append(Numbers.place(across.at(field.x[i]))).append('z');
        }
      }
      if (!path.isEmpty()) {
        svg.leaf(
            "path",
            "d",
            path,
            "fill",
            Ink.height((level + 0.5) / Field.LEVELS),
            "fill-opacity",
            "0.55",
            "shape-rendering",
            "crispEdges");
      }
    }
  }

  private static void area(Markup svg, Area area, Scale across, Scale up) {
    var path = new StringBuilder();
    int n = area.x.length;
    for (int i = 0; i < 2 * n; i++) {
      int place = i < n ? i : 2 * n - 1 - i;
      double height = i < n ? area.high[place] : area.low[place];
      path.append(i == 0 ? 'M' : 'L').append(Numbers.place(across.at(area.x[place])));
      path.append(' ').append(Numbers.place(up.at(height)));
    }
    svg.leaf(
        "path",
        "d",
        path + "Z",
        "fill",
        Ink.series(area.colour),
        "fill-opacity",
        "0.16",
        "class",
        Ink.fill(area.colour));
  }

  private static void line(Markup svg, Line line, Scale across, Scale up) {
    var path = new StringBuilder();
    String before = null;
    for (int i = 0; i < line.x.length; i++) {
      if (Double.isNaN(line.y[i])) {
        before = null;
        continue;
      }
      var at = Numbers.place(across.at(line.x[i]));
      var height = Numbers.place(up.at(line.y[i]));
      if (before != null && line.steps) {
        path.append('L').append(at).append(' ').append(before);
      }
      path.append(before == null ? 'M' : 'L').append(at).append(' ').append(height);
      before = height;
    }
    if (!path.isEmpty()) {
      svg.leaf(
          "path",
          "d",
          path,
          "fill",
          "none",
          "stroke",
          Ink.series(line.colour),
          "stroke-width",
          line.strong ? 2 : 1,
          "stroke-opacity",
          line.strong ? 1 : "0.55",
          "stroke-dasharray",
          line.dashed ? "5 4" : "none",
          "stroke-linejoin",
          "round",
          "class",
          Ink.stroke(line.colour));
    }
  }

  private void points(Markup svg, Points points, Scale across, Scale up, double edge) {
    var all = new StringBuilder();
    boolean apart = points.x.length <= TOLD;
    for (int i = 0; i < points.x.length; i++) {
      if (!Double.isFinite(points.x[i]) || y.logarithmic && points.y[i] <= 0) {
        continue;
      }
      var shape =
          shape(
              points.symbol,
              across.at(points.x[i]),
              Double.isNaN(points.y[i]) ? edge : up.at(points.y[i]));
      if (apart || points.shades.length > 0) {
        var told = points.told.isEmpty() || !apart ? "" : points.told.get(i);
        var shade = points.shades.length == 0 ? null : Ink.height(points.shades[i]);
        point(svg, points, shape, shade, told);
      } else {
        all.append(shape);
      }
    }
    if (!all.isEmpty()) {
      point(svg, points, all.toString(), null, "");
    }
  }

  private static void point(Markup svg, Points points, String shape, String shade, String told) {
    boolean filled = points.symbol != Symbol.RING && points.symbol != Symbol.CROSS;
    boolean halo = points.symbol == Symbol.HALO;
    var colour = shade == null ? Ink.series(points.colour) : shade;
    svg.open(
        "path",
        "d",
        shape,
        "fill",
        filled && !halo ? colour : "none",
        "fill-opacity",
        shade == null ? "0.6" : "1",
        "stroke",
        shade == null ? colour : Ink.AXIS,
        "stroke-width",
        halo ? "2" : filled ? "0.5" : "1.2",
        "class",
        shade != null
            ? "shade"
            : (filled && !halo ? Ink.fill(points.colour) + " " : "") + Ink.stroke(points.colour));
    if (!told.isEmpty()) {
      svg.element("title", told);
    }
    svg.close("path");
  }

  private static String shape(Symbol symbol, double x, double y) {
    return switch (symbol) {
      case DOT -> circle(x, y, 3);
      case RING -> circle(x, y, 2.6);
      case HALO -> circle(x, y, 6);
      case CROSS -> "M" + place(x - 3, y - 3) + "l6 6M" + place(x - 3, y + 3) + "l6 -6";
      case TRIANGLE -> "M" + place(x - 3.4, y + 2.6) + "h6.8l-3.4 -6z";
      case DIAMOND -> "M" + place(x, y - 4) + "l3.2 4l-3.2 4l-3.2 -4z";
    };
  }

  private static String circle(double x, double y, double r) {
    return "M"
        + place(x - r, y)
        + "a"
        + r
        + " "
        + r
        + " 0 1 0 "
        + 2 * r
        + " 0a"
        + r
        + " "
        + r
        + " 0 1 0 "
        + -2 * r
        + " 0z";
  }

  private static String place(double x, double y) {
    return Numbers.place(x) + " " + Numbers.place(y);
  }

  private List<List<Layer>> legendRows() {
    var rows = new ArrayList<List<Layer>>();
    double used = Double.POSITIVE_INFINITY;
    for (var layer : layers) {
      if (layer.key().isEmpty()) {
        continue;
      }
      if (used + entryWidth(layer) > width() - LEFT) {
        rows.add(new ArrayList<>());
        used = 0;
      }
      rows.get(rows.size() - 1).add(layer);
      used += entryWidth(layer);
    }
    return rows;
  }

  private static double entryWidth(Layer layer) {
    return 36 + 6.4 * layer.key().length();
  }

  private void legend(Markup svg) {
    double y = title.isEmpty() ? 12 : 32;
    for (var row : legendRows()) {
      double at = LEFT;
      for (var layer : row) {
        if (layer instanceof Points points) {
          point(svg, points, shape(points.symbol, at + 9, y), null, "");
        } else {
          boolean dashed = layer instanceof Line line && line.dashed;
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
              Ink.series(layer.colour()),
              "stroke-width",
              layer instanceof Area ? 8 : 2.5,
              "stroke-opacity",
              layer instanceof Area ? "0.25" : "1",
              "stroke-dasharray",
              dashed ? "5 4" : "none",
              "class",
              Ink.stroke(layer.colour()));
        }
        svg.label(at + 23, y + 4, "start", layer.key());
        at += entryWidth(layer);
      }
      y += ROW;
    }
  }

  @Override
  public Map<String, Object> data() {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("kind", "panel");
    return tree;
  }
}
