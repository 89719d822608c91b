package org.descent.experiment.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.descent.experiment.results.Numbers;

/**
 * The ways of several starts through the plane of one neuron's weight and bias under one loss, seen
 * from above: a dot every ten iterations, shades for the height of the loss.
 *
 * @param title the loss, for people
 * @param weights along the axis to the right, ascending
 * @param biases upwards, ascending
 * @param heights [weights][biases]
 */
record Race(
    String title, int colour, double[] weights, double[] biases, double[][] heights, List<Way> ways)
    implements Drawing {
  private static final int SIDE = 400;
  private static final int LEFT = 46;
  private static final int TOP = 34;
  private static final int BOTTOM = 44;
  private static final int RIGHT = 14;
  private static final int LEVELS = 10;

  /** Iterations from dot to dot. */
  private static final int STRIDE = 10;

  /**
   * A trial's.
   *
   * @param iterations ascending
   * @param places [iterations][weight, bias]
   */
  record Way(String name, int[] iterations, double[][] places) {}

  @Override
  public String name() {
    return title + ": ways from " + ways.size() + " starts over weight and bias";
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
    return new Square(LEFT, TOP, SIDE, weights, biases);
  }

  @Override
  public String svg() {
    var svg = new Markup();
    svg.label(LEFT + SIDE / 2.0, 20, "middle", title);
    shades(svg);
    axes(svg);
    for (var way : ways) {
      line(svg, way);
    }
    return svg.toString();
  }

  /** Bands of equal heights, a path each. */
  private void shades(Markup svg) {
    double highest = 0;
    for (double[] row : heights) {
      for (double height : row) {
        highest = Math.max(highest, height);
      }
    }
    double wide = (double) SIDE / weights.length;
    double tall = (double) SIDE / biases.length;
    for (int level = 1; level < LEVELS; level++) {
      var path = new StringBuilder();
      for (int i = 0; i < weights.length; i++) {
        for (int j = 0; j < biases.length; j++) {
          // the root shows the valley's floor
          double share = Math.sqrt(heights[i][j] / highest);
          if (Math.min(LEVELS - 1, (int) (share * LEVELS)) == level) {
            path.append('M')
                .append(Numbers.place(LEFT + i * wide))
                .append(' ')
                .append(Numbers.place(TOP + SIDE - (j + 1) * tall))
                .append('h')
                .append(Numbers.place(wide + 0.3))
                .append('v')
                .append(Numbers.place(tall + 0.3))
                .append('h')
                .append(Numbers.place(-wide - 0.3))
                .append('z');
          }
        }
      }
      if (path.length() > 0) {
        svg.area(path, colour, 0.5 * level / LEVELS);
      }
    }
  }

  private void axes(Markup svg) {
    square().frame(svg);
    square().ticks(svg, 4, 3, 18, 8);
    svg.note(LEFT + SIDE / 2.0, TOP + SIDE + 36, "middle", "weight w");
    svg.note(12, TOP + SIDE / 2.0, "middle", "b");
  }

  private void line(Markup svg, Way way) {
    var path = new StringBuilder();
    for (double[] place : way.places) {
      square().step(path, path.length() == 0 ? 'M' : 'L', place[0], place[1]);
    }
    svg.line(path, Ink.TEXT, 1, "mark");
    for (int i = 0; i < way.iterations.length; i++) {
      boolean last = i == way.iterations.length - 1;
      if (last || (way.iterations[i] - 1) % STRIDE == 0) {
        svg.leaf(
            "circle",
            "cx",
            square().across().at(way.places[i][0]),
            "cy",
            square().up().at(way.places[i][1]),
            "r",
            last ? 4.5 : 2.2,
            "fill",
            Ink.series(colour),
            "class",
            Ink.fill(colour));
      }
    }
  }

  @Override
  public Map<String, Object> data() {
    var lines = new ArrayList<Map<String, Object>>();
    for (var way : ways) {
      var line = new LinkedHashMap<String, Object>();
      var x = new double[way.places.length];
      var y = new double[way.places.length];
      for (int i = 0; i < x.length; i++) {
        x[i] = square().across().at(way.places[i][0]);
        y[i] = square().up().at(way.places[i][1]);
      }
      line.put("name", way.name);
      line.put("iterations", Arrays.stream(way.iterations).boxed().toList());
      line.put("x", x);
      line.put("y", y);
      lines.add(line);
    }
    var tree = new LinkedHashMap<String, Object>();
    tree.put("kind", "race");
    tree.put("name", title);
    tree.put("colour", colour % Ink.colours() + 1);
    tree.put("ways", lines);
    return tree;
  }
}
