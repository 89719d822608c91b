package org.descent.learning.stacked;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.learning.CheckpointListener;
import org.descent.learning.Cohort;
import org.descent.learning.CohortCheckpoint;
import org.descent.learning.Device;
import org.descent.learning.Engine;
import org.descent.learning.EngineSettings;
import org.descent.learning.EngineStatistics;
import org.descent.learning.Engines;
import org.descent.learning.Outcome;
import org.descent.learning.Reports;

/**
 * Trains networks by the stack: trials that differ in seed, learning rate, loss, activation, target
 * or budget alone share an XLA program that holds the whole loop over iterations. A trial's bits do
 * not depend on its company, the stack's size, the threads or the segments.
 *
 * <p>Convolutions are matrix products over patches, see {@link org.descent.learning.layer}; what
 * XLA has for them is slow on a CPU. Networks whose patches would take too much memory go to
 * another engine, and others that are faster there, if that is asked for, see {@link HandingOn}.
 *
 * <p>{@link org.descent.learning.XlaFlags} says which flags XLA is to be run with. With others the
 * engine works too, but slower, and on some processors a trial's last bits depend on its company.
 */
final class StackedEngine implements Engine {
  private static final int PROGRAMS_KEPT = 32;

  private final EngineSettings settings;
  private final String name;
  private final HandingOn handingOn;
  private final Engine other;
  private final Device device;
  private final StackSize sizes;
  private final Repacking repacking;
  private final ProgramCache programs;
  private final ExecutorService threads;
  private final StackTraining.Counters counters = new StackTraining.Counters();

  /**
   * @param name what it is called
   * @param handingOn which trials it leaves to the other engine
   * @param other trains those; closed with it
   */
  StackedEngine(String name, EngineSettings settings, HandingOn handingOn, Engine other) {
    this(name, settings, handingOn, other, Device.detect(), Repacking.WHERE_IT_PAYS, PROGRAMS_KEPT);
  }

  /** One that hands on only what is too large. */
  StackedEngine(
      EngineSettings settings, Engine other, Device device, Repacking repacking, int programsKept) {
    this(Engines.STACKED, settings, HandingOn.TOO_LARGE, other, device, repacking, programsKept);
  }

  private StackedEngine(
      String name,
      EngineSettings settings,
      HandingOn handingOn,
      Engine other,
      Device device,
      Repacking repacking,
      int programsKept) {
    this.name = name;
    this.settings = settings;
    this.handingOn = handingOn;
    this.other = other;
    this.device = device;
    this.sizes = new StackSize(device);
    this.repacking = repacking;
    this.programs = new ProgramCache(programsKept, device);
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
    return name;
  }

  @Override
  public String trainedBy(TrainingSpec training, List<Integer> inputShape, int examples) {
    try {
      var kind = ProgramKind.of(training, inputShape, examples);
      return handingOn.due(kind, device) ? other.name() : Engines.STACKED;
    } catch (InvalidSpec e) {
      return Engines.STACKED; // which ends such trials as failed
    }
  }

  @Override
  public EngineStatistics statistics() {
    return programs.statistics(counters.trialIterations().get(), counters.repacked().get());
  }

  @Override
  public void train(Cohort cohort, CohortCheckpoint from, CheckpointListener listener) {
    var reports = new Reports(listener, from);
    var left = cohort.trials().stream().filter(t -> !reports.hasEnded(t)).toList();
    var others = trainStacked(cohort.of(left), from, reports);
    if (!others.isEmpty()) {
      other.train(cohort.of(others), from, reports);
    }
    reports.rethrow();
  }

  /** The trials that are the other engine's. */
  private List<Cohort.Trial> trainStacked(Cohort cohort, CohortCheckpoint from, Reports reports) {
    var others = new ArrayList<Cohort.Trial>();
    var kinds = new LinkedHashMap<Object, Kind>();
    for (var trial : cohort.trials()) {
      try {
        var kind = ProgramKind.of(trial.training(), cohort.train());
        if (handingOn.due(kind, device)) {
          others.add(trial);
          continue;
        }
        var stacked = StackedTrial.of(trial, cohort, from);
        kinds.computeIfAbsent(shared(kind), k -> new Kind(kind)).add(kind, stacked);
      } catch (InvalidSpec e) {
        reports.ended(trial, new Outcome.Failed(e.getMessage()));
      }
    }
    try (var course = new Course(cohort, reports)) {
      kinds.values().forEach(course::add);
      course.run();
    }
    return others;
  }

  /**
   * What trials share that share programs: a structure; on a GPU their formulas too. XLA contracts
   * additions with multiplications there as it happens to join formulas, so that last bits would
   * depend on which others a program has.
   */
  private Object shared(ProgramKind kind) {
    return device.isGpu() ? kind : kind.structure();
  }

  /** Trials that share programs. */
  private static final class Kind {
    private final List<StackedTrial> trials = new ArrayList<>();
    private ProgramKind kind;

    Kind(ProgramKind kind) {
      this.kind = kind;
    }

    void add(ProgramKind other, StackedTrial trial) {
      kind = kind.union(other);
      trials.add(trial);
    }
  }

  /** What a cohort takes to be trained, in the engine's threads. */
  private final class Course implements AutoCloseable {
    private final Cohort cohort;
    private final Reports reports;
    private final List<ExampleTensors> tensors = new ArrayList<>();
    private final List<SplitMeasuring> measuring = new ArrayList<>();
    private final List<Runnable> tasks = new ArrayList<>();
    private final List<Future<?>> running = new ArrayList<>();

    Course(Cohort cohort, Reports reports) {
      this.cohort = cohort;
      this.reports = reports;
    }

    void add(Kind kind) {
      try {
        addTasks(kind);
      } catch (InvalidSpec e) {
        kind.trials.forEach(t -> reports.ended(t.trial(), new Outcome.Failed(e.getMessage())));
      }
    }

    /** One task a program: no more trials than are worth it, and enough for all threads. */
    private void addTasks(Kind kind) {
      var training = kind.trials.get(0).training();
      int count = kind.trials.size();
      int stack = sizes.sharing(kind.kind, count, settings.parallelism());
      int budget =
          kind.trials.stream().mapToInt(t -> t.training().iterations()).max().orElseThrow();
      int run = sizes.run(kind.kind, stack, settings.segment(), budget);
      int turns = sizes.turns(kind.kind, run, budget);
      int size = sizes.inTurn(kind.kind, count, settings.parallelism(), turns);
      var splits = new SplitMeasuring(kind.kind, cohort, training, sizes, programs);
      measuring.add(splits);
      int together = Math.min(size, count);
      prepare(() -> programs.prepare(sizes.of(kind.kind, together, turns, run)));
      kind.trials.stream()
          .flatMap(trial -> trial.measuring().on().stream())
          .distinct()
          .sorted()
          .forEach(split -> prepare(() -> splits.prepare(split, together)));
      var examples = new ExampleTensors(kind.kind, cohort.train(), training);
      tensors.add(examples);
      var common =
          new StackTraining.Common(
              kind.kind, examples, splits, programs, sizes, repacking, counters, reports, turns,
              run);
      for (int from = 0; from < count; from += size) {
        var trials = kind.trials.subList(from, Math.min(from + size, count));
        tasks.add(new StackTraining(common, trials)::run);
      }
    }

    /**
     * Does now what tasks would do one after the other when they come to it: programs compile
     * beside each other, and beside the examples on their way to tensors. Tasks meet the same
     * trouble, and know whose it is.
     */
    private void prepare(Runnable work) {
      running.add(
          threads.submit(
              () -> {
                try {
                  work.run();
                } catch (RuntimeException | OutOfMemoryError e) {
                  // left to the tasks
                }
              }));
    }

    void run() {
      tasks.forEach(task -> running.add(threads.submit(task)));
    }

    /** Waits for all, whatever happens: their tensors must not be released before. */
    @Override
    public void close() {
      try {
        await(running, reports);
      } finally {
        tensors.forEach(ExampleTensors::close);
        measuring.forEach(SplitMeasuring::close);
      }
    }
  }

  /** Waits for all. */
  private static void await(List<Future<?>> running, Reports reports) {
    boolean interrupted = false;
    Optional<Throwable> defect = Optional.empty();
    for (var future : running) {
      boolean waiting = true;
      while (waiting) {
        try {
          future.get();
          waiting = false;
        } catch (InterruptedException e) {
          interrupted = true;
          reports.giveUp();
        } catch (ExecutionException e) {
          defect = Optional.of(e.getCause());
          waiting = false;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    defect.ifPresent(
        cause -> {
          throw new IllegalStateException("training broke off", cause);
        });
  }

  @Override
  public void close() {
    threads.shutdown();
    programs.close();
    other.close();
  }
}
