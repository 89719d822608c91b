package org.descent.experiment.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.descent.experiment.results.Numbers;

/**
 * Heights over a plane, seen from above: bands between levels, their edges, and perhaps a way
 * through it. The end lies at (0, 0).
 *
 * @param x what goes to the right, its places ascending
 * @param y what goes up, its places ascending
 * @param heights [x][y]; what is no number is higher than everything
 */
record Contours(
    String name, String title, int colour, Side x, Side y, double[][] heights, List<Place> way)
    implements Drawing {
  private static final int SIDE = 330;
  private static final int LEFT = 56;
  private static final int TOP = 34;
  private static final int BOTTOM = 70;
  private static final int RIGHT = 14;

  /** Parts of a grid's cell along each side, between which heights are interpolated. */
  private static final int PARTS = 3;

  /** The darkest band. */
  private static final double DARKEST = 0.75;

  /** An axis of the plane. */
  record Side(String label, double[] places) {}

  /** Where the way is at an iteration. */
  record Place(int iteration, double x, double y) {}

  Contours {
    way = List.copyOf(way);
  }

  @Override
  public int width() {
    return LEFT + SIDE + RIGHT;
  }

  @Override
  public int height() {
    return TOP + SIDE + BOTTOM;
  }

  private Square square() {
    return new Square(LEFT, TOP, SIDE, x.places, y.places);
  }

  @Override
  public String svg() {
    var levels = Levels.of(heights);
    var svg = new Markup();
    svg.label(LEFT + SIDE / 2.0, 20, "middle", title);
    bands(svg, levels);
    edges(svg, levels);
    axes(svg);
    way(svg);
    legend(svg, levels);
    return svg.toString();
  }

  /** Parts of cells by the band that they lie in; the lowest is the paper. */
  private void bands(Markup svg, Levels levels) {
    int columns = (x.places.length - 1) * PARTS;
    int rows = (y.places.length - 1) * PARTS;
    var areas = square().areas(columns, rows, (column, row) -> levels.band(between(column, row)));
    for (int band = 1; band <= levels.count(); band++) {
      if (areas.containsKey(band)) {
        svg.area(areas.get(band), colour, opacity(band, levels));
      }
    }
  }

  private static double opacity(int band, Levels levels) {
    return DARKEST * band / levels.count();
  }

  /** The height in the middle of a part of a cell, bilinear. */
  private double between(int column, int row) {
    int i = column / PARTS;
    int j = row / PARTS;
    double right = (column % PARTS + 0.5) / PARTS;
    double above = (row % PARTS + 0.5) / PARTS;
    return heights[i][j] * (1 - right) * (1 - above)
        + heights[i + 1][j] * right * (1 - above)
        + heights[i][j + 1] * (1 - right) * above
        + heights[i + 1][j + 1] * right * above;
  }

  private void edges(Markup svg, Levels levels) {
    var path = new StringBuilder();
    for (double level : levels.values()) {
      for (int i = 0; i + 1 < x.places.length; i++) {
        for (int j = 0; j + 1 < y.places.length; j++) {
          edge(path, level, i, j);
        }
      }
    }
    svg.line(path, Ink.AXIS, 0.6, "axis");
  }

  /** Where a level crosses the sides of a cell, joined two by two (marching squares). */
  private void edge(StringBuilder path, double level, int i, int j) {
    double[][] corners = {{i, j}, {i + 1, j}, {i + 1, j + 1}, {i, j + 1}};
    var crossings = new ArrayList<double[]>();
    for (int k = 0; k < corners.length; k++) {
      var one = corners[k];
      var other = corners[(k + 1) % corners.length];
      double a = heights[(int) one[0]][(int) one[1]];
      double b = heights[(int) other[0]][(int) other[1]];
      if (a < level != b < level && Double.isFinite(a) && Double.isFinite(b)) {
        double share = (level - a) / (b - a);
        crossings.add(
            new double[] {
              one[0] + share * (other[0] - one[0]), one[1] + share * (other[1] - one[1])
            });
      }
    }
    for (int k = 0; k + 1 < crossings.size(); k += 2) {
      step(path, 'M', crossings.get(k));
      step(path, 'L', crossings.get(k + 1));
    }
  }

  private void step(StringBuilder path, char how, double[] at) {
    path.append(how)
        .append(Numbers.place(LEFT + SIDE * at[0] / (x.places.length - 1)))
        .append(' ')
        .append(Numbers.place(TOP + SIDE - SIDE * at[1] / (y.places.length - 1)));
  }

  private void axes(Markup svg) {
    var square = square();
    square.frame(svg);
    square.ticks(svg, 4, 3, 17, 6);
    svg.note(LEFT + SIDE / 2.0, TOP + SIDE + 34, "middle", x.label);
    svg.open("g", "transform", "rotate(-90 12 " + (TOP + SIDE / 2) + ")");
    svg.note(12, TOP + SIDE / 2.0, "middle", y.label);
    svg.close("g");
  }

  private void way(Markup svg) {
    var path = new StringBuilder();
    for (var place : way) {
      square().step(path, path.length() == 0 ? 'M' : 'L', place.x, place.y);
    }
    if (!way.isEmpty()) {
      svg.line(path, Ink.TEXT, 1.2, "mark");
      way.forEach(place -> dot(svg, place.x, place.y, 2));
    }
    dot(svg, 0, 0, 4.5);
  }

  private void dot(Markup svg, double atX, double atY, double radius) {
    svg.leaf(
        "circle",
        "cx",
        square().across().at(atX),
        "cy",
        square().up().at(atY),
        "r",
        radius,
        "fill",
        Ink.TEXT,
        "class",
        "ink");
  }

  /** The levels from the lowest to the highest. */
  private void legend(Markup svg, Levels levels) {
    double wide = (double) SIDE / (levels.count() + 1);
    double top = TOP + SIDE + 43;
    for (int band = 1; band <= levels.count(); band++) {
      double from = LEFT + band * wide;
      var path =
          "M"
              + Numbers.place(from)
              + ' '
              + Numbers.place(top)
              + 'h'
              + Numbers.place(wide)
              + "v8h"
              + Numbers.place(-wide)
              + 'z';
      svg.area(path, colour, opacity(band, levels));
    }
    for (int level = 0; level < levels.count(); level += Math.max(1, levels.count() / 3)) {
      svg.note(
          LEFT + (level + 1) * wide,
          top + 22,
          "middle",
          Numbers.significant(levels.values()[level], 2));
    }
  }

  @Override
  public Map<String, Object> data() {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("kind", "contours");
    tree.put("name", name);
    tree.put("x", x.places);
    tree.put("y", y.places);
    tree.put("heights", List.of(heights));
    var steps = new ArrayList<Map<String, Object>>();
    for (var place : way) {
      var step = new LinkedHashMap<String, Object>(); // in this order in every process
      step.put("iteration", place.iteration);
      step.put("x", place.x);
      step.put("y", place.y);
      steps.add(step);
    }
    tree.put("way", steps);
    return tree;
  }
}
