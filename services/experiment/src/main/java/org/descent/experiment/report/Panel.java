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
  private static final int MOST_LETTERS = 14;
  private static final int RIGHT = 16;
  private static final int BOTTOM = 44;
  private static final int ROW = 18;

  /** Room at the worse end of an axis for points that have no value there. */
  private static final int SHELF = 18;

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
    var across = scale(x, layers.stream().map(Layer::x).toList(), left() + 6, width() - RIGHT - 6);
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
          left(),
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
    var drawn = new PanelLayers(svg, across, up);
    layers.forEach(layer -> drawn.draw(layer, edge, y.logarithmic));
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

  /** Room for the words at the upright axis. */
  private double left() {
    int letters = y.words.stream().mapToInt(String::length).max().orElse(0);
    return Math.max(LEFT, 26 + 6.6 * Math.min(letters, MOST_LETTERS));
  }

  private void axes(Markup svg, Scale across, Scale up, double foot) {
    for (var tick : ticks(y, up, 5, MOST_LETTERS)) {
      svg.leaf(
          "line",
          "x1",
          left(),
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
      svg.note(left() - 6, tick.at + 4, "end", tick.text);
    }
    svg.leaf(
        "line",
        "x1",
        left(),
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
    int letters = (int) ((width() - left() - RIGHT) / 7.0 / Math.max(1, x.words.size()));
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
    svg.note((left() + width() - RIGHT) / 2.0, height() - 8, "middle", x.label);
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

  private List<List<Layer>> legendRows() {
    var rows = new ArrayList<List<Layer>>();
    double used = Double.POSITIVE_INFINITY;
    for (var layer : layers) {
      if (layer.key().isEmpty()) {
        continue;
      }
      if (used + entryWidth(layer) > width() - left()) {
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
      double at = left();
      for (var layer : row) {
        if (layer instanceof Points points) {
          PanelLayers.entry(svg, points, at + 9, y);
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
