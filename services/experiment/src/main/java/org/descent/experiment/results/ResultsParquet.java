package org.descent.experiment.results;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * The table of {@link ResultColumns} for programs: the same columns as in CSV, each of one type. A
 * setting that is a number in every variant is one here.
 */
public final class ResultsParquet {
  private ResultsParquet() {}

  /** Writes a Parquet file with a row for each ended trial, and closes {@code out}. */
  public static void write(List<ExperimentResult> experiments, OutputStream out)
      throws IOException {
    var table = new ResultColumns(experiments);
    var columns = table.columns();
    try (var file = new ParquetRows(columns, out)) {
      table.forEach(
          row -> {
            var cells = new Object[columns.size()];
            for (int i = 0; i < cells.length; i++) {
              cells[i] = typed(row.get(i), columns.get(i).kind());
            }
            file.add(cells);
          });
    }
  }

  /** Settings are written as texts, and so are losses that are no number. */
  private static Object typed(Object cell, Column.Kind kind) {
    return cell instanceof String text && kind == Column.Kind.NUMBER ? Double.valueOf(text) : cell;
  }
}
