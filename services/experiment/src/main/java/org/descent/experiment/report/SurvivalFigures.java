package org.descent.experiment.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.descent.experiment.Variant;
import org.descent.experiment.results.TargetObservations;
import org.descent.experiment.statistics.KaplanMeier;
import org.descent.experiment.statistics.Median;
import org.descent.experiment.statistics.Observation;

/** Iterations to target over the trials of each variant. */
record SurvivalFigures(Findings findings) {
  /** One figure of Kaplan–Meier curves; none without targets, or with fewer than two trials. */
  Optional<Figure> figure() {
    var series = new ArrayList<Plot.Series>();
    double longest = 1;
    for (var variant : findings.experiment().variants()) {
      var observations = TargetObservations.of(findings.result(variant));
      if (variant.training().targets().isEmpty() || observations.size() < 2) {
        continue;
      }
      int end = observations.stream().mapToInt(Observation::iterations).max().orElse(1);
      longest = Math.max(longest, end);
      if (series.size() < Ink.colours()) {
        series.add(series(variant, KaplanMeier.of(observations), observations, end, series.size()));
      }
    }
    if (series.isEmpty()) {
      return Optional.empty();
    }
    var plot =
        new Plot(
            findings.experiment().title() + ": share of trials not yet converged",
            new Plot.Axis(Plot.ITERATION, false, 1, longest),
            new Plot.Axis("not yet converged", false, 0, 1),
            series);
    return Optional.of(
        Figure.of(
            "Not yet converged: " + findings.experiment().title(),
            "Kaplan–Meier estimate of the share of trials that need more iterations, with pointwise 95 %"
                + " bands on the log(−log) scale; of fewer than "
                + Median.NEEDED
                + " trials there is none. Small marks: trials whose budget ended first (right-censored)."
                + (between()
                    ? " Where targets are judged by measurements of a split, steps stand at the measurements: a trial converged there or since the one before, so that between two of them the share is not known (Turnbull 1976)."
                    : "")
                + (findings.experiment().variants().size() > Ink.colours()
                    ? " The first " + Ink.colours() + " variants are shown; the table has all."
                    : ""),
            plot));
  }

  /** Whether some trials' iterations are known to an interval only. */
  private boolean between() {
    return findings.experiment().variants().stream()
        .flatMap(variant -> TargetObservations.of(findings.result(variant)).stream())
        .anyMatch(observation -> !observation.exact());
  }

  private static Plot.Series series(
      Variant variant, KaplanMeier estimate, List<Observation> observations, int end, int colour) {
    var steps = estimate.steps();
    int n = steps.size();
    boolean openEnd = n == 0 || steps.get(n - 1).iteration() < end;
    var x = new double[n + (openEnd ? 2 : 1)];
    var y = new double[x.length];
    var low = new double[x.length];
    var high = new double[x.length];
    x[0] = 1;
    y[0] = low[0] = high[0] = 1;
    for (int i = 0; i < n; i++) {
      var step = steps.get(i);
      x[i + 1] = step.iteration();
      y[i + 1] = step.survival();
      low[i + 1] = step.low();
      high[i + 1] = step.high();
    }
    if (openEnd) {
      x[n + 1] = end;
      y[n + 1] = y[n];
      low[n + 1] = low[n];
      high[n + 1] = high[n];
    }
    boolean banded = observations.size() >= Median.NEEDED;
    double[] censored =
        observations.stream()
            .filter(o -> !o.reached())
            .mapToDouble(Observation::iterations)
            .sorted()
            .distinct()
            .toArray();
    var none = new double[0];
    return new Plot.Series(
        variant.label(),
        colour,
        x,
        y,
        banded ? low : none,
        banded ? high : none,
        true,
        censored,
        List.of());
  }
}
