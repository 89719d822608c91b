package org.descent.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.descent.benchmarks.pipeline.JavaProcess;
import org.descent.benchmarks.pipeline.Sweep;
import org.descent.benchmarks.search.HalvingBench;
import org.descent.benchmarks.search.SearchBench;
import org.descent.learning.Cohort;
import org.descent.learning.Device;
import org.descent.learning.EngineSettings;
import org.descent.learning.Engines;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code descent bench}: the same training in several ways, one after the other, in one run. */
@Command(
    name = "descent bench",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    description = "Measures the engine beside other ways to do the same work.",
    footer = {
      "",
      "descent bench --jmh [JMH's options] runs the JMH benchmarks of the engine,",
      "descent bench --search [OPTIONS] STRATEGY:TRIALS... searches on functions or tables,",
      "descent bench --halving [OPTIONS] --tables FILE,... stops trials early on tables."
    })
public final class Bench implements Callable<Integer> {
  private static final int[] COHORTS = {1, 8, 64, 256, 1024};

  /** ConvNets trained at a time on a GPU; a CPU trains one a thread. */
  private static final int STACK_OF_A_GPU = 64;

  /** Trials of real work, besides one. */
  private static final int REAL_TRIALS = 16;

  private static final String VALIDATED =
      "Descent, %d validated each %d".formatted(RealWork.VALIDATED, RealWork.VALIDATED_EVERY);

  enum Format {
    table,
    json
  }

  /** What can be measured. */
  enum Part {
    plain,
    usual,
    engine,
    conv,
    real,
    pipeline,
    images,
    cost,
    study
  }

  @Option(
      names = "-o",
      description = "${COMPLETION-CANDIDATES} (default: table)",
      defaultValue = "table")
  Format format;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "PART",
      description =
          "of ${COMPLETION-CANDIDATES}, some separated by commas (default: all but real, images and study)")
  Set<Part> parts = EnumSet.complementOf(EnumSet.of(Part.real, Part.images, Part.study));

  @Option(
      names = "--works",
      split = ",",
      paramLabel = "WORK",
      description = "of part real: of ${COMPLETION-CANDIDATES} (default: all)")
  Set<RealWork> works = EnumSet.allOf(RealWork.class);

  @Option(
      names = "--repeats",
      description = "of each measurement; the median counts (default: 3)",
      defaultValue = "3")
  int repeats;

  @Option(
      names = "--export",
      paramLabel = "DIR",
      description = "write the work for other programs here")
  Path export;

  @Option(
      names = "--recordings",
      paramLabel = "DIR",
      description = "have each process of the pipeline recorded by Java Flight Recorder there")
  Path recordings;

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private final List<Measurement> measurements = new ArrayList<>();
  private final List<Peak> peaks = new ArrayList<>();
  private final DenseWork dense = new DenseWork();
  private final ConvWork conv = new ConvWork();

  public static void main(String[] arguments) throws IOException {
    if (arguments.length > 0 && arguments[0].equals("--jmh")) {
      org.openjdk.jmh.Main.main(Arrays.copyOfRange(arguments, 1, arguments.length));
      return;
    }
    if (arguments.length > 0 && arguments[0].equals("--search")) {
      SearchBench.main(Arrays.copyOfRange(arguments, 1, arguments.length));
    }
    if (arguments.length > 0 && arguments[0].equals("--halving")) {
      HalvingBench.main(Arrays.copyOfRange(arguments, 1, arguments.length));
    }
    System.exit(
        new CommandLine(new Bench()).setCaseInsensitiveEnumValuesAllowed(true).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    if (export != null) {
      dense.export(export.resolve("dense"), 1024);
      conv.export(export.resolve("conv"));
      for (var work : RealWork.values()) {
        work.export(export.resolve(work.id()), REAL_TRIALS);
      }
    }
    if (recordings != null) {
      System.setProperty(JavaProcess.RECORDINGS, Files.createDirectories(recordings).toString());
    }
    int cores = Runtime.getRuntime().availableProcessors();
    if (parts.contains(Part.plain)) {
      plainJava();
    }
    if (parts.contains(Part.usual)) {
      usual();
    }
    for (int threads : cores > 1 ? new int[] {1, cores} : new int[] {1}) {
      if (parts.contains(Part.engine)) {
        engine(threads);
      }
      if (parts.contains(Part.conv)) {
        conv(threads);
      }
    }
    if (parts.contains(Part.real)) {
      real(cores);
    }
    if (parts.contains(Part.pipeline)) {
      pipeline(cores);
    }
    if (parts.contains(Part.images)) {
      new PipelineBench(dense, repeats, this::add).images(cores);
    }
    var fits =
        parts.contains(Part.cost) ? new CostBench(dense, repeats).fits() : List.<LinearFit>of();
    var study =
        parts.contains(Part.study) ? new StudyBench(cores).times() : List.<StudyBench.Time>of();
    peaks.add(Peak.measure(1));
    if (cores > 1) {
      peaks.add(Peak.measure(cores));
    }
    print(new Results(measurements, peaks, fits, study));
    return CommandLine.ExitCode.OK;
  }

  private void plainJava() {
    var watch = new Stopwatch(repeats);
    int steps = 20_000;
    add(
        watch.measure(
            "plain Java, scalar",
            "dense",
            1,
            1,
            steps,
            () -> new PlainJava(dense, false).train(0, steps)));
    add(
        watch.measure(
            "plain Java, vectorisable",
            "dense",
            1,
            1,
            steps,
            () -> new PlainJava(dense, true).train(0, steps)));
  }

  private void usual() {
    var watch = new Stopwatch(repeats);
    try (var program = UsualProgram.of(dense)) {
      add(watch.measure("TF Java, one run a step", "dense", 1, 1, 2000, () -> program.train(2000)));
    }
    try (var program = UsualProgram.of(conv)) {
      add(watch.measure("TF Java, one run a step", "conv", 1, 1, 200, () -> program.train(200)));
    }
  }

  private void engine(int threads) {
    var watch = new Stopwatch(repeats);
    try (var engine = Engines.create(new EngineSettings(threads, Engines.STACKED))) {
      for (int trials : COHORTS) {
        int steps = Math.max(2000, 400_000 / trials);
        var cohort = dense.cohort(trials, steps);
        add(
            watch.measure(
                "Descent", "dense", trials, threads, steps, () -> EngineRun.train(engine, cohort)));
      }
    }
  }

  private void conv(int threads) {
    var watch = new Stopwatch(repeats);
    try (var engine = Engines.create(new EngineSettings(threads, Engines.STACKED))) {
      int trials = Device.detect().isGpu() ? STACK_OF_A_GPU : threads;
      var cohort = conv.cohort(trials, 200);
      add(
          watch.measure(
              "Descent", "conv", trials, threads, 200, () -> EngineRun.train(engine, cohort)));
    }
  }

  /** One trial on one thread; of the small networks many on all. */
  private void real(int cores) {
    for (var work : works) {
      real("Descent", work.id(), work.cohort(1, work.steps()), 1);
      int steps = work.steps() / 2;
      switch (work) {
        case MLP -> {
          real(VALIDATED, work.id(), work.validated(1, work.steps()), 1);
          real("Descent", work.id(), work.cohort(REAL_TRIALS, steps), cores);
          real("Descent", work.id() + "-one-seed", work.ofOneSeed(REAL_TRIALS, steps), cores);
        }
        case CNN1D -> real("Descent", work.id(), work.cohort(REAL_TRIALS, steps), cores);
        default -> {}
      }
    }
  }

  private void real(String who, String work, Cohort cohort, int threads) {
    int steps = cohort.trials().get(0).training().iterations();
    try (var engine = Engines.create(new EngineSettings(threads, Engines.AUTO))) {
      add(
          new Stopwatch(repeats)
              .measure(
                  who,
                  work,
                  cohort.trials().size(),
                  threads,
                  steps,
                  () -> EngineRun.train(engine, cohort)));
    }
  }

  private void pipeline(int cores) throws IOException {
    var bench = new PipelineBench(dense, repeats, this::add);
    bench.againstTheEngine(cores, 1000, 10_000, 30_000);
    bench.twoTrainers(
        new Sweep(Sweep.Network.DENSE, 1024, 1000),
        new Sweep(Sweep.Network.DENSE, 1024, 30_000),
        new Sweep(Sweep.Network.CONVOLUTIONAL, 48, 400));
  }

  private void add(Measurement measurement) {
    System.err.printf(
        "%s, %s, T=%d: done%n", measurement.peer(), measurement.work(), measurement.trials());
    measurements.add(measurement);
  }

  private void print(Results results) throws JsonProcessingException {
    switch (format) {
      case json ->
          out.println(
              new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(results));
      case table -> new BenchTable(results).print(out);
    }
  }
}
