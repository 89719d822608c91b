package org.descent.experiment.report;

import java.util.List;

/**
 * A numbered figure.
 *
 * @param label for example {@code Figure 6} or {@code Figure S1}
 * @param file name of its SVG file, without the ending
 */
record Figure(String label, String file, String title, String caption, List<Drawing> drawings) {
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

  /** The whole figure as an SVG document of its own. */
  String document() {
    int width = drawings.stream().mapToInt(Drawing::width).sum();
    int height = drawings.stream().mapToInt(Drawing::height).max().orElse(0);
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
    int x = 0;
    for (var drawing : drawings) {
      svg.open("g", "transform", "translate(" + x + " 0)").raw(drawing.svg()).close("g");
      x += drawing.width();
    }
    return svg.close("svg").raw("\n").toString();
  }
}
