package org.descent.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.descent.learning.Cohort;
import org.descent.learning.EngineSettings;
import org.descent.learning.Engines;

/** How the engine's time grows with iterations and with trials, on one thread. */
final class CostBench {
  private static final int[] ITERATIONS = {1000, 2000, 4000, 8000, 16_000};
  private static final int[] TRIALS = {64, 128, 256, 512, 1024};

  private final DenseWork work;
  private final int repeats;

  CostBench(DenseWork work, int repeats) {
    this.work = work;
    this.repeats = repeats;
  }

  /** Lines through the medians of the repeats. */
  List<LinearFit> fits() {
    return List.of(
        fit(
            "seconds against iterations, T = 64, 1000 to 16000",
            ITERATIONS,
            Arrays.stream(ITERATIONS).mapToObj(n -> work.cohort(64, n)).toList()),
        fit(
            "seconds against trials, 2000 iterations, T = 64 to 1024",
            TRIALS,
            Arrays.stream(TRIALS).mapToObj(t -> work.cohort(t, 2000)).toList()));
  }

  private LinearFit fit(String what, int[] sizes, List<Cohort> cohorts) {
    var seconds = IntStream.range(0, sizes.length).mapToObj(i -> new ArrayList<Double>()).toList();
    try (var engine = Engines.create(new EngineSettings(1, Engines.STACKED))) {
      cohorts.forEach(cohort -> EngineRun.train(engine, cohort));
      // Size after size, so that a slow moment of the machine does not hit one of them alone.
      for (int repeat = 0; repeat < repeats; repeat++) {
        for (int i = 0; i < sizes.length; i++) {
          var cohort = cohorts.get(i);
          seconds.get(i).add(Stopwatch.seconds(() -> EngineRun.train(engine, cohort)));
        }
      }
    }
    return LinearFit.of(
        what,
        Arrays.stream(sizes).asDoubleStream().toArray(),
        seconds.stream().mapToDouble(Numbers::median).toArray());
  }
}
