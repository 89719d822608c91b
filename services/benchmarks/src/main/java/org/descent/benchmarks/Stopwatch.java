package org.descent.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Times a piece of work several times after warming it up. */
record Stopwatch(int repeats) {
  /** By then the JVM's compilers have stopped taking time from what they compile for. */
  private static final double WARM_UP_SECONDS = 2;

  private static final int[] CHECKED_STEPS = {1, 10, 100, 1000};

  /**
   * @param run does the work once and returns the first trial's loss at every iteration
   */
  Measurement measure(
      String peer, String work, int trials, int threads, int steps, Supplier<float[]> run) {
    double cold = seconds(run::get);
    for (double warm = cold; warm < WARM_UP_SECONDS; ) {
      warm += seconds(run::get);
    }
    var seconds = new ArrayList<Double>();
    var losses = new ArrayList<float[]>();
    for (int i = 0; i < repeats; i++) {
      seconds.add(seconds(() -> losses.add(run.get())));
    }
    return measurement(peer, work, trials, threads, steps, cold, seconds, losses.get(0));
  }

  static double seconds(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) * 1e-9;
  }

  private static Measurement measurement(
      String peer,
      String work,
      int trials,
      int threads,
      int steps,
      double cold,
      List<Double> seconds,
      float[] losses) {
    if (losses.length != steps) {
      throw new IllegalStateException(peer + " yielded " + losses.length + " losses, not " + steps);
    }
    return new Measurement(
        peer, work, trials, threads, steps, cold, seconds, checked(losses), Map.of());
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
