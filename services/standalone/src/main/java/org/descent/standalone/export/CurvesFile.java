package org.descent.standalone.export;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.descent.experiment.results.Curves;
import org.descent.experiment.results.Spacing;

/** Reads curves/NAME.csv again, one trial after the other: only one is in memory at a time. */
final class CurvesFile {
  private static final int FIRST_METRIC = 5;

  private CurvesFile() {}

  /** Takes the curves of one trial. */
  @FunctionalInterface
  interface Visitor {
    void trial(TrialCurves curves) throws IOException;
  }

  /**
   * The curves of one trial.
   *
   * @param variant its ordinal
   * @param curves of the metrics that the trial has
   */
  record TrialCurves(int variant, long seed, List<MetricCurve> curves) {}

  /**
   * One metric of a trial.
   *
   * @param iterations that it is known at, ascending: all of them, or those it was measured at
   */
  record MetricCurve(String metric, int[] iterations, float[] values) {
    /** At most {@code most} points: its first and last, and the extremes between. */
    MetricCurve thinned(int most) {
      var kept = Curves.thinned(values, Spacing.LINEAR, most);
      var at = new int[kept.size()];
      var numbers = new float[kept.size()];
      for (int i = 0; i < at.length; i++) {
        at[i] = iterations[kept.get(i).iteration() - 1];
        numbers[i] = kept.get(i).value();
      }
      return new MetricCurve(metric, at, numbers);
    }
  }

  /** Hands every trial in {@code file} to {@code visitor}, in the order of the file. */
  static void read(Path file, Visitor visitor) throws IOException {
    try (var in = Files.newBufferedReader(file)) {
      var header = in.readLine().split(",", -1);
      read(in, Arrays.asList(header).subList(FIRST_METRIC, header.length), visitor);
    }
  }

  private static void read(BufferedReader in, List<String> metrics, Visitor visitor)
      throws IOException {
    Growing growing = null;
    for (var line = in.readLine(); line != null; line = in.readLine()) {
      // experiment,variant,seed,trial,iteration,metrics…: ids and numbers, nothing to be quoted
      var cells = line.split(",", -1);
      if (growing == null || !growing.trial.equals(cells[3])) {
        if (growing != null) {
          visitor.trial(growing.curves(metrics));
        }
        growing = new Growing(cells, metrics.size());
      }
      growing.add(cells);
    }
    if (growing != null) {
      visitor.trial(growing.curves(metrics));
    }
  }

  /** The curves of a trial as rows come in. */
  private static final class Growing {
    private static final int ITERATION = 4;

    private final int variant;
    private final long seed;
    private final String trial;
    private final List<Cells> metrics = new ArrayList<>();

    Growing(String[] cells, int count) {
      variant = Integer.parseInt(cells[1]);
      seed = Long.parseLong(cells[2]);
      trial = cells[3];
      for (int i = 0; i < count; i++) {
        metrics.add(new Cells());
      }
    }

    void add(String[] cells) {
      int iteration = Integer.parseInt(cells[ITERATION]);
      for (int i = 0; i < metrics.size(); i++) {
        var cell = cells[FIRST_METRIC + i];
        if (!cell.isEmpty()) { // that it is measured at
          metrics.get(i).add(iteration, Float.parseFloat(cell));
        }
      }
    }

    TrialCurves curves(List<String> names) {
      var known = new ArrayList<MetricCurve>();
      for (int i = 0; i < metrics.size(); i++) {
        if (metrics.get(i).count > 0) {
          known.add(metrics.get(i).curve(names.get(i)));
        }
      }
      return new TrialCurves(variant, seed, known);
    }
  }

  /** The cells of a metric that are not empty. */
  private static final class Cells {
    private int[] iterations = new int[64];
    private float[] values = new float[64];
    private int count;

    void add(int iteration, float value) {
      if (count == values.length) {
        iterations = Arrays.copyOf(iterations, 2 * count);
        values = Arrays.copyOf(values, 2 * count);
      }
      iterations[count] = iteration;
      values[count] = value;
      count++;
    }

    MetricCurve curve(String metric) {
      return new MetricCurve(
          metric, Arrays.copyOf(iterations, count), Arrays.copyOf(values, count));
    }
  }
}
