package org.descent.experiment.report;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.descent.experiment.results.Numbers;
import org.descent.experiment.statistics.Interval;
import org.descent.experiment.statistics.Median;
import org.descent.experiment.statistics.Observation;
import org.descent.experiment.statistics.SampleMedian;

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

  /** A linear scale between round numbers, over all of {@code values} that are finite. */
  static Scale linear(List<Double> values) {
    var finite = values.stream().filter(Double::isFinite).mapToDouble(v -> v).sorted().toArray();
    double low = finite.length == 0 ? 0 : finite[0];
    double high = finite.length == 0 ? 1 : finite[finite.length - 1];
    double range = high > low ? high - low : Math.max(1e-3, Math.abs(high));
    double step = Math.pow(10, Math.floor(Math.log10(range)));
    double from = Math.floor(low / step) * step;
    double to = Math.ceil(high / step) * step;
    return Scale.over(from, to > from ? to : from + step, 4, WIDTH - 4, false);
  }

  /**
   * A trial.
   *
   * @param open whether it is known only to lie beyond {@code value}
   */
  private record Trial(double value, boolean open) {}

  /**
   * The drawing of iterations to target.
   *
   * @param published iterations of a single published run, or null
   */
  String svg(List<Observation> observations, Median median, Integer published, String name) {
    return svg(
        observations.stream().map(o -> new Trial(o.iterations(), !o.reached())).toList(),
        median.iterations(),
        median.interval(),
        published == null ? null : Double.valueOf(published),
        name);
  }

  /**
   * The drawing of some metric.
   *
   * @param values of the trials; those that are not finite lie at the end of the strip
   * @param published of a single run
   */
  String svg(double[] values, SampleMedian median, double published, String name) {
    return svg(
        Arrays.stream(values).mapToObj(v -> new Trial(v, !Double.isFinite(v))).toList(),
        median.value(),
        median.interval(),
        published,
        name);
  }

  private String svg(
      List<Trial> trials,
      double median,
      Optional<Interval> interval,
      Double published,
      String name) {
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
    interval
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
    for (var trial : trials) {
      double at = scale.at(trial.value());
      if (!trial.open()) {
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
    if (Double.isFinite(median)) {
      double at = scale.at(median);
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
