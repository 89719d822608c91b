package org.descent.experiment.results;

import java.io.IOException;
import java.util.List;

/**
 * The curves of one trial as rows of a table, an iteration each: those of each iteration, and those
 * that are measured now and then, which have empty cells in between.
 */
public final class CurveTable {
  private final List<Column> columns;

  /** A metric: its values, and the iteration of each. */
  private static final class Column {
    private final int[] iterations; // null: one after the other
    private final float[] values;
    private int next;
    private int last;
    private String text;

    Column(int[] iterations, float[] values) {
      this.iterations = iterations;
      this.values = values;
    }

    int last() {
      if (values.length == 0 || iterations == null) {
        return values.length;
      }
      return iterations[values.length - 1];
    }

    /** The cell of {@code iteration}; to be asked for one after the other. */
    String cell(int iteration) {
      boolean known =
          next < values.length && (iterations == null ? next + 1 : iterations[next]) == iteration;
      return known ? text(values[next++]) : "";
    }

    /** Accuracies stay what they are for long, and writing a number is what takes the time. */
    private String text(float value) {
      int bits = Float.floatToIntBits(value);
      if (text == null || bits != last) {
        last = bits;
        text = Float.toString(value);
      }
      return text;
    }
  }

  /** The columns {@code metrics} of {@code trial}; one that it does not have stays empty. */
  public CurveTable(Curves curves, String trial, List<String> metrics) {
    columns =
        metrics.stream()
            .map(
                metric ->
                    curves.isMeasured(trial, metric)
                        ? new Column(
                            curves.measuredAt(trial, metric), curves.measured(trial, metric))
                        : new Column(null, curves.values(trial, metric)))
            .toList();
  }

  /** Writes every iteration, {@code prefix} before each; can be called once. */
  public void write(String prefix, Appendable out) throws IOException {
    int rows = columns.stream().mapToInt(Column::last).max().orElse(0);
    for (int iteration = 1; iteration <= rows; iteration++) {
      out.append(prefix).append(Integer.toString(iteration));
      for (var column : columns) {
        out.append(',').append(column.cell(iteration));
      }
      out.append('\n');
    }
  }
}
