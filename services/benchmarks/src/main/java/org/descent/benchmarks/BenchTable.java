package org.descent.benchmarks;

import java.io.PrintStream;
import java.util.Locale;
import java.util.stream.Collectors;

/** Measurements as people read them, with the ratios that matter. */
record BenchTable(Results results) {
  void print(PrintStream out) {
    if (!results.measurements().isEmpty()) {
      rows(out);
      pipeline(out);
    }
    fits(out);
    study(out);
  }

  private void rows(PrintStream out) {
    line(out, "work", "who", "T", "threads", "trial-steps/s", "spread", "of peak");
    for (var m : results.measurements()) {
      line(
          out,
          m.work(),
          m.peer(),
          m.trials(),
          m.threads(),
          number("%,.0f", m.stepsPerSecond()),
          number("%.0f%%", 100 * m.spread()),
          m.work().equals("dense") ? number("%.0f%%", 100 * share(m)) : "");
    }
    out.println();
    out.println("spread: slowest less fastest of the repeats, as a share of the median");
    for (var peak : results.peaks()) {
      out.printf(
          Locale.ROOT,
          "float32 peak of this machine, by a large matrix product: %.0f GFLOP/s on %d thread(s)%n",
          peak.flops() * 1e-9,
          peak.threads());
    }
  }

  private void pipeline(PrintStream out) {
    var rows =
        results.measurements().stream().filter(m -> m.work().startsWith("pipeline")).toList();
    if (rows.isEmpty()) {
      return;
    }
    out.println();
    out.println("whole pipeline, from handing in to the last evaluation; start-up is not counted");
    for (var m : rows) {
      out.printf(
          Locale.ROOT,
          "%-26s %d trials of %d: warm %.2f s (%,.0f trials/s, %,.0f trial-steps/s), cold %.2f s; warm: %s%n",
          m.peer(),
          m.trials(),
          m.steps(),
          Numbers.median(m.seconds()),
          m.trialsPerSecond(),
          m.stepsPerSecond(),
          m.cold(),
          m.seconds().stream().map(s -> number("%.2f", s)).collect(Collectors.joining(" ")));
      if (!m.cpu().isEmpty()) {
        out.printf(
            "%26s processor ms a trial, until the last curve is known: %s%n",
            "",
            m.cpu().entrySet().stream()
                .map(e -> e.getKey() + number(" %.2f", 1000 * e.getValue() / m.trials()))
                .collect(Collectors.joining(", ")));
      }
    }
    for (var m : rows) {
      ratio(out, m, "pipeline, one process", "engine alone");
      ratio(out, m, "pipeline, 2 trainers", "pipeline, 1 trainer");
    }
  }

  private void ratio(PrintStream out, Measurement m, String who, String than) {
    if (m.peer().equals(who)) {
      results.measurements().stream()
          .filter(o -> o.peer().equals(than) && o.steps() == m.steps())
          .forEach(
              o ->
                  out.printf(
                      Locale.ROOT,
                      "%s against %s, trials of %d: %.2f%n",
                      who,
                      than,
                      m.steps(),
                      m.stepsPerSecond() / o.stepsPerSecond()));
    }
  }

  private static void line(PrintStream out, Object... cells) {
    out.printf("%-8s %-26s %6s %8s %15s %9s %10s%n", cells);
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  private void fits(PrintStream out) {
    for (var fit : results.fits()) {
      out.printf(
          Locale.ROOT,
          "%s: %.3g s + %.3g s each, R\u00b2 %.5f%n",
          fit.of(),
          fit.intercept(),
          fit.slope(),
          fit.rSquared());
    }
  }

  private void study(PrintStream out) {
    for (var time : results.study()) {
      out.printf(
          Locale.ROOT,
          "%-10s %-28s %4d trials %8.1f s%n",
          time.engine(),
          time.experiment(),
          time.trials(),
          time.seconds());
    }
  }

  private double share(Measurement m) {
    return m.stepsPerSecond() * DenseWork.FLOP / results.peak(m.threads());
  }
}
