package org.descent.benchmarks;

import java.util.concurrent.TimeUnit;
import org.descent.learning.Cohort;
import org.descent.learning.Engine;
import org.descent.learning.EngineSettings;
import org.descent.learning.Engines;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * JMH: the engine on cohorts of part 2's network; {@code trialIterations} is what counts. Run by
 * {@code descent bench --jmh}, whose further arguments are JMH's own.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
public class EngineBenchmark {
  /** A cohort and the engine that trains it. */
  @State(Scope.Benchmark)
  public static class Training {
    @Param({"1", "8", "64", "256", "1024"})
    int trials;

    /** Of the engine; 0 means one a core. */
    @Param({"1", "0"})
    int threads;

    @Param("stacked")
    String engine;

    private Engine trainer;
    private Cohort cohort;
    private int iterations;

    /** Compiles nothing yet: the warm-up does. */
    @Setup(Level.Trial)
    public void open() {
      trainer = Engines.create(new EngineSettings(threads, engine));
      iterations = Math.max(1000, 100_000 / trials);
      cohort = new DenseWork().cohort(trials, iterations);
    }

    @TearDown(Level.Trial)
    public void close() {
      trainer.close();
    }
  }

  /** What a second brings. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Counter {
    public long trialIterations;
  }

  /** One cohort from its first iteration to its budget. */
  @Benchmark
  public float[] cohort(Training training, Counter counter) {
    var losses = EngineRun.train(training.trainer, training.cohort);
    counter.trialIterations += (long) training.trials * training.iterations;
    return losses;
  }
}
