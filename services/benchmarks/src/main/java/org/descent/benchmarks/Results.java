package org.descent.benchmarks;

import java.util.List;

/** What one run has measured. */
record Results(
    List<Measurement> measurements,
    List<Peak> peaks,
    List<LinearFit> fits,
    List<StudyBench.Time> study) {
  /** Floating-point operations a second that {@code threads} can do at best. */
  double peak(int threads) {
    return peaks.stream()
        .filter(peak -> peak.threads() == threads)
        .mapToDouble(Peak::flops)
        .findFirst()
        .orElse(Double.NaN);
  }
}
