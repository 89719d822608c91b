package org.descent.benchmarks;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/**
 * How fast one way of doing a piece of work was.
 *
 * @param peer who did it
 * @param work {@code dense}, {@code conv} or {@code pipeline}
 * @param steps iterations of each trial
 * @param cold seconds of the first time, which loads and compiles what is needed
 * @param seconds of the repeats after it, in their order
 * @param loss of the first trial at a few iterations, to show that it was the same work
 * @param cpu processor seconds of one repeat by process, the median; empty where there is but one
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Measurement(
    String peer,
    String work,
    int trials,
    int threads,
    int steps,
    double cold,
    List<Double> seconds,
    Map<String, Double> loss,
    Map<String, Double> cpu) {
  Measurement {
    seconds = List.copyOf(seconds);
  }

  /** Trials × iterations a second, by the median of the repeats. */
  @JsonProperty
  double stepsPerSecond() {
    return (double) trials * steps / Numbers.median(seconds);
  }

  /** Trials a second, by the median of the repeats. */
  double trialsPerSecond() {
    return trials / Numbers.median(seconds);
  }

  /** Slowest less fastest of the repeats, as a share of the median. */
  double spread() {
    double slowest = seconds.stream().mapToDouble(s -> s).max().orElseThrow();
    double fastest = seconds.stream().mapToDouble(s -> s).min().orElseThrow();
    return (slowest - fastest) / Numbers.median(seconds);
  }
}
