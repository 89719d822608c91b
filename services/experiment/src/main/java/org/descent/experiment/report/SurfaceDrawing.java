package org.descent.experiment.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.descent.experiment.results.Numbers;

/**
 * A quantity over the plane of (weight, bias), and ways through it.
 *
 * @param quantity what stands upright
 * @param heights [weights, biases]
 */
record SurfaceDrawing(
    String name,
    String quantity,
    double[] weights,
    double[] biases,
    double[][] heights,
    List<Way> ways)
    implements Drawing {
  private static final int WIDTH = 560;
  private static final int HEIGHT = 440;
  private static final double TURN = Math.toRadians(-38);
  private static final double TILT = Math.toRadians(28);
  private static final int STILL_WAYS = 3;

  /**
   * The way of one trial.
   *
   * @param group the variant, which has a colour
   * @param name the trial
   * @param steps weight and bias at each snapshot
   */
  record Way(String group, int colour, String name, double[][] steps) {}

  SurfaceDrawing {
    ways = List.copyOf(ways);
  }

  @Override
  public int width() {
    return WIDTH;
  }

  @Override
  public int height() {
    return HEIGHT;
  }

  /** A four-cornered patch of the surface, ready to be drawn. */
  private record Patch(double depth, double share, String points) {}

  @Override
  public String svg() {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (var row : heights) {
      for (double value : row) {
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
    }
    var space = new Space(least, most > least ? most : least + 1);
    var svg = new Markup();
    floor(svg, space);
    var patches = new ArrayList<Patch>();
    for (int i = 0; i + 1 < weights.length; i++) {
      for (int j = 0; j + 1 < biases.length; j++) {
        patches.add(patch(space, i, j));
      }
    }
    patches.sort(Comparator.comparingDouble(Patch::depth));
    for (var patch : patches) {
      var colour = Ink.height(patch.share);
      svg.leaf("path", "d", patch.points, "fill", colour, "stroke", colour, "stroke-width", "0.5");
    }
    ways(svg, space);
    legend(svg, space);
    return svg.toString();
  }

  private Patch patch(Space space, int i, int j) {
    int[][] corners = {{i, j}, {i + 1, j}, {i + 1, j + 1}, {i, j + 1}};
    var path = new StringBuilder("M");
    double depth = 0;
    double sum = 0;
    for (var corner : corners) {
      double height = heights[corner[0]][corner[1]];
      var at = space.at(weights[corner[0]], biases[corner[1]], height);
      path.append(path.length() > 1 ? "L" : "")
          .append(Numbers.place(at[0]))
          .append(' ')
          .append(Numbers.place(at[1]));
      depth += at[2];
      sum += height / 4;
    }
    return new Patch(
        depth, (sum - space.least) / (space.most - space.least), path.append('Z').toString());
  }

  private void floor(Markup svg, Space space) {
    double[] w = {weights[0], weights[weights.length - 1]};
    double[] b = {biases[0], biases[biases.length - 1]};
    double[][] corners = {{w[0], b[0]}, {w[1], b[0]}, {w[1], b[1]}, {w[0], b[1]}};
    for (int i = 0; i < 4; i++) {
      var one = space.at(corners[i][0], corners[i][1], space.least);
      var other = space.at(corners[(i + 1) % 4][0], corners[(i + 1) % 4][1], space.least);
      svg.leaf(
          "line", "x1", one[0], "y1", one[1], "x2", other[0], "y2", other[1], "class", "axis",
          "stroke", Ink.AXIS);
    }
    var upright = space.at(w[0], b[0], space.least);
    var top = space.at(w[0], b[0], space.most);
    svg.leaf(
        "line",
        "x1",
        upright[0],
        "y1",
        upright[1],
        "x2",
        top[0],
        "y2",
        top[1],
        "class",
        "axis",
        "stroke",
        Ink.AXIS);
    svg.note(top[0] - 6, top[1] + 4, "end", Numbers.significant(space.most, 3));
    svg.note(upright[0] - 6, upright[1] + 4, "end", Numbers.significant(space.least, 3));
    svg.note(top[0] - 6, top[1] - 14, "middle", quantity);
    for (double end : w) {
      var at = space.at(end, b[0], space.least);
      svg.note(at[0] + 2, at[1] + 18, "middle", Numbers.significant(end, 2));
    }
    for (double end : b) {
      var at = space.at(w[1], end, space.least);
      svg.note(at[0] + 12, at[1] + 12, "start", Numbers.significant(end, 2));
    }
    var weight = space.at((w[0] + w[1]) / 2, b[0], space.least);
    svg.note(weight[0] - 8, weight[1] + 24, "middle", "weight w");
    var bias = space.at(w[1], (b[0] + b[1]) / 2, space.least);
    svg.note(bias[0] + 18, bias[1] + 18, "start", "bias b");
  }

  private void ways(Markup svg, Space space) {
    var shown = new LinkedHashMap<String, Integer>();
    for (var way : ways) {
      if (shown.merge(way.group, 1, Integer::sum) > STILL_WAYS) {
        continue;
      }
      var path = new StringBuilder();
      double[] last = null;
      for (var step : way.steps) {
        if (!inside(step)) {
          last = null;
          continue;
        }
        var at = space.at(step[0], step[1], heightAt(step[0], step[1]));
        path.append(last == null ? 'M' : 'L')
            .append(Numbers.place(at[0]))
            .append(' ')
            .append(Numbers.place(at[1]));
        last = at;
      }
      if (path.length() == 0) {
        continue;
      }
      svg.leaf(
          "path",
          "d",
          path,
          "fill",
          "none",
          "stroke",
          "#ffffff",
          "stroke-width",
          way.colour == 0 ? 7.5 : 0,
          "stroke-opacity",
          "0.85",
          "stroke-linecap",
          "round");
      svg.leaf(
          "path",
          "d",
          path,
          "fill",
          "none",
          "stroke",
          way.colour == 0 ? "#111111" : "#d81e5b",
          "stroke-width",
          way.colour == 0 ? 5.5 : 2.2,
          "stroke-linecap",
          "round");
      if (last != null) {
        svg.leaf(
            "circle",
            "cx",
            last[0],
            "cy",
            last[1],
            "r",
            4,
            "fill",
            way.colour == 0 ? "#111111" : "#d81e5b",
            "stroke",
            "#ffffff",
            "stroke-width",
            1.5);
      }
    }
  }

  private void legend(Markup svg, Space space) {
    double y = 16;
    var groups = new LinkedHashMap<String, Integer>();
    ways.forEach(w -> groups.putIfAbsent(w.group, w.colour));
    for (var group : groups.entrySet()) {
      svg.leaf(
          "line", "x1", 14, "x2", 34, "y1", y, "y2", y, "stroke", "#ffffff", "stroke-width", 6);
      svg.leaf(
          "line",
          "x1",
          14,
          "x2",
          34,
          "y1",
          y,
          "y2",
          y,
          "stroke",
          group.getValue() == 0 ? "#111111" : "#d81e5b",
          "stroke-width",
          3);
      svg.element(
          "text",
          "trained under " + group.getKey(),
          "x",
          42,
          "y",
          y + 4,
          "font-size",
          12,
          "class",
          "ink",
          "fill",
          Ink.TEXT);
      y += 20;
    }
  }

  private boolean inside(double[] step) {
    return step[0] >= weights[0]
        && step[0] <= weights[weights.length - 1]
        && step[1] >= biases[0]
        && step[1] <= biases[biases.length - 1];
  }

  /** The surface's height at a place between grid points, bilinear. */
  private double heightAt(double weight, double bias) {
    double i = place(weights, weight);
    double j = place(biases, bias);
    int row = Math.min(weights.length - 2, (int) i);
    int column = Math.min(biases.length - 2, (int) j);
    double right = i - row;
    double up = j - column;
    return heights[row][column] * (1 - right) * (1 - up)
        + heights[row + 1][column] * right * (1 - up)
        + heights[row][column + 1] * (1 - right) * up
        + heights[row + 1][column + 1] * right * up;
  }

  private static double place(double[] axis, double value) {
    return (value - axis[0]) / (axis[axis.length - 1] - axis[0]) * (axis.length - 1);
  }

  /** From (weight, bias, height) to the paper, without perspective. */
  private final class Space {
    private final double least;
    private final double most;

    Space(double least, double most) {
      this.least = least;
      this.most = most;
    }

    /** x, y and depth; larger depths are nearer. */
    double[] at(double weight, double bias, double height) {
      double u = place(weights, weight) / (weights.length - 1) - 0.5;
      double v = place(biases, bias) / (biases.length - 1) - 0.5;
      double z = (height - least) / (most - least) - 0.5;
      double x = u * Math.cos(TURN) - v * Math.sin(TURN);
      double y = u * Math.sin(TURN) + v * Math.cos(TURN);
      return new double[] {
        WIDTH / 2.0 + x * 310,
        HEIGHT / 2.0 + 8 - y * 310 * Math.sin(TILT) - z * 225 * Math.cos(TILT),
        -y * Math.cos(TILT) + z * Math.sin(TILT)
      };
    }
  }

  @Override
  public Map<String, Object> data() {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("kind", "surface");
    tree.put("name", name);
    tree.put("quantity", quantity);
    tree.put("weights", weights);
    tree.put("biases", biases);
    tree.put("heights", List.of(heights));
    var all = new ArrayList<Object>();
    for (var way : ways) {
      var one = new LinkedHashMap<String, Object>();
      one.put("group", way.group);
      one.put("colour", way.colour);
      one.put("name", way.name);
      one.put("steps", List.of(way.steps));
      all.add(one);
    }
    tree.put("ways", all);
    return tree;
  }
}
