package org.descent.experiment.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A numbered figure.
 *
 * @param label for example {@code Figure 6} or {@code Figure S1}
 * @param file name of its SVG file, without the ending
 */
record Figure(String label, String file, String title, String caption, List<Drawing> drawings) {
  /** A row of drawings is as wide as this at most, unless a single one is wider. */
  private static final int WIDEST = 1300;

  Figure {
    drawings = List.copyOf(drawings);
  }

  /** A figure that has no number yet. */
  static Figure of(String title, String caption, Drawing... drawings) {
    return new Figure("", "", title, caption, List.of(drawings));
  }

  Figure numbered(String label, String file) {
    return new Figure(label, file, title, caption, drawings);
  }

  /** The whole figure as an SVG document of its own, its drawings in rows. */
  String document() {
    var rows = rows();
    int width = rows.stream().mapToInt(Figure::width).max().orElse(0);
    int height = rows.stream().mapToInt(Figure::height).sum();
    var svg = new Markup();
    svg.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    svg.open(
        "svg",
        "xmlns",
        "http://www.w3.org/2000/svg",
        "viewBox",
        "0 0 " + width + " " + height,
        "width",
        width,
        "height",
        height,
        "font-family",
        "system-ui, Helvetica, Arial, sans-serif",
        "role",
        "img");
    svg.element("title", label + ". " + title);
    svg.element("desc", caption);
    svg.leaf("rect", "width", width, "height", height, "fill", Ink.PAPER);
    int y = 0;
    for (var row : rows) {
      int x = 0;
      for (var drawing : row) {
        svg.open("g", "transform", "translate(" + x + " " + y + ")").raw(drawing.svg()).close("g");
        x += drawing.width();
      }
      y += height(row);
    }
    return svg.close("svg").raw("\n").toString();
  }

  private List<List<Drawing>> rows() {
    var rows = new ArrayList<List<Drawing>>();
    for (var drawing : drawings) {
      if (rows.isEmpty() || width(rows.get(rows.size() - 1)) + drawing.width() > WIDEST) {
        rows.add(new ArrayList<>());
      }
      rows.get(rows.size() - 1).add(drawing);
    }
    return rows;
  }

  private static int width(List<Drawing> row) {
    return row.stream().mapToInt(Drawing::width).sum();
  }

  private static int height(List<Drawing> row) {
    return row.stream().mapToInt(Drawing::height).max().orElse(0);
  }
}
