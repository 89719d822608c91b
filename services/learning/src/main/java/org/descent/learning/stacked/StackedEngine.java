package org.descent.learning.stacked;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.spec.Split;
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
import org.descent.learning.instrument.Instruments;

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
  private final SharedTensors shared = new SharedTensors();
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
    var kinds = new LinkedHashMap<Object, Kind<StackedTrial>>();
    var known = new ProgramKind.Known(cohort.train().shape(), cohort.train().count());
    for (var trial : cohort.trials()) {
      try {
        var kind = known.of(trial.training());
        if (handingOn.due(kind, device)) {
          others.add(trial);
          continue;
        }
        var stacked = StackedTrial.of(trial, cohort, from);
        kinds.computeIfAbsent(shared(kind), k -> new Kind<>(kind)).add(kind, stacked);
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
    return device.isGpu() ? kind : kind.shared();
  }

  /**
   * Trials that share programs.
   *
   * @param <T> what is known of a trial
   */
  private static final class Kind<T> {
    private final List<T> trials = new ArrayList<>();
    private ProgramKind kind;

    Kind(ProgramKind kind) {
      this.kind = kind;
    }

    void add(ProgramKind other, T trial) {
      kind = kind.union(other);
      trials.add(trial);
    }
  }

  /**
   * How trials of one kind are put in programs: no more than are worth it, and enough for all
   * threads.
   *
   * @param size trials in a program
   * @param turns stacks of it that a run trains
   * @param run the most iterations of a run
   */
  private record Cut(int size, int turns, int run) {}

  private Cut cut(ProgramKind kind, List<TrainingSpec> trials) {
    int count = trials.size();
    int stack = sizes.sharing(kind, count, settings.parallelism());
    int budget = trials.stream().mapToInt(TrainingSpec::iterations).max().orElseThrow();
    int run = sizes.run(kind, stack, settings.segment(), budget);
    int turns = sizes.turns(kind, run, budget);
    int size = sizes.inTurn(kind, count, settings.parallelism(), turns);
    return new Cut(Math.min(size, count), turns, run);
  }

  @Override
  public void prepare(
      List<TrainingSpec> trainings, List<Integer> inputShape, Map<Split, Integer> examples) {
    prepare(() -> prepareNow(trainings, inputShape, examples));
  }

  private void prepareNow(
      List<TrainingSpec> trainings, List<Integer> inputShape, Map<Split, Integer> examples) {
    var kinds = new LinkedHashMap<Object, Kind<TrainingSpec>>();
    var known = new ProgramKind.Known(inputShape, examples.get(Split.TRAIN));
    for (var training : trainings) {
      try {
        var kind = known.of(training);
        if (!handingOn.due(kind, device)) {
          kinds.computeIfAbsent(shared(kind), k -> new Kind<>(kind)).add(kind, training);
        }
      } catch (InvalidSpec e) {
        // it will end as failed
      }
    }
    kinds.values().forEach(kind -> prepare(kind.kind, kind.trials, examples));
  }

  /** Compiles what trials of {@code kind} need first. */
  private List<Future<?>> prepare(
      ProgramKind kind, List<TrainingSpec> trials, Map<Split, Integer> examples) {
    var cut = cut(kind, trials);
    var shapes = new ArrayList<Supplier<Compilable<?>>>();
    shapes.add(() -> sizes.of(kind, cut.size, cut.turns, cut.run));
    trials.stream()
        .filter(training -> training.measure() != null)
        .flatMap(training -> training.measure().on().stream())
        .filter(examples::containsKey)
        .distinct()
        .sorted()
        .forEach(s -> shapes.add(() -> sizes.measuring(kind, cut.size, examples.get(s))));
    var compiling = new ArrayList<Future<?>>();
    shapes.forEach(shape -> compiling.add(prepare(() -> programs.prepare(shape.get()))));
    return compiling;
  }

  /**
   * Does beforehand what tasks would do when they come to it: programs compile beside each other,
   * and beside the examples on their way to tensors. Tasks meet the same trouble, and know whose it
   * is.
   */
  private Future<?> prepare(Runnable work) {
    return threads.submit(
        () -> {
          try {
            work.run();
          } catch (RuntimeException | OutOfMemoryError e) {
            // left to the tasks
          }
        });
  }

  /** What a cohort takes to be trained, in the engine's threads. */
  private final class Course implements AutoCloseable {
    private final Cohort cohort;
    private final Reports reports;
    private final Instruments instruments;
    private final List<ExampleTensors> tensors = new ArrayList<>();
    private final List<SplitMeasuring> measuring = new ArrayList<>();
    private final List<Runnable> tasks = new ArrayList<>();
    private final List<Future<?>> running = new ArrayList<>();

    Course(Cohort cohort, Reports reports) {
      this.cohort = cohort;
      this.reports = reports;
      this.instruments = new Instruments(cohort, device);
    }

    void add(Kind<StackedTrial> kind) {
      try {
        addTasks(kind);
      } catch (InvalidSpec e) {
        kind.trials.forEach(t -> reports.ended(t.trial(), new Outcome.Failed(e.getMessage())));
      }
    }

    /** One task a program: no more trials than are worth it, and enough for all threads. */
    private void addTasks(Kind<StackedTrial> kind) {
      var trainings = kind.trials.stream().map(StackedTrial::training).toList();
      var training = trainings.get(0);
      var cut = cut(kind.kind, trainings);
      var splits = new SplitMeasuring(kind.kind, cohort, training, sizes, programs, shared);
      measuring.add(splits);
      running.addAll(prepare(kind.kind, trainings, cohort.counts()));
      kind.trials.stream()
          .flatMap(trial -> trial.measuring().on().stream())
          .distinct()
          .sorted()
          .forEach(split -> running.add(prepare(() -> splits.prepare(split))));
      var examples = new ExampleTensors(kind.kind, cohort.train(), training, shared);
      tensors.add(examples);
      var common =
          new StackTraining.Common(
              kind.kind,
              examples,
              splits,
              instruments,
              programs,
              sizes,
              repacking,
              counters,
              reports,
              cut.turns,
              cut.run);
      for (int from = 0; from < trainings.size(); from += cut.size) {
        var trials = kind.trials.subList(from, Math.min(from + cut.size, trainings.size()));
        tasks.add(new StackTraining(common, trials)::run);
      }
    }

    void run() {
      tasks.forEach(task -> running.add(threads.submit(task)));
    }

    /** Waits for all, whatever happens: their tensors must not be released before. */
    @Override
    public void close() {
      try {
        reports.await(running);
      } finally {
        tensors.forEach(ExampleTensors::close);
        measuring.forEach(SplitMeasuring::close);
        instruments.close();
      }
    }
  }

  @Override
  public void close() {
    threads.shutdown();
    programs.close();
    other.close();
  }
}
