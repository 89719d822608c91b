package org.descent.experiment.report;

import org.descent.experiment.results.Numbers;

/**
 * Draws the layers of a panel.
 *
 * @param across where a number lies along the panel
 * @param up where it lies from below
 */
record PanelLayers(Markup svg, Scale across, Scale up) {
  /** So many points are told of one by one; of more each layer is one path. */
  private static final int TOLD = 1000;

  /**
   * Draws {@code layer}.
   *
   * @param edge where points lie that have no value
   * @param logarithmic whether nothing lies at 0 or below
   */
  void draw(Panel.Layer layer, double edge, boolean logarithmic) {
    if (layer instanceof Panel.Field field) {
      field(field);
    } else if (layer instanceof Panel.Area area) {
      area(area);
    } else if (layer instanceof Panel.Line line) {
      line(line);
    } else {
      points((Panel.Points) layer, edge, logarithmic);
    }
  }

  /** How {@code points} look, in a legend. */
  static void entry(Markup svg, Panel.Points points, double x, double y) {
    point(svg, points, shape(points.symbol(), x, y), null, "");
  }

  /** A path for each level; cells that lie on one another in it are one box. */
  private void field(Panel.Field field) {
    for (int level = 0; level < Panel.Field.LEVELS; level++) {
      var path = new StringBuilder();
      for (int i = 0; i < field.x().length - 1; i++) {
        for (int j = 0; j < field.y().length - 1; j++) {
          if (field.level(i, j) != level) {
            continue;
          }
          int from = j;
          while (j + 1 < field.y().length - 1 && field.level(i, j + 1) == level) {
            j++;
          }
          path.append('M').append(place(across.at(field.x()[i]), up.at(field.y()[from])));
          path.append('H').append(Numbers.place(across.at(field.x()[i + 1])));
          path.append('V').append(Numbers.place(up.at(field.y()[j + 1])));
          path.append('H').append(Numbers.place(across.at(field.x()[i]))).append('z');
        }
      }
      if (!path.isEmpty()) {
        svg.leaf(
            "path",
            "d",
            path,
            "fill",
            Ink.height((level + 0.5) / Panel.Field.LEVELS),
            "fill-opacity",
            "0.55",
            "shape-rendering",
            "crispEdges");
      }
    }
  }

  private void area(Panel.Area area) {
    var path = new StringBuilder();
    int n = area.x().length;
    for (int i = 0; i < 2 * n; i++) {
      int place = i < n ? i : 2 * n - 1 - i;
      double height = i < n ? area.high()[place] : area.low()[place];
      path.append(i == 0 ? 'M' : 'L').append(Numbers.place(across.at(area.x()[place])));
      path.append(' ').append(Numbers.place(up.at(height)));
    }
    svg.leaf(
        "path",
        "d",
        path + "Z",
        "fill",
        Ink.series(area.colour()),
        "fill-opacity",
        "0.16",
        "class",
        Ink.fill(area.colour()));
  }

  private void line(Panel.Line line) {
    var path = new StringBuilder();
    String before = null;
    for (int i = 0; i < line.x().length; i++) {
      if (Double.isNaN(line.y()[i])) {
        before = null;
        continue;
      }
      var at = Numbers.place(across.at(line.x()[i]));
      var height = Numbers.place(up.at(line.y()[i]));
      if (before != null && line.steps()) {
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
          Ink.series(line.colour()),
          "stroke-width",
          line.strong() ? 2 : 1,
          "stroke-opacity",
          line.strong() ? 1 : "0.55",
          "stroke-dasharray",
          line.dashed() ? "5 4" : "none",
          "stroke-linejoin",
          "round",
          "class",
          Ink.stroke(line.colour()));
    }
  }

  private void points(Panel.Points points, double edge, boolean logarithmic) {
    var all = new StringBuilder();
    boolean apart = points.x().length <= TOLD;
    for (int i = 0; i < points.x().length; i++) {
      if (!Double.isFinite(points.x()[i]) || logarithmic && points.y()[i] <= 0) {
        continue;
      }
      var shape =
          shape(
              points.symbol(),
              across.at(points.x()[i]),
              Double.isNaN(points.y()[i]) ? edge : up.at(points.y()[i]));
      if (apart || points.shades().length > 0) {
        var told = points.told().isEmpty() || !apart ? "" : points.told().get(i);
        var shade = points.shades().length == 0 ? null : Ink.height(points.shades()[i]);
        point(svg, points, shape, shade, told);
      } else {
        all.append(shape);
      }
    }
    if (!all.isEmpty()) {
      point(svg, points, all.toString(), null, "");
    }
  }

  private static void point(
      Markup svg, Panel.Points points, String shape, String shade, String told) {
    boolean filled = points.symbol() != Panel.Symbol.RING && points.symbol() != Panel.Symbol.CROSS;
    boolean halo = points.symbol() == Panel.Symbol.HALO;
    var colour = shade == null ? Ink.series(points.colour()) : shade;
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
            : (filled && !halo ? Ink.fill(points.colour()) + " " : "")
                + Ink.stroke(points.colour()));
    if (!told.isEmpty()) {
      svg.element("title", told);
    }
    svg.close("path");
  }

  private static String shape(Panel.Symbol symbol, double x, double y) {
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
}
