package org.descent.experiment.report;

import java.util.List;
import org.descent.experiment.results.Numbers;
import org.descent.experiment.statistics.Median;
import org.descent.experiment.statistics.Observation;

/**
 * A distribution in a line of a table: every trial, the median with its interval, the published
 * run.
 */
record Strip(Scale scale, int colour) {
  static final int WIDTH = 240;
  private static final int HEIGHT = 26;

  /** A scale over all of {@code observations} and published numbers. */
  static Scale scale(List<Integer> iterations) {
    double low = iterations.stream().mapToInt(i -> i).min().orElse(1);
    double high = iterations.stream().mapToInt(i -> i).max().orElse(10);
    return Scale.over(low * 0.9, high * 1.1, 4, WIDTH - 4, true);
  }

  /**
   * The drawing.
   *
   * @param published iterations of a single published run, or null
   */
  String svg(List<Observation> observations, Median median, Integer published, String name) {
    var svg = new Markup();
    double middle = HEIGHT / 2.0;
    svg.open(
        "svg",
        "class",
        "chart strip",
        "viewBox",
        "0 0 " + WIDTH + " " + HEIGHT,
        "width",
        WIDTH,
        "height",
        HEIGHT,
        "role",
        "img",
        "aria-label",
        name);
    svg.leaf(
        "line", "x1", 0, "x2", WIDTH, "y1", middle, "y2", middle, "class", "grid", "stroke",
        Ink.GRID);
    median
        .interval()
        .filter(i -> Double.isFinite(i.low()))
        .ifPresent(
            i -> {
              double from = scale.at(i.low());
              double to = Double.isFinite(i.high()) ? scale.at(i.high()) : WIDTH;
              svg.leaf(
                  "rect",
                  "x",
                  from,
                  "y",
                  middle - 7,
                  "width",
                  Math.max(1, to - from),
                  "height",
                  14,
                  "rx",
                  3,
                  "fill",
                  Ink.series(colour),
                  "fill-opacity",
                  "0.22",
                  "class",
                  Ink.fill(colour));
            });
    for (var observation : observations) {
      double at = scale.at(observation.iterations());
      if (observation.reached()) {
        svg.leaf(
            "circle",
            "cx",
            at,
            "cy",
            middle,
            "r",
            2.6,
            "fill",
            Ink.series(colour),
            "fill-opacity",
            "0.6",
            "class",
            Ink.fill(colour));
      } else {
        svg.leaf(
            "path",
            "d",
            "M" + Numbers.place(at - 2) + " " + Numbers.place(middle - 4) + "l5 4l-5 4",
            "fill",
            "none",
            "stroke",
            Ink.series(colour),
            "stroke-width",
            1.5,
            "class",
            Ink.stroke(colour));
      }
    }
    if (Double.isFinite(median.iterations())) {
      double at = scale.at(median.iterations());
      svg.leaf(
          "line",
          "x1",
          at,
          "x2",
          at,
          "y1",
          middle - 10,
          "y2",
          middle + 10,
          "stroke",
          Ink.series(colour),
          "stroke-width",
          2.5,
          "class",
          Ink.stroke(colour));
    }
    if (published != null) {
      double at = scale.at(published);
      svg.leaf(
          "path",
          "d",
          "M" + Numbers.place(at) + " " + Numbers.place(middle - 6) + "l6 6l-6 6l-6 -6z",
          "fill",
          "none",
          "stroke",
          Ink.TEXT,
          "stroke-width",
          1.6,
          "class",
          "mark");
    }
    return svg.close("svg").toString();
  }
}
