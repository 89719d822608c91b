package org.descent.experiment.results;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVPrinter;
import org.descent.contracts.Floats;
import org.descent.contracts.event.Landscape;
import org.descent.contracts.event.TrialEvaluated;

/**
 * Landscapes as a table: one row a point of a split, with its places x and y on the axes and its
 * loss. Where snapshots lie on them, there is a row for each, with its iteration and without split
 * and loss. Of a line y is empty.
 */
public final class LandscapesCsv {
  private LandscapesCsv() {}

  /** Writes a header and what there is of {@code trials}. */
  public static void write(List<TrialEvaluated> trials, Appendable out) throws IOException {
    var printer = new CSVPrinter(out, ResultsCsv.FORMAT);
    printer.printRecord(
        "experiment",
        "variant",
        "seed",
        "trial",
        "landscape",
        "split",
        "iteration",
        "x",
        "y",
        "loss");
    for (var trial : trials) {
      for (var landscape : trial.landscapes()) {
        for (var losses : landscape.losses()) {
          float[] values = Floats.fromBytes(losses.values());
          for (int i = 0; i < values.length; i++) {
            printer.printRecord(
                row(trial, landscape, losses.split(), null, landscape.at(i), values[i]));
          }
        }
        for (var step : landscape.way()) {
          printer.printRecord(row(trial, landscape, null, step.iteration(), step.at(), null));
        }
      }
    }
    printer.flush();
  }

  private static List<Object> row(
      TrialEvaluated trial,
      Landscape landscape,
      String split,
      Integer iteration,
      double[] at,
      Float loss) {
    var row = new ArrayList<Object>();
    row.add(trial.experiment());
    row.add(trial.variant());
    row.add(trial.seed());
    row.add(trial.trial());
    row.add(landscape.landscape());
    row.add(split);
    row.add(iteration);
    row.add(at[0]);
    row.add(at.length > 1 ? at[1] : null);
    row.add(loss);
    return row;
  }
}
