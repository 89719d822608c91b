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
      return isKnown(iteration) ? text(values[next++]) : "";
    }

    /** The same as a number, null where it is empty. */
    Float value(int iteration) {
      return isKnown(iteration) ? values[next++] : null;
    }

    private boolean isKnown(int iteration) {
      return next < values.length
          && (iterations == null ? next + 1 : iterations[next]) == iteration;
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

  /** Takes the values of an iteration, [metrics], null where there is none. */
  @FunctionalInterface
  interface Rows {
    void row(int iteration, Float[] values) throws IOException;
  }

  /** Hands over every iteration; that or {@link #write} can be called once. */
  void forEach(Rows rows) throws IOException {
    int last = length();
    for (int iteration = 1; iteration <= last; iteration++) {
      var values = new Float[columns.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = columns.get(i).value(iteration);
      }
      rows.row(iteration, values);
    }
  }

  /** Writes every iteration, {@code prefix} before each; can be called once. */
  public void write(String prefix, Appendable out) throws IOException {
    int rows = length();
    for (int iteration = 1; iteration <= rows; iteration++) {
      out.append(prefix).append(Integer.toString(iteration));
      for (var column : columns) {
        out.append(',').append(column.cell(iteration));
      }
      out.append('\n');
    }
  }

  private int length() {
    return columns.stream().mapToInt(Column::last).max().orElse(0);
  }
}
