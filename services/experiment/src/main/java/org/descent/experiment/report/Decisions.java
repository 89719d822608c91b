package org.descent.experiment.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.descent.contracts.Floats;
import org.descent.contracts.data.Examples;
import org.descent.contracts.event.DecisionField;
import org.descent.experiment.results.Numbers;

/**
 * A head's decisions over the plane of two features, at one snapshot.
 *
 * @param target the column of its labels; empty where there is none
 * @param examples that are shown in the plane
 */
record Decisions(DecisionField field, String target, Optional<Examples> examples)
    implements Drawing {
  private static final int SIDE = 172;
  private static final int LEFT = 34;
  private static final int TOP = 26;
  private static final int BOTTOM = 24;
  private static final int RIGHT = 8;

  /** Shades of a colour, and how full the fullest is. */
  private static final int SHADES = 6;

  private static final double FULLEST = 0.7;

  /** Parts of a cell along each side, between which outputs are interpolated. */
  private static final int PARTS = 2;

  private static final Said NOTHING = new Said(-1, 0);

  @Override
  public String name() {
    return field.head() + " over the plane at iteration " + field.iteration();
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
    return new Square(LEFT, TOP, SIDE, field.x(), field.y());
  }

  @Override
  public String svg() {
    var svg = new Markup();
    svg.label(
        LEFT + SIDE / 2.0, 16, "middle", "iteration " + Numbers.iterations(field.iteration()));
    shades(svg);
    lines(svg);
    square().frame(svg);
    square().ticks(svg, 3, 2, 16, 5);
    examples.ifPresent(shown -> dots(svg, shown));
    return svg.toString();
  }

  /**
   * What is said at a point.
   *
   * @param colour below 0 where it is no number
   */
  private record Said(int colour, int shade) {}

  private void shades(Markup svg) {
    var said = said();
    square()
        .areas(said.length, said[0].length, (i, j) -> said[i][j])
        .forEach((each, path) -> shade(svg, each, path));
    var border = new StringBuilder();
    square().border(border, said.length, said[0].length, (i, j) -> said[i][j].colour);
    if (border.length() > 0) {
      svg.line(border, Ink.TEXT, 1.2, "mark");
    }
  }

  private static void shade(Markup svg, Said said, StringBuilder path) {
    if (said.shade > 0) {
      svg.area(path, said.colour, FULLEST * said.shade / SHADES);
    }
  }

  /** Of parts of the cells between points. */
  private Said[][] said() {
    float[] values = Floats.fromBytes(field.values());
    var range = range(values);
    var said = new Said[(field.x().length - 1) * PARTS][(field.y().length - 1) * PARTS];
    for (int i = 0; i < said.length; i++) {
      for (int j = 0; j < said[i].length; j++) {
        var outputs = between(values, i, j);
        said[i][j] = outputs.length == 1 ? two(outputs[0], range) : many(outputs);
      }
    }
    return said;
  }

  /** The outputs in the middle of a part of a cell, bilinear. */
  private double[] between(float[] values, int column, int row) {
    double right = (column % PARTS + 0.5) / PARTS;
    double above = (row % PARTS + 0.5) / PARTS;
    int across = field.outputs() * field.y().length;
    var outputs = new double[field.outputs()];
    for (int k = 0; k < outputs.length; k++) {
      int at = column / PARTS * across + row / PARTS * outputs.length + k;
      outputs[k] =
          values[at] * (1 - right) * (1 - above)
              + values[at + across] * right * (1 - above)
              + values[at + outputs.length] * (1 - right) * above
              + values[at + across + outputs.length] * right * above;
    }
    return outputs;
  }

  /** From 0 to 1, or as far as numbers go. */
  private double[] range(float[] values) {
    double low = 0;
    double high = 1;
    for (float value : values) {
      if (Float.isFinite(value)) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    return new double[] {low, high};
  }

  /** The lower half has the first colour, the upper one the second. */
  private static Said two(double value, double[] range) {
    if (!Double.isFinite(value)) {
      return NOTHING;
    }
    double share = 2 * (value - range[0]) / (range[1] - range[0]) - 1;
    int shade = (int) Math.min(SHADES, Math.abs(share) * SHADES + 0.5);
    return new Said(share < 0 ? 0 : 1, shade);
  }

  /** The likeliest, the fuller the more probable it is than all being equal. */
  private static Said many(double[] outputs) {
    int likeliest = 0;
    for (int k = 0; k < outputs.length; k++) {
      if (!Double.isFinite(outputs[k])) {
        return NOTHING;
      }
      likeliest = outputs[k] > outputs[likeliest] ? k : likeliest;
    }
    double equal = 1.0 / outputs.length;
    double share = Math.max(0, (outputs[likeliest] - equal) / (1 - equal));
    return new Said(likeliest, (int) Math.min(SHADES, share * SHADES + 0.5));
  }

  private void lines(Markup svg) {
    float[] lines = Floats.fromBytes(field.lines());
    var path = new StringBuilder();
    for (int unit = 0; unit + 2 < lines.length; unit += 3) {
      var ends = ends(lines[unit], lines[unit + 1], lines[unit + 2]);
      if (ends.size() == 2) {
        square().step(path, 'M', ends.get(0)[0], ends.get(0)[1]);
        square().step(path, 'L', ends.get(1)[0], ends.get(1)[1]);
      }
    }
    if (path.length() > 0) {
      svg.line(path, Ink.AXIS, 0.8, "axis");
    }
  }

  /** Where a·x + b·y + c = 0 enters the plane and leaves it; nothing if it does not. */
  private List<double[]> ends(double a, double b, double c) {
    var square = square();
    double left = square.across().low();
    double right = square.across().high();
    double low = square.up().low();
    double high = square.up().high();
    var ends = new ArrayList<double[]>();
    for (double x : new double[] {left, right}) {
      double y = -(a * x + c) / b;
      if (y >= low && y <= high) {
        ends.add(new double[] {x, y});
      }
    }
    for (double y : new double[] {low, high}) {
      double x = -(b * y + c) / a;
      if (x > left && x < right) {
        ends.add(new double[] {x, y});
      }
    }
    return ends.size() > 2 ? ends.subList(0, 2) : ends;
  }

  private void dots(Markup svg, Examples shown) {
    float[] features = shown.features();
    var labels =
        shown.targets().stream().filter(t -> t.name().equals(target)).findFirst().orElse(null);
    for (int i = 0; i < shown.count(); i++) {
      int label = labels == null ? 0 : Math.max(0, Math.round(labels.values()[i]));
      svg.leaf(
          "circle",
          "cx",
          square().across().at(features[2 * i]),
          "cy",
          square().up().at(features[2 * i + 1]),
          "r",
          3,
          "fill",
          Ink.series(label),
          "stroke",
          Ink.PAPER,
          "stroke-width",
          0.8,
          "class",
          Ink.fill(label));
    }
  }

  @Override
  public Map<String, Object> data() {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("kind", "decisions");
    tree.put("name", name());
    tree.put("x", field.x());
    tree.put("y", field.y());
    tree.put("outputs", field.outputs());
    float[] values = Floats.fromBytes(field.values());
    var said = new double[values.length];
    for (int i = 0; i < said.length; i++) {
      said[i] = values[i];
    }
    tree.put("values", said);
    return tree;
  }
}
