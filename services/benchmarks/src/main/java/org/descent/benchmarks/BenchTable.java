package org.descent.benchmarks;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** Measurements as people read them, with the ratios that matter. */
record BenchTable(List<Measurement> measurements, double peakOfOneThread, double peakOfAll) {
  void print(PrintStream out) {
    out.printf(
        Locale.ROOT,
        "%-6s %-26s %6s %8s %15s %9s %10s%n",
        "work",
        "who",
        "T",
        "threads",
        "trial-steps/s",
        "spread",
        "of peak");
    for (var m : measurements) {
      out.printf(
          Locale.ROOT,
          "%-6s %-26s %6d %8d %,15.0f %8.0f%% %10s%n",
          m.work(),
          m.peer(),
          m.trials(),
          m.threads(),
          m.stepsPerSecond(),
          100 * (m.fastest() - m.slowest()) / m.stepsPerSecond(),
          m.work().equals("dense") ? String.format(Locale.ROOT, "%.0f%%", 100 * share(m)) : "");
    }
    out.printf(
        Locale.ROOT,
        "%nfloat32 peak of this machine, measured by a large matrix product: %.0f GFLOP/s on one thread, %.0f on all%n",
        peakOfOneThread * 1e-9,
        peakOfAll * 1e-9);
    out.println("spread: fastest minus slowest of the repeats, as a share of the median");
  }

  private double share(Measurement m) {
    return m.stepsPerSecond() * DenseWork.FLOP / (m.threads() == 1 ? peakOfOneThread : peakOfAll);
  }
}
