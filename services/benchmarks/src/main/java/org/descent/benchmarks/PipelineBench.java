package org.descent.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.descent.benchmarks.pipeline.RunningPipeline;
import org.descent.benchmarks.pipeline.Sweep;
import org.descent.learning.EngineSettings;
import org.descent.learning.Engines;

/**
 * A sweep through control and Kafka until the last evaluation, beside the engine alone at the same
 * work. Starting the processes is not counted; what the first sweep costs more is told apart.
 */
final class PipelineBench {
  private static final int TRIALS = 1024;

  /** Sweeps before those that count: by then the JIT has compiled most of what they use. */
  private static final int WARM_UPS = 6;

  /** The same where each of six processes has a JIT of its own, the first time. */
  private static final int WARM_UPS_IN_PROCESSES = 12;

  /** Sweeps that count of those that take long; they vary less. */
  private static final int FEW = 3;

  /** Trials of LeNet-5. */
  private static final int IMAGE_TRIALS = 64;

  /** Iterations that pass twice through its 10 000 examples. */
  private static final int TWO_EPOCHS = 314;

  private final DenseWork work;
  private final int repeats;
  private final Consumer<Measurement> found;
  private int sweeps;

  PipelineBench(DenseWork work, int repeats, Consumer<Measurement> found) {
    this.work = work;
    this.repeats = repeats;
    this.found = found;
  }

  /**
   * In one process with a trainer of {@code threads}; engine and pipeline take turns.
   *
   * @param iterations of the trials, one after the other; the first also warm up
   */
  void againstTheEngine(int threads, int... iterations) throws IOException {
    try (var engine = Engines.create(new EngineSettings(threads, Engines.STACKED));
        var pipeline = RunningPipeline.inOneProcess(threads, Engines.STACKED)) {
      int warmUps = WARM_UPS;
      for (int n : iterations) {
        var sweep = new Sweep(Sweep.Network.DENSE, TRIALS, n);
        var cohort = work.cohort(TRIALS, n);
        var alone = new Series(sweep, warmUps);
        var whole = new Series(sweep, warmUps);
        for (int i = 0; i < warmUps + repeats(sweep); i++) {
          alone.add(Stopwatch.seconds(() -> EngineRun.train(engine, cohort)), Map.of());
          whole.add(pipeline);
        }
        found.accept(alone.measurement("engine alone", threads));
        found.accept(whole.measurement("pipeline, one process", threads));
        warmUps = 1;
      }
    }
  }

  /**
   * LeNet-5 in one process with a trainer of {@code threads}, whichever engine is chosen; engine
   * and pipeline take turns, after a small sweep each.
   */
  void images(int threads) throws IOException {
    var small = new Sweep(Sweep.Network.LENET, threads, 20);
    var sweep = new Sweep(Sweep.Network.LENET, IMAGE_TRIALS, TWO_EPOCHS);
    var alone = new Series(sweep, 0);
    var whole = new Series(sweep, 0);
    try (var engine = Engines.create(new EngineSettings(threads, Engines.AUTO));
        var pipeline = RunningPipeline.inOneProcess(threads, Engines.AUTO)) {
      EngineRun.train(engine, small.cohort());
      small.run(pipeline, name());
      var cohort = sweep.cohort();
      for (int i = 0; i < repeats; i++) {
        alone.add(Stopwatch.seconds(() -> EngineRun.train(engine, cohort)), Map.of());
        whole.add(pipeline);
      }
    }
    found.accept(alone.measurement("engine alone", threads));
    found.accept(whole.measurement("pipeline, one process", threads));
  }

  /**
   * Each service in a process of its own, with two trainers of one thread each and with one of
   * them; both take turns, since a machine may be slower for minutes. The second trainer is new in
   * every turn: what its JIT has still to learn is counted against two.
   */
  void twoTrainers(Sweep... sweeps) throws IOException {
    var two = new ArrayList<Series>();
    var one = new ArrayList<Series>();
    for (var sweep : sweeps) {
      two.add(new Series(sweep, 0));
      one.add(new Series(sweep, 0));
    }
    try (var pipeline = RunningPipeline.inProcesses()) {
      pipeline.trainer(1);
      for (int turn = 0; turn < Math.min(repeats, FEW); turn++) {
        var second = pipeline.trainer(1);
        int warmUps = turn == 0 ? WARM_UPS_IN_PROCESSES : WARM_UPS;
        for (int i = 0; i < warmUps; i++) {
          sweeps[0].run(pipeline, name());
        }
        for (var series : two) {
          series.add(pipeline);
        }
        pipeline.stop(second);
        for (var series : one) {
          series.add(pipeline);
        }
      }
    }
    one.forEach(series -> found.accept(series.measurement("pipeline, 1 trainer", 1)));
    two.forEach(series -> found.accept(series.measurement("pipeline, 2 trainers", 2)));
  }

  private int repeats(Sweep sweep) {
    boolean brief = sweep.network() == Sweep.Network.DENSE && sweep.iterations() <= 10_000;
    return brief ? repeats : Math.min(repeats, FEW);
  }

  private String name() {
    return "sweep-" + ++sweeps;
  }

  /** What the same work took, time after time. */
  private final class Series {
    private final Sweep sweep;
    private final int warmUps;
    private final List<Double> seconds = new ArrayList<>();
    private final List<Map<String, Double>> cpu = new ArrayList<>();

    /**
     * @param warmUps how many come before those that count
     */
    Series(Sweep sweep, int warmUps) {
      this.sweep = sweep;
      this.warmUps = warmUps;
    }

    void add(RunningPipeline pipeline) throws IOException {
      var run = sweep.run(pipeline, name());
      System.err.printf(
          "%d trials of %d through the pipeline: %.2f s, all curves %.2f s%n",
          sweep.trials(), sweep.iterations(), run.seconds(), run.curvesSeconds());
      add(run.seconds(), run.cpuSeconds());
    }

    void add(double taken, Map<String, Double> used) {
      seconds.add(taken);
      cpu.add(used);
    }

    Measurement measurement(String who, int threads) {
      var counted = seconds.subList(warmUps, seconds.size());
      return new Measurement(
          who,
          switch (sweep.network()) {
            case DENSE -> "pipeline";
            case CONVOLUTIONAL -> "pipeline, ConvNet";
            case LENET -> "pipeline, LeNet-5";
          },
          sweep.trials(),
          threads,
          sweep.iterations(),
          seconds.get(0),
          counted,
          Map.of(),
          medians(cpu.subList(warmUps, cpu.size())));
    }

    private static Map<String, Double> medians(List<Map<String, Double>> runs) {
      var medians = new TreeMap<String, Double>();
      for (var process : runs.get(0).keySet()) {
        medians.put(
            process,
            Numbers.median(runs.stream().map(run -> run.getOrDefault(process, 0.0)).toList()));
      }
      return medians;
    }
  }
}
