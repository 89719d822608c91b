package org.descent.standalone.export;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
   * @param metrics those that the trial has
   * @param values one array a metric; element i is iteration i + 1
   */
  record TrialCurves(int variant, long seed, List<String> metrics, List<float[]> values) {}

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
    private final int variant;
    private final long seed;
    private final String trial;
    private final float[][] values;
    private int rows;

    Growing(String[] cells, int metrics) {
      variant = Integer.parseInt(cells[1]);
      seed = Long.parseLong(cells[2]);
      trial = cells[3];
      values = new float[metrics][1024];
    }

    void add(String[] cells) {
      for (int i = 0; i < values.length; i++) {
        if (rows == values[i].length) {
          values[i] = Arrays.copyOf(values[i], 2 * rows);
        }
        var cell = cells[FIRST_METRIC + i];
        if (cell.isEmpty()) {
          // A metric that this trial does not have is empty in all of its rows.
          values[i] = new float[0];
        } else {
          values[i][rows] = Float.parseFloat(cell);
        }
      }
      rows++;
    }

    TrialCurves curves(List<String> names) {
      var metrics = new ArrayList<String>();
      var known = new ArrayList<float[]>();
      for (int i = 0; i < values.length; i++) {
        if (values[i].length > 0) {
          metrics.add(names.get(i));
          known.add(Arrays.copyOf(values[i], rows));
        }
      }
      return new TrialCurves(variant, seed, metrics, known);
    }
  }
}
