package org.descent.experiment.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.descent.experiment.results.Numbers;

/** Shares from 0 to 1 as bars, each with its interval. */
record Bars(String name, List<String> keys, List<Row> rows) implements Drawing {
  private static final int WIDTH = 560;
  private static final int LEFT = 170;
  private static final int RIGHT = 60;
  private static final int TOP = 30;
  private static final int BAR = 13;
  private static final int GAP = 12;
  private static final int LETTERS = 24;

  /** What bars stand for. */
  record Row(String label, List<Bar> bars) {}

  /**
   * A bar.
   *
   * @param key its place among the keys
   */
  record Bar(int key, double share, double low, double high) {}

  @Override
  public int width() {
    return WIDTH;
  }

  @Override
  public int height() {
    return TOP + rows.stream().mapToInt(r -> r.bars().size() * BAR + GAP).sum() + 26;
  }

  @Override
  public String svg() {
    var svg = new Markup();
    double at = 8;
    for (int key = 0; key < keys.size(); key++) {
      svg.leaf(
          "rect",
          "x",
          at,
          "y",
          6,
          "width",
          18,
          "height",
          9,
          "fill",
          Ink.series(key),
          "class",
          Ink.fill(key));
      svg.label(at + 24, 15, "start", keys.get(key));
      at += 48 + 6.4 * keys.get(key).length();
    }
    double foot = height() - 22;
    for (int tick = 0; tick <= 4; tick++) {
      double x = place(tick / 4.0);
      svg.leaf(
          "line", "x1", x, "x2", x, "y1", TOP - 6, "y2", foot, "class", "grid", "stroke", Ink.GRID);
      svg.label(x, foot + 16, "middle", Numbers.percent(tick / 4.0));
    }
    double y = TOP;
    for (var row : rows) {
      double middle = y + row.bars().size() * BAR / 2.0;
      svg.label(LEFT - 8, middle + 4, "end", Panel.cut(row.label(), LETTERS));
      for (var bar : row.bars()) {
        bar(svg, bar, y);
        y += BAR;
      }
      y += GAP;
    }
    return svg.toString();
  }

  private static void bar(Markup svg, Bar bar, double y) {
    svg.open(
        "rect",
        "x",
        (double) LEFT,
        "y",
        y + 1,
        "width",
        Math.max(1, place(bar.share) - LEFT),
        "height",
        BAR - 2,
        "fill",
        Ink.series(bar.key),
        "fill-opacity",
        "0.75",
        "class",
        Ink.fill(bar.key));
    svg.element(
            "title",
            Numbers.share(bar.share)
                + ", 95 % interval "
                + Numbers.share(bar.low)
                + " – "
                + Numbers.share(bar.high))
        .close("rect");
    double middle = y + BAR / 2.0;
    svg.leaf(
        "path",
        "d",
        "M"
            + Numbers.place(place(bar.low))
            + " "
            + Numbers.place(middle - 3)
            + "v6m0 -3H"
            + Numbers.place(place(bar.high))
            + "m0 -3v6",
        "fill",
        "none",
        "stroke",
        Ink.TEXT,
        "stroke-width",
        "1.2",
        "class",
        "whisker");
    svg.label(
        Math.max(place(bar.share), place(bar.high)) + 6,
        middle + 4,
        "start",
        Numbers.percent(bar.share));
  }

  private static double place(double share) {
    return LEFT + share * (WIDTH - LEFT - RIGHT);
  }

  @Override
  public Map<String, Object> data() {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("kind", "bars");
    return tree;
  }
}
