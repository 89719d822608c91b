package org.descent.experiment.results;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.descent.contracts.Ids;
import org.descent.experiment.Experiment;

/**
 * Curves as a table: one row an iteration of a trial, with the columns experiment, variant, seed,
 * trial, iteration and every metric that any trial has; empty where a trial does not have it, or it
 * was not measured.
 */
public final class CurvesCsv {
  private CurvesCsv() {}

  /** Writes a header and every iteration of every trial, by variant, seed and iteration. */
  public static void write(Experiment experiment, Curves curves, Appendable out)
      throws IOException {
    var metrics = metrics(experiment, curves);
    var header = new ArrayList<>(List.of("experiment", "variant", "seed", "trial", "iteration"));
    header.addAll(metrics);
    out.append(ResultsCsv.FORMAT.format(header.stream().map(ResultsCsv::cell).toArray()))
        .append('\n');
    for (var variant : experiment.variants()) {
      for (long seed : experiment.seeds()) {
        var trial = Ids.trial(experiment.id(), variant.ordinal(), seed);
        var prefix = ResultsCsv.FORMAT.format(experiment.id(), variant.ordinal(), seed, trial);
        new CurveTable(curves, trial, metrics).write(prefix + ",", out);
      }
    }
  }

  /** Every metric that any trial has, in order. */
  static List<String> metrics(Experiment experiment, Curves curves) {
    var metrics = new LinkedHashSet<>(List.of("loss", "accuracy"));
    for (var variant : experiment.variants()) {
      for (long seed : experiment.seeds()) {
        metrics.addAll(curves.allMetrics(Ids.trial(experiment.id(), variant.ordinal(), seed)));
      }
    }
    return List.copyOf(metrics);
  }
}
