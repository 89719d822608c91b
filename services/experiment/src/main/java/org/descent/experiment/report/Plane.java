package org.descent.experiment.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.descent.contracts.Evenly;
import org.descent.experiment.results.Numbers;

/**
 * Labelled points in a plane and the lines between them, as they move over the iterations of one or
 * more trials.
 *
 * @param xLabel for example {@code x₁}
 * @param low of both axes
 * @param high of both axes
 * @param points where the examples are, if they stay there; else empty
 * @param classes of the examples, 0 or 1
 * @param runs the trials; none: points only
 * @param together whether all trials' lines are drawn at once
 */
record Plane(
    String name,
    String xLabel,
    String yLabel,
    double low,
    double high,
    double[][] points,
    int[] classes,
    List<Run> runs,
    boolean together)
    implements Drawing {
  private static final int SIDE = 250;
  private static final int MARGIN = 34;
  private static final int TOP = 26;
  private static final int STAGES = 4;

  /**
   * One trial.
   *
   * @param name for example {@code seed 7}
   * @param end what became of it
   */
  record Run(String name, String end, List<Frame> frames) {}

  /**
   * A trial at one iteration.
   *
   * @param lines a, b and c of lines a·x + b·y + c = 0
   * @param points where the examples are now, if they move; else empty
   * @param accuracy of the network then
   */
  record Frame(int iteration, List<double[]> lines, double[][] points, double accuracy) {}

  Plane {
    runs = List.copyOf(runs);
  }

  @Override
  public int width() {
    return SIDE * stages().size();
  }

  @Override
  public int height() {
    return SIDE + TOP;
  }

  /** The pictures side by side: one of all trials, or one trial at a few of its iterations. */
  private List<List<Frame>> stages() {
    if (together || runs.isEmpty()) {
      return List.of(runs.stream().map(r -> r.frames().get(r.frames().size() - 1)).toList());
    }
    var frames = runs.get(0).frames();
    var stages = new ArrayList<List<Frame>>();
    for (int place : Evenly.places(frames.size(), STAGES)) {
      stages.add(List.of(frames.get(place)));
    }
    return stages;
  }

  @Override
  public String svg() {
    var svg = new Markup();
    int x = 0;
    for (var stage : stages()) {
      svg.open("g", "transform", "translate(" + x + " 0)");
      draw(svg, stage);
      svg.close("g");
      x += SIDE;
    }
    return svg.toString();
  }

  private void draw(Markup svg, List<Frame> stage) {
    var across = Scale.over(low, high, MARGIN, SIDE - 12, false);
    var up = Scale.over(low, high, SIDE + TOP - MARGIN, TOP, false);
    double size = SIDE - 12 - MARGIN;
    svg.leaf(
        "rect",
        "x",
        (double) MARGIN,
        "y",
        (double) TOP,
        "width",
        size,
        "height",
        up.from() - up.to(),
        "fill",
        "none",
        "class",
        "axis",
        "stroke",
        Ink.AXIS);
    for (double tick : across.ticks(4)) {
      svg.note(across.at(tick), SIDE + TOP - MARGIN + 15, "middle", Numbers.significant(tick, 2));
      svg.note(MARGIN - 5, up.at(tick) + 4, "end", Numbers.significant(tick, 2));
    }
    svg.note(MARGIN + size / 2, SIDE + TOP - 4, "middle", xLabel);
    svg.note(8, TOP + 12, "middle", yLabel);
    if (!together && !stage.isEmpty()) {
      svg.note(
          MARGIN,
          16,
          "start",
          "iteration "
              + Numbers.iterations(stage.get(0).iteration())
              + ", accuracy "
              + Numbers.significant(stage.get(0).accuracy(), 3));
    }
    for (var frame : stage) {
      int colour = 0;
      for (var line : frame.lines()) {
        line(svg, line, together ? 0.55 : 1, colour++, across, up);
      }
    }
    var places =
        !together && !stage.isEmpty() && stage.get(0).points().length > 0
            ? stage.get(0).points()
            : points;
    for (int i = 0; i < places.length; i++) {
      point(svg, across.at(places[i][0]), up.at(places[i][1]), classes[i]);
    }
  }

  /** Class 1 is a filled disc, class 0 a ring: form tells them apart, not colour alone. */
  private static void point(Markup svg, double x, double y, int label) {
    if (label == 1) {
      svg.leaf(
          "circle",
          "cx",
          x,
          "cy",
          y,
          "r",
          7,
          "fill",
          Ink.series(1),
          "class",
          Ink.fill(1) + " rim",
          "stroke",
          Ink.PAPER,
          "stroke-width",
          1.5);
    } else {
      svg.leaf(
          "circle",
          "cx",
          x,
          "cy",
          y,
          "r",
          6,
          "fill",
          Ink.PAPER,
          "class",
          "back " + Ink.stroke(0),
          "stroke",
          Ink.series(0),
          "stroke-width",
          3);
    }
  }

  private void line(Markup svg, double[] line, double opacity, int colour, Scale across, Scale up) {
    var ends = clipped(line, low, high);
    if (ends.length == 4) {
      svg.leaf(
          "line",
          "x1",
          across.at(ends[0]),
          "y1",
          up.at(ends[1]),
          "x2",
          across.at(ends[2]),
          "y2",
          up.at(ends[3]),
          "stroke",
          Ink.series(colour + 2),
          "stroke-width",
          2,
          "stroke-opacity",
          Numbers.significant(opacity, 2),
          "class",
          Ink.stroke(colour + 2));
    }
  }

  /**
   * Where a·x + b·y + c = 0 enters and leaves the square from low to high; empty if it does not.
   */
  static double[] clipped(double[] line, double low, double high) {
    var crossings = new ArrayList<double[]>();
    for (double edge : new double[] {low, high}) {
      double y = -(line[0] * edge + line[2]) / line[1];
      double x = -(line[1] * edge + line[2]) / line[0];
      if (y >= low && y <= high) {
        crossings.add(new double[] {edge, y});
      }
      if (x >= low && x <= high) {
        crossings.add(new double[] {x, edge});
      }
    }
    for (int i = 1; i < crossings.size(); i++) {
      var one = crossings.get(0);
      var other = crossings.get(i);
      if (Math.hypot(one[0] - other[0], one[1] - other[1]) > 1e-9) {
        return new double[] {one[0], one[1], other[0], other[1]};
      }
    }
    return new double[0];
  }

  @Override
  public Map<String, Object> data() {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("kind", "plane");
    tree.put("name", name);
    tree.put("xLabel", xLabel);
    tree.put("yLabel", yLabel);
    tree.put("low", low);
    tree.put("high", high);
    tree.put("together", together);
    tree.put("points", List.of(points));
    var labels = new ArrayList<Object>();
    for (int label : classes) {
      labels.add(label);
    }
    tree.put("classes", labels);
    var all = new ArrayList<Object>();
    for (var run : runs) {
      var frames = new ArrayList<Object>();
      for (var frame : run.frames()) {
        var one = new LinkedHashMap<String, Object>();
        one.put("i", frame.iteration());
        one.put("lines", frame.lines());
        one.put("accuracy", frame.accuracy());
        if (frame.points().length > 0) {
          one.put("points", List.of(frame.points()));
        }
        frames.add(one);
      }
      var one = new LinkedHashMap<String, Object>();
      one.put("name", run.name());
      one.put("end", run.end());
      one.put("frames", frames);
      all.add(one);
    }
    tree.put("runs", all);
    return tree;
  }
}
