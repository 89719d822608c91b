package org.descent.experiment.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.descent.experiment.results.Numbers;

/** Small images, each with what was said of it. */
record Gallery(String name, List<Item> items) implements Drawing {
  private static final int COLUMNS = 8;
  private static final int CELL = 104;
  private static final int PICTURE = 84;
  private static final int ROW = 130;
  private static final int SHADES = 8;

  /**
   * An image.
   *
   * @param pixels [rows][columns], any range
   * @param lines what was predicted, and what would have been right
   * @param right whether every prediction was
   */
  record Item(double[][] pixels, List<String> lines, boolean right) {}

  Gallery {
    items = List.copyOf(items);
  }

  @Override
  public int width() {
    return COLUMNS * CELL;
  }

  @Override
  public int height() {
    return (items.size() + COLUMNS - 1) / COLUMNS * ROW + 10;
  }

  @Override
  public String svg() {
    var svg = new Markup();
    for (int i = 0; i < items.size(); i++) {
      double x = i % COLUMNS * CELL + 10;
      double y = i / COLUMNS * ROW + 10;
      var item = items.get(i);
      double scale = (double) PICTURE / Math.max(item.pixels.length, item.pixels[0].length);
      svg.open("g", "transform", "translate(" + Numbers.place(x) + " " + Numbers.place(y) + ")");
      svg.open("g", "transform", "scale(" + Numbers.significant(scale, 5) + ")")
          .raw(picture(item))
          .close("g");
      int line = 0;
      for (var text : item.lines) {
        svg.element(
            "text",
            text,
            "x",
            0,
            "y",
            PICTURE + 13 + 13 * line++,
            "font-size",
            11,
            "class",
            "ink",
            "fill",
            item.right ? Ink.TEXT : "#a62b1f");
      }
      svg.close("g");
    }
    return svg.toString();
  }

  /** The image in units of its pixels: dark paper, and a path for each shade. */
  static String picture(Item item) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (var row : item.pixels) {
      for (double pixel : row) {
        low = Math.min(low, pixel);
        high = Math.max(high, pixel);
      }
    }
    var svg = new Markup();
    svg.leaf(
        "rect", "width", item.pixels[0].length, "height", item.pixels.length, "fill", "#20262c");
    for (int shade = 1; shade <= SHADES; shade++) {
      var path = new StringBuilder();
      for (int row = 0; row < item.pixels.length; row++) {
        int from = -1;
        for (int column = 0; column <= item.pixels[row].length; column++) {
          boolean on =
              column < item.pixels[row].length
                  && shade(item.pixels[row][column], low, high) == shade;
          if (on && from < 0) {
            from = column;
          } else if (!on && from >= 0) {
            path.append('M')
                .append(from)
                .append(' ')
                .append(row)
                .append('h')
                .append(column - from)
                .append("v1h")
                .append(from - column)
                .append('z');
            from = -1;
          }
        }
      }
      if (path.length() > 0) {
        svg.leaf(
            "path",
            "d",
            path,
            "fill",
            "#f4efe2",
            "fill-opacity",
            Numbers.significant((double) shade / SHADES, 3),
            "shape-rendering",
            "crispEdges");
      }
    }
    return svg.toString();
  }

  private static int shade(double pixel, double low, double high) {
    return high > low ? (int) Math.round((pixel - low) / (high - low) * SHADES) : 0;
  }

  @Override
  public Map<String, Object> data() {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("kind", "gallery");
    return tree;
  }
}
