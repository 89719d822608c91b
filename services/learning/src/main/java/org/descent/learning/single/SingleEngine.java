package org.descent.learning.single;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;
import org.descent.contracts.Reason;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.learning.CheckpointListener;
import org.descent.learning.Cohort;
import org.descent.learning.CohortCheckpoint;
import org.descent.learning.Device;
import org.descent.learning.Engine;
import org.descent.learning.EngineSettings;
import org.descent.learning.Engines;
import org.descent.learning.Measuring;
import org.descent.learning.Outcome;
import org.descent.learning.Reports;
import org.descent.learning.Snapshots;
import org.descent.learning.instrument.Instruments;

/**
 * The straightforward engine: every trial is trained by itself, as many at a time as there are
 * threads. Trials of one structure share a program; the programs used last stay compiled.
 */
final class SingleEngine implements Engine {
  private static final int PROGRAMS_KEPT = 8;

  /** Between two reports of progress: what this engine trains takes its time. */
  private static final int MOST_ITERATIONS = 1000;

  private final EngineSettings settings;
  private final LongSupplier nanos;
  private final ExecutorService threads;
  private final Map<UnrolledKey, UnrolledProgram> programs = new LinkedHashMap<>(16, 0.75f, true);

  SingleEngine(EngineSettings settings) {
    this(settings, System::nanoTime);
  }

  /**
   * @param nanos the time, as {@link System#nanoTime()} tells it
   */
  SingleEngine(EngineSettings settings, LongSupplier nanos) {
    this.settings = settings;
    this.nanos = nanos;
    this.threads =
        Executors.newFixedThreadPool(
            settings.parallelism(),
            task -> {
              var thread = new Thread(task, "training");
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public String name() {
    return Engines.SINGLE;
  }

  @Override
  public synchronized void train(
      Cohort cohort, CohortCheckpoint from, CheckpointListener listener) {
    var reports = new Reports(listener, from);
    try (var data = new CohortData(cohort)) {
      var running = new ArrayList<Future<?>>();
      try {
        for (var trial : cohort.trials()) {
          if (!reports.hasEnded(trial)) {
            running.add(
                threads.submit(() -> reports.ended(trial, outcome(trial, data, from, reports))));
          }
        }
      } finally {
        reports.await(running);
      }
    }
    reports.rethrow();
    forgetOldPrograms();
  }

  /** Trains {@code trial}; trouble is its own, not its neighbours'. */
  private Outcome outcome(
      Cohort.Trial trial, CohortData data, CohortCheckpoint from, Reports reports) {
    if (reports.cancelled()) {
      return new Outcome.Cancelled();
    }
    try {
      var training = trial.training();
      var examples = data.examples();
      var key = UnrolledKey.of(training, examples.shape(), examples.count());
      var start = from.start(trial, examples);
      int segment = Math.min(settings.segment(), MOST_ITERATIONS);
      var kept = Snapshots.of(training, examples);
      var measuring = Measuring.of(training, data.cohort(), start.judged());
      return new Training(
              program(key),
              data.tensors(training),
              trial,
              start,
              measuring,
              data.instruments(),
              reports,
              kept,
              segment,
              nanos)
          .run();
    } catch (RuntimeException | OutOfMemoryError e) {
      return new Outcome.Failed(reason(e));
    }
  }

  private static String reason(Throwable trouble) {
    if (trouble instanceof OutOfMemoryError) {
      return Reason.of(trouble);
    }
    var message = trouble.getMessage();
    return message == null || message.isBlank()
        ? trouble.getClass().getSimpleName()
        : message.lines().findFirst().orElseThrow();
  }

  private UnrolledProgram program(UnrolledKey key) {
    synchronized (programs) {
      return programs.computeIfAbsent(key, UnrolledProgram::new);
    }
  }

  /** Between cohorts, when no program is in use. */
  private void forgetOldPrograms() {
    var eldest = programs.values().iterator();
    for (int excess = programs.size() - PROGRAMS_KEPT; excess > 0; excess--) {
      eldest.next().close();
      eldest.remove();
    }
  }

  @Override
  public synchronized void close() {
    threads.shutdown();
    programs.values().forEach(UnrolledProgram::close);
    programs.clear();
  }

  /** A cohort's examples as tensors, made once for each set of heads; owns them. */
  private static final class CohortData implements AutoCloseable {
    private final Cohort cohort;
    private final Instruments instruments;
    private final Map<List<Object>, SplitData> tensors = new LinkedHashMap<>();

    CohortData(Cohort cohort) {
      this.cohort = cohort;
      this.instruments = new Instruments(cohort, Device.detect());
    }

    Instruments instruments() {
      return instruments;
    }

    Cohort cohort() {
      return cohort;
    }

    Examples examples() {
      return cohort.train();
    }

    synchronized SplitData tensors(TrainingSpec training) {
      var key = List.<Object>of(training.network().heads(), training.loss());
      return tensors.computeIfAbsent(key, k -> new SplitData(cohort, training));
    }

    @Override
    public void close() {
      tensors.values().forEach(SplitData::close);
      instruments.close();
    }
  }
}
