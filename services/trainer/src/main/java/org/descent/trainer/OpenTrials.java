package org.descent.trainer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.descent.contracts.event.CohortPlanned;
import org.descent.contracts.event.End;
import org.descent.contracts.event.Landscape;
import org.descent.contracts.event.Metrics;
import org.descent.contracts.event.ModelPublished;
import org.descent.contracts.event.Provenance;
import org.descent.contracts.event.Surface;
import org.descent.contracts.event.TrainingEvent;
import org.descent.contracts.event.TrainingProgressed;
import org.descent.contracts.event.TrialCancelled;
import org.descent.contracts.event.TrialFailed;
import org.descent.contracts.event.TrialTrained;
import org.descent.learning.CurveSlice;
import org.descent.learning.Outcome;
import org.descent.learning.SplitMeasurement;
import org.descent.transport.Events;
import org.descent.transport.TopicLayout;

/**
 * A cohort's trials that have not ended yet, and what the log is still to be told. Curves and
 * models wait for each other: the broker, and everybody who reads there, has as much work with a
 * few as with many. One thread at a time.
 */
final class OpenTrials {
  /** How long those who watch may have to wait. */
  private static final Duration PATIENCE = Duration.ofMillis(500);

  /** Models that together are larger do not wait any more. */
  private static final int MUCH = 2 * 1024 * 1024;

  /** Leaves room for key and headers in the largest record. */
  private static final int MAX_MODEL_BYTES = TopicLayout.MAX_RECORD_BYTES - 64 * 1024;

  /** About the size of a small event. */
  private static final int SMALL = 1024;

  private final CohortPlanned cohort;
  private final Outbox outbox;
  private final TrainerMetrics metrics;
  private final Provenance provenance;
  private final Deliveries deliveries;
  private final CurveBatch curves;
  private final List<Runnable> trained = new ArrayList<>();
  private int trainedBytes;
  private long last = System.nanoTime();
  private final Map<String, CohortPlanned.Trial> open = new LinkedHashMap<>();

  /** What was computed around a trial's weights. */
  record Maps(List<Surface> surfaces, List<Landscape> landscapes) {
    static final Maps NONE = new Maps(List.of(), List.of());
  }

  OpenTrials(
      CohortPlanned cohort,
      Outbox outbox,
      TrainerMetrics metrics,
      Provenance provenance,
      Deliveries deliveries) {
    this.cohort = cohort;
    this.outbox = outbox;
    this.metrics = metrics;
    this.provenance = provenance;
    this.deliveries = deliveries;
    this.curves = new CurveBatch(cohort);
    cohort.trials().forEach(trial -> open.put(trial.trial(), trial));
    metrics.started(open.size());
  }

  CohortPlanned cohort() {
    return cohort;
  }

  /** Those that have not ended, in the order of the cohort. */
  List<CohortPlanned.Trial> rest() {
    return List.copyOf(open.values());
  }

  /** Those have been told of before. */
  void endedBefore(List<String> trials) {
    trials.stream().filter(trial -> open.remove(trial) != null).forEach(t -> metrics.abandoned(1));
  }

  /** The open trial of that id. */
  CohortPlanned.Trial get(String trial) {
    var found = open.get(trial);
    if (found == null) {
      throw new IllegalStateException(trial + " is not open in " + cohort.cohort());
    }
    return found;
  }

  void progressed(String trial, CurveSlice slice) {
    metrics.progressed(slice.count());
    curves.add(trial, slice).forEach(this::tell);
  }

  void measured(String trial, SplitMeasurement measurement) {
    curves.add(trial, measurement).forEach(this::tell);
  }

  /** The engine has told of a segment of its training: what has waited long enough goes out. */
  void pausing() {
    if (System.nanoTime() - last >= PATIENCE.toNanos()) {
      flush();
    }
  }

  /** Everything that the engine has told of goes out. */
  void flush() {
    curves.rest().ifPresent(this::tell);
    trained.forEach(Runnable::run);
    trained.clear();
    trainedBytes = 0;
    last = System.nanoTime();
  }

  /** The model is to be published and, once it is known where it stands, the end. */
  void trained(CohortPlanned.Trial trial, Outcome.Trained outcome, Maps maps) {
    var model = model(trial, outcome, maps);
    var encoded = Events.encode(model);
    if (encoded.length > MAX_MODEL_BYTES) {
      failed(trial, tooLarge(model, encoded.length));
      return;
    }
    closed(trial, outcome.end());
    trained.add(() -> publish(model, encoded, trial, outcome));
    trainedBytes += encoded.length;
    if (trainedBytes >= MUCH) {
      flush();
    }
  }

  private void publish(
      ModelPublished model, byte[] encoded, CohortPlanned.Trial trial, Outcome.Trained outcome) {
    var told =
        outbox
            .published(model, encoded)
            .thenCompose(
                location ->
                    outbox.ended(
                        new TrialTrained(
                            trial.trial(),
                            cohort.experiment(),
                            trial.variant(),
                            trial.seed(),
                            cohort.cohort(),
                            outcome.end(),
                            outcome.iterations(),
                            outcome.claimed(),
                            cohort.training(trial),
                            cohort.dataset(),
                            location,
                            provenance,
                            outcome.seconds(),
                            outcome.divergence(),
                            outcome.after().orElse(null),
                            outcome.stopped(),
                            outcome.processorSeconds() > 0 ? outcome.processorSeconds() : null,
                            held(outcome),
                            pauses(trial, outcome),
                            trial.from(),
                            "")));
    deliveries.add(told, encoded.length);
  }

  private static Map<String, Metrics> held(Outcome.Trained outcome) {
    var held = new TreeMap<String, Metrics>();
    outcome.held().forEach((split, metrics) -> held.put(split.word(), metrics));
    return held;
  }

  void failed(CohortPlanned.Trial trial, String reason) {
    tell(
        new TrialFailed(
            trial.trial(),
            cohort.experiment(),
            trial.variant(),
            trial.seed(),
            cohort.cohort(),
            reason));
    closed(trial, End.FAILED);
  }

  void cancelled(CohortPlanned.Trial trial) {
    tell(
        new TrialCancelled(
            trial.trial(), cohort.experiment(), trial.variant(), trial.seed(), cohort.cohort()));
    closed(trial, End.CANCELLED);
  }

  /** Where they stand is in the log. */
  void checkpointed() {
    metrics.checkpointed();
  }

  /** Whether the broker did not take something: the rest is in vain. */
  boolean broken() {
    return deliveries.broken();
  }

  private ModelPublished model(CohortPlanned.Trial trial, Outcome.Trained outcome, Maps maps) {
    var snapshots = outcome.snapshots();
    var weights = snapshots.stream().map(Outcome.Snapshot::weights).toList();
    return new ModelPublished(
        trial.trial(),
        cohort.experiment(),
        snapshots.stream().map(Outcome.Snapshot::iteration).toList(),
        weights.get(0).length,
        Rows.bytes(weights),
        maps.surfaces(),
        Rows.averages(snapshots),
        pauses(trial, outcome),
        maps.landscapes(),
        trial.surface());
  }

  /** Whether it goes on: the state of another is kept for whoever extends its experiment. */
  private static boolean pauses(CohortPlanned.Trial trial, Outcome.Trained outcome) {
    return trial.kept() && outcome.kept().isPresent();
  }

  private void tell(TrainingProgressed progress) {
    try {
      var encoded = Events.encode(progress);
      deliveries.add(outbox.progressed(progress, encoded), encoded.length);
    } catch (RuntimeException | Error e) {
      deliveries.lost(e); // nobody has these slices any more
      throw e;
    }
  }

  private void tell(TrainingEvent end) {
    deliveries.add(outbox.ended(end), SMALL);
  }

  private void closed(CohortPlanned.Trial trial, End end) {
    open.remove(trial.trial());
    metrics.ended(end);
  }

  private static String tooLarge(ModelPublished model, int bytes) {
    return "the model's "
        + model.iterations().size()
        + " snapshots of "
        + model.parameters()
        + " parameters make a record of "
        + bytes
        + " bytes, at most "
        + MAX_MODEL_BYTES
        + " fit: ask for fewer snapshots";
  }
}
