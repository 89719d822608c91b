package org.descent.experiment.plan;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.descent.contracts.event.DatasetPrepared;
import org.descent.contracts.event.End;
import org.descent.contracts.event.TrialTrained;
import org.descent.contracts.spec.TrainingSpec;

/**
 * What an experiment that is extended has trained. A trial is the same again where its training but
 * for the budget, its seed and its data are, whatever its variant is called there.
 */
public final class Earlier {
  private final Map<Sameness, NavigableMap<Integer, Stage>> stages = new HashMap<>();

  /**
   * How a trial stood after some iterations.
   *
   * @param trial whose events tell of them
   * @param ended whether more would not have come
   */
  public record Stage(String trial, int iterations, boolean ended) {}

  private record Sameness(
      TrainingSpec course, long seed, String sha256, int train, int validation, int test) {
    static Sameness of(TrainingSpec training, long seed, DatasetPrepared data) {
      return new Sameness(
          training.course(), seed, data.sha256(), data.train(), data.validation(), data.test());
    }
  }

  /**
   * Takes note of a trial that was trained.
   *
   * @param origin the trial whose events tell of it
   */
  public void add(TrialTrained trained, String origin) {
    boolean exhausted = trained.stopped().isEmpty() && trained.end() == End.EXHAUSTED;
    stages
        .computeIfAbsent(
            Sameness.of(trained.training(), trained.seed(), trained.dataset()),
            sameness -> new TreeMap<>())
        .putIfAbsent(trained.iterations(), new Stage(origin, trained.iterations(), !exhausted));
  }

  /** How far the same trial had come within the budget of {@code training}; empty if not at all. */
  Optional<Stage> of(TrainingSpec training, long seed, DatasetPrepared data) {
    return Optional.ofNullable(stages.get(Sameness.of(training, seed, data)))
        .map(known -> known.floorEntry(training.iterations()))
        .map(Map.Entry::getValue);
  }
}
