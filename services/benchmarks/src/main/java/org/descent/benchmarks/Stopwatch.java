package org.descent.benchmarks;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Times a piece of work several times after warming it up. */
record Stopwatch(int repeats) {
  private static final int[] CHECKED_STEPS = {1, 10, 100, 1000};

  /**
   * @param run does the work once and returns the first trial's loss at every iteration
   */
  Measurement measure(
      String peer, String work, int trials, int threads, int steps, Supplier<float[]> run) {
    run.get();
    var seconds = new double[repeats];
    float[] losses = null;
    for (int i = 0; i < repeats; i++) {
      long start = System.nanoTime();
      losses = run.get();
      seconds[i] = (System.nanoTime() - start) * 1e-9;
    }
    if (losses.length != steps) {
      throw new IllegalStateException(peer + " yielded " + losses.length + " losses, not " + steps);
    }
    Arrays.sort(seconds);
    double all = (double) trials * steps;
    return new Measurement(
        peer,
        work,
        trials,
        threads,
        all / seconds[repeats / 2],
        all / seconds[0],
        all / seconds[repeats - 1],
        checked(losses));
  }

  private static Map<String, Double> checked(float[] losses) {
    var checked = new TreeMap<String, Double>();
    for (int step : CHECKED_STEPS) {
      if (step <= losses.length) {
        checked.put(String.valueOf(step), (double) losses[step - 1]);
      }
    }
    return checked;
  }
}
