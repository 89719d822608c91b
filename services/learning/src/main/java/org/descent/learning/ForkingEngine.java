package org.descent.learning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.descent.contracts.event.End;
import org.descent.contracts.spec.Split;
import org.descent.contracts.spec.TrainingSpec;

/**
 * Trains first what trials go on from, see {@link TrainingSpec#stem}, where it is not known
 * already: once for all trials that go on from the same. Another engine does the work.
 */
final class ForkingEngine implements Engine {
  private final Engine engine;

  ForkingEngine(Engine engine) {
    this.engine = engine;
  }

  @Override
  public String name() {
    return engine.name();
  }

  @Override
  public String trainedBy(TrainingSpec training, List<Integer> inputShape, int examples) {
    return engine.trainedBy(training, inputShape, examples);
  }

  @Override
  public void prepare(
      List<TrainingSpec> trainings, List<Integer> inputShape, Map<Split, Integer> examples) {
    engine.prepare(trainings, inputShape, examples);
  }

  @Override
  public EngineStatistics statistics() {
    return engine.statistics();
  }

  @Override
  public void close() {
    engine.close();
  }

  @Override
  public void train(Cohort cohort, CohortCheckpoint from, CheckpointListener listener) {
    if (cohort.trials().stream().allMatch(trial -> trial.training().stem() == null)) {
      engine.train(cohort, from, listener);
      return;
    }
    int examples = cohort.train().count();
    var running = new LinkedHashMap<String, CohortCheckpoint.Running>();
    from.running().forEach(state -> running.put(state.trial(), state));
    var forks =
        cohort.trials().stream()
            .filter(t -> t.training().stem() != null && !from.ended().contains(t.id()))
            .toList();
    var stems = new Stems(listener);
    forks.stream().filter(t -> !running.containsKey(t.id())).forEach(stems::add);
    if (!stems.trials().isEmpty()) {
      train(
          cohort.of(stems.trials()),
          CohortCheckpoint.START,
          CheckpointListener.ignoringCheckpoints(stems));
    }
    running.putAll(stems.states);
    for (var fork : forks) {
      var state = running.get(fork.id());
      if (state != null && state.iterations() == fork.training().stem().iterations() - 1) {
        running.put(fork.id(), state.forking(fork, examples));
      }
    }
    var open =
        cohort.trials().stream()
            .filter(t -> t.training().stem() == null || running.containsKey(t.id()))
            .toList();
    forks.stream()
        .filter(t -> !running.containsKey(t.id()) && !stems.failed.contains(t.id()))
        .forEach(t -> listener.ended(t, new Outcome.Cancelled()));
    var known = new CohortCheckpoint(List.copyOf(running.values()), from.ended());
    if (!open.isEmpty()) {
      engine.train(cohort.of(open), known, listener);
    }
  }

  /** What has to be trained first. */
  private static final class Stems implements TrainingListener {
    private final CheckpointListener listener;

    /** Who goes on from a stem, which is called by the first of them. */
    private final Map<String, List<Cohort.Trial>> forks = new LinkedHashMap<>();

    private final Map<TrainingSpec, Map<Long, Cohort.Trial>> trials = new LinkedHashMap<>();
    private final Map<String, CohortCheckpoint.Running> states = new HashMap<>();
    private final Set<String> failed = new LinkedHashSet<>();

    Stems(CheckpointListener listener) {
      this.listener = listener;
    }

    void add(Cohort.Trial fork) {
      var stem = fork.training().unendingStem();
      var trial =
          trials
              .computeIfAbsent(stem, s -> new LinkedHashMap<>())
              .computeIfAbsent(fork.seed(), seed -> new Cohort.Trial(fork.id(), seed, stem, true));
      forks.computeIfAbsent(trial.id(), id -> new ArrayList<>()).add(fork);
    }

    List<Cohort.Trial> trials() {
      return trials.values().stream().flatMap(bySeed -> bySeed.values().stream()).toList();
    }

    /** Its last iteration is the first of those that go on from it. */
    @Override
    public void progressed(Cohort.Trial stem, CurveSlice slice) {
      int count = Math.min(slice.count(), stem.training().iterations() - slice.firstIteration());
      if (count > 0) {
        var values =
            Arrays.stream(slice.values())
                .map(curve -> Arrays.copyOf(curve, count))
                .toArray(float[][]::new);
        var told = new CurveSlice(slice.firstIteration(), slice.metrics(), values);
        forks.get(stem.id()).forEach(fork -> listener.progressed(fork, told));
      }
    }

    @Override
    public void measured(Cohort.Trial stem, SplitMeasurement measured) {
      if (measured.iteration() < stem.training().iterations()) {
        forks.get(stem.id()).forEach(fork -> listener.measured(fork, measured));
      }
    }

    @Override
    public void ended(Cohort.Trial stem, Outcome outcome) {
      for (var fork : forks.get(stem.id())) {
        if (outcome instanceof Outcome.Trained trained && trained.kept().isPresent()) {
          states.put(fork.id(), trained.kept().get().of(fork.id()));
        } else if (!(outcome instanceof Outcome.Cancelled)) {
          failed.add(fork.id());
          listener.ended(fork, new Outcome.Failed(reason(stem, outcome)));
        }
      }
    }

    private static String reason(Cohort.Trial stem, Outcome outcome) {
      if (outcome instanceof Outcome.Failed broken) {
        return "before its fork: " + broken.reason();
      }
      var trained = (Outcome.Trained) outcome;
      return trained.end() == End.DIVERGED
          ? String.format(
              "it does not come to iteration %d, where it forks: %s",
              stem.training().iterations(), trained.divergence())
          : "it ended before iteration " + stem.training().iterations() + ", where it forks";
    }

    @Override
    public boolean cancelled() {
      return listener.cancelled();
    }
  }
}
