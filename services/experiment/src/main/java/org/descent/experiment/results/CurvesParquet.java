package org.descent.experiment.results;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.descent.contracts.Ids;
import org.descent.experiment.Experiment;

/**
 * Curves as a table for programs: one row an iteration of a trial, with the columns of {@link
 * CurvesCsv} and {@code label}, what its variant is called.
 */
public final class CurvesParquet {
  private static final List<Column> PLACE =
      List.of(
          Column.text("experiment"),
          Column.count("variant"),
          Column.text("label"),
          new Column("seed", Column.Kind.LONG_COUNT),
          Column.text("trial"),
          Column.count("iteration"));

  private CurvesParquet() {}

  /**
   * Writes a Parquet file with every iteration of every trial, by variant, seed and iteration, and
   * closes {@code out}.
   */
  public static void write(Experiment experiment, Curves curves, OutputStream out)
      throws IOException {
    var metrics = CurvesCsv.metrics(experiment, curves);
    var columns = new ArrayList<>(PLACE);
    metrics.forEach(metric -> columns.add(new Column(metric, Column.Kind.MEASUREMENT)));
    try (var file = new ParquetRows(columns, out)) {
      for (var variant : experiment.variants()) {
        for (long seed : experiment.seeds()) {
          var trial = Ids.trial(experiment.id(), variant.ordinal(), seed);
          new CurveTable(curves, trial, metrics)
              .forEach(
                  (iteration, values) -> {
                    var cells = new Object[columns.size()];
                    cells[0] = experiment.id();
                    cells[1] = variant.ordinal();
                    cells[2] = variant.label();
                    cells[3] = seed;
                    cells[4] = trial;
                    cells[5] = iteration;
                    System.arraycopy(values, 0, cells, PLACE.size(), values.length);
                    file.add(cells);
                  });
        }
      }
    }
  }
}
