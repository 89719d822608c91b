package org.descent.experiment.report;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.descent.experiment.results.Numbers;

/**
 * Who is taken for whom: a row for each class, in it the shares of what its examples are said to
 * be. What is right is of one colour, what is wrong of another.
 *
 * @param title for people, for example of a variant
 * @param classes what they are called
 * @param counts [class wanted][class said]
 */
record Confusion(String title, List<String> classes, int[][] counts) implements Drawing {
  private static final int SIDE = 360;
  private static final int LEFT = 46;
  private static final int LEFT_OF_NAMES = 104;
  private static final int TOP = 44;
  private static final int TOP_OF_NAMES = 88;
  private static final int BOTTOM = 30;

  /** So many classes have room for numbers. */
  private static final int NUMBERED = 12;

  /** Names are cut to so many letters. */
  private static final int LETTERS = 14;

  /** A share of a hundredth should be seen: shades follow a root of the shares. */
  private static final double ROOT = 0.6;

  @Override
  public String name() {
    return title + ": classes against what is said of them";
  }

  @Override
  public int width() {
    return left() + SIDE + (named() ? 40 : 12);
  }

  @Override
  public int height() {
    return top() + SIDE + BOTTOM;
  }

  private boolean named() {
    return classes.stream().anyMatch(name -> name.length() > 3);
  }

  private int left() {
    return named() ? LEFT_OF_NAMES : LEFT;
  }

  private int top() {
    return named() ? TOP_OF_NAMES : TOP;
  }

  @Override
  public String svg() {
    var svg = new Markup();
    double cell = (double) SIDE / counts.length;
    text(svg, left(), 14, "start", title, 13);
    for (int row = 0; row < counts.length; row++) {
      int all = Arrays.stream(counts[row]).sum();
      for (int column = 0; column < counts.length && all > 0; column++) {
        cell(svg, row, column, (double) counts[row][column] / all);
      }
    }
    svg.leaf(
        "rect",
        "x",
        (double) left(),
        "y",
        (double) top(),
        "width",
        (double) SIDE,
        "height",
        (double) SIDE,
        "fill",
        "none",
        "class",
        "axis",
        "stroke",
        Ink.AXIS);
    int step = Math.max(1, (int) Math.ceil(16 / cell));
    for (int k = 0; k < counts.length; k += step) {
      double middle = (k + 0.5) * cell;
      var name = classes.get(k);
      var cut = name.length() > LETTERS ? name.substring(0, LETTERS - 1) + "…" : name;
      text(svg, left() - 6, top() + middle + 4, "end", cut, 11);
      svg.open(
          "g",
          "transform",
          "translate("
              + Numbers.place(left() + middle)
              + " "
              + (top() - 6)
              + ")"
              + (named() ? " rotate(-40)" : ""));
      text(svg, 0, 0, named() ? "start" : "middle", cut, 11);
      svg.close("g");
    }
    text(
        svg,
        left() + SIDE / 2.0,
        top() + SIDE + 20,
        "middle",
        "row: class, column: said to be",
        12);
    return svg.toString();
  }

  private void cell(Markup svg, int row, int column, double share) {
    if (share == 0) {
      return;
    }
    double cell = (double) SIDE / counts.length;
    int colour = row == column ? 0 : 1;
    double shade = Math.pow(share, ROOT);
    svg.leaf(
        "rect",
        "x",
        left() + column * cell,
        "y",
        top() + row * cell,
        "width",
        cell,
        "height",
        cell,
        "class",
        Ink.fill(colour),
        "fill",
        Ink.series(colour),
        "fill-opacity",
        Numbers.significant(shade, 3));
    if (counts.length <= NUMBERED) {
      boolean dark = shade > 0.55;
      svg.element(
          "text",
          String.valueOf(Math.round(100 * share)),
          "x",
          left() + (column + 0.5) * cell,
          "y",
          top() + (row + 0.5) * cell + 4,
          "text-anchor",
          "middle",
          "font-size",
          11,
          "class",
          dark ? "back" : "ink",
          "fill",
          dark ? Ink.PAPER : Ink.TEXT);
    }
  }

  private static void text(
      Markup svg, double x, double y, String anchor, String text, int fontSize) {
    svg.element(
        "text",
        text,
        "x",
        x,
        "y",
        y,
        "text-anchor",
        anchor,
        "font-size",
        fontSize,
        "class",
        "ink",
        "fill",
        Ink.TEXT);
  }

  @Override
  public Map<String, Object> data() {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("kind", "confusion");
    return tree;
  }
}
