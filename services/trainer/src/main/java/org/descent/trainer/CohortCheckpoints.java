package org.descent.trainer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.descent.contracts.Floats;
import org.descent.contracts.event.CohortCheckpointed;
import org.descent.contracts.event.CohortPlanned;
import org.descent.contracts.event.Provenance;
import org.descent.contracts.event.TrialTrained;
import org.descent.learning.CohortCheckpoint;
import org.descent.learning.Outcome;
import org.descent.messaging.DeadLetters;
import org.descent.transport.CheckpointReader;
import org.descent.transport.Events;
import org.descent.transport.TopicLayout;
import org.descent.transport.UnreadableRecord;
import org.jboss.logging.Logger;

/**
 * The state of one cohort in the log, so that another trainer can go on when this one dies, and can
 * tell how many have died of it before. One thread at a time.
 */
final class CohortCheckpoints {
  private static final Logger LOG = Logger.getLogger(CohortCheckpoints.class);

  /** Leaves room for key and headers in the largest record. */
  private static final int MAX_BYTES = TopicLayout.MAX_RECORD_BYTES - 64 * 1024;

  private final CohortPlanned cohort;
  private final CheckpointReader reader;
  private final Outbox outbox;
  private final DeadLetters letters;
  private final Provenance provenance;
  private final Deliveries deliveries;
  private final Duration interval;
  private int partition;

  /** Where this attempt begins; null before, and once it has got on from there. */
  private CohortCheckpointed found;

  private boolean kept;
  private boolean urgent;
  private long last = System.nanoTime();

  /**
   * @param interval between two checkpoints, at least; 0 for one after each segment
   */
  CohortCheckpoints(
      CohortPlanned cohort,
      CheckpointReader reader,
      Outbox outbox,
      DeadLetters letters,
      Provenance provenance,
      Deliveries deliveries,
      Duration interval) {
    this.cohort = cohort;
    this.reader = reader;
    this.outbox = outbox;
    this.letters = letters;
    this.provenance = provenance;
    this.deliveries = deliveries;
    this.interval = interval;
  }

  /**
   * Where another trainer has left off, or the start. What cannot be used is said, and the cohort
   * begun anew. To be asked first.
   *
   * @param again whether this process is the last that has begun it, and lives
   * @throws org.apache.kafka.common.KafkaException if the broker stays silent
   */
  CohortCheckpoint find(boolean again) {
    partition = reader.partition(cohort.cohort());
    return goingOn(last(again));
  }

  /** Trials that were paused go on from where they were, unless they have got on since. */
  private CohortCheckpoint goingOn(CohortCheckpoint from) {
    var running = new ArrayList<>(from.running());
    for (var trial : cohort.trials()) {
      boolean begun =
          from.running(trial.trial()).isPresent() || from.ended().contains(trial.trial());
      if (trial.after() > 0 && !begun) {
        paused(trial).ifPresent(running::add);
      }
    }
    return new CohortCheckpoint(running, from.ended());
  }

  /** Where it was paused; empty if nobody can go on from there, and it has to begin anew. */
  private Optional<CohortCheckpoint.Running> paused(CohortPlanned.Trial trial) {
    var key = trial.begin();
    var record = reader.last(key);
    try {
      if (record.isPresent()) {
        var state = Events.decode(record.get().value(), CohortCheckpointed.class);
        if (state.provenance().equals(provenance)) {
          return checkpoint(state).running().stream().findFirst().map(s -> s.of(trial.trial()));
        }
      }
    } catch (UnreadableRecord e) {
      deliveries.add(letters.put(record.get(), e.getMessage()), record.get().value().length);
    }
    LOG.infof("%s: its state cannot be used here: beginning anew", key);
    return Optional.empty();
  }

  private CohortCheckpoint last(boolean again) {
    var record = reader.last(cohort.cohort());
    kept = record.isPresent();
    if (record.isEmpty()) {
      return CohortCheckpoint.START;
    }
    try {
      found = Events.decode(record.get().value(), CohortCheckpointed.class);
      if (again) {
        found = found.after(Math.max(0, found.attempts() - 1));
      }
      if (found.provenance().equals(provenance)) {
        return checkpoint(found);
      }
      if (!found.running().isEmpty() || !found.ended().isEmpty()) {
        LOG.infof(
            "%s: its checkpoint comes from %s, this is %s: beginning anew",
            cohort.cohort(), found.provenance(), provenance);
      }
    } catch (UnreadableRecord e) {
      deliveries.add(letters.put(record.get(), e.getMessage()), record.get().value().length);
    }
    return CohortCheckpoint.START;
  }

  /** How many trainers in a row have begun at that place and died before they got on. */
  int attempts() {
    return found == null ? 0 : found.attempts();
  }

  /** Says in the log that one more trainer begins. */
  void begin() {
    if (found == null) {
      found =
          new CohortCheckpointed(
              cohort.cohort(), cohort.experiment(), provenance, List.of(), List.of(), 0);
    }
    // Who begins after others have died shows soon that it gets on.
    urgent = found.attempts() > 0;
    write(found.after(found.attempts() + 1));
  }

  /** This trainer gives up in good order: its attempt does not count. */
  void giveUp() {
    if (found != null) {
      write(found);
    }
  }

  /** Whether enough time has passed since the last one. */
  boolean due() {
    return urgent || System.nanoTime() - last >= interval.toNanos();
  }

  /**
   * Keeps {@code checkpoint} in place of the one before, once the broker has everything that it
   * builds on. Trials that do not fit into a record would begin anew.
   *
   * @throws Undeliverable if the broker did not take something
   */
  void keep(CohortCheckpoint checkpoint) {
    deliveries.settleAll();
    var running = new ArrayList<CohortCheckpointed.Running>();
    long bytes = 64L * checkpoint.ended().size();
    for (var trial : checkpoint.running()) {
      var state = state(trial);
      bytes += 512 + size(state);
      if (bytes <= MAX_BYTES) {
        running.add(state);
      }
    }
    if (running.size() < checkpoint.running().size()) {
      LOG.warnf(
          "%s: the state of %d of %d trials fits into a checkpoint",
          cohort.cohort(), running.size(), checkpoint.running().size());
    }
    write(
        new CohortCheckpointed(
            cohort.cohort(), cohort.experiment(), provenance, running, checkpoint.ended(), 0));
    found = null;
    urgent = false;
    last = System.nanoTime();
  }

  /**
   * Keeps where a trial is paused, beyond the end of its cohort, so that it can go on. One that
   * does not fit into a record would begin anew.
   */
  void keep(CohortCheckpoint.Running paused) {
    var key = TrialTrained.paused(paused.trial(), paused.iterations() + 1);
    var state = state(paused);
    if (512 + size(state) > MAX_BYTES) {
      LOG.infof("%s: its state does not fit into a record", key);
      return;
    }
    var event =
        new CohortCheckpointed(key, cohort.experiment(), provenance, List.of(state), List.of(), 0);
    var encoded = Events.encode(event);
    deliveries.add(outbox.checkpointed(event, encoded, reader.partition(key)), encoded.length);
  }

  private void write(CohortCheckpointed event) {
    var encoded = Events.encode(event);
    deliveries.add(outbox.checkpointed(event, encoded, partition), encoded.length);
    kept = true;
  }

  /** The cohort is done: nobody has to go on from here. */
  CompletableFuture<?> forget() {
    return kept
        ? outbox.forgotten(cohort.cohort(), partition)
        : CompletableFuture.completedFuture(null);
  }

  private static long size(CohortCheckpointed.Running state) {
    return (long) state.weights().length
        + state.slots().length
        + state.snapshotWeights().length
        + state.snapshotAverages().length;
  }

  private static CohortCheckpointed.Running state(CohortCheckpoint.Running trial) {
    return new CohortCheckpointed.Running(
        trial.trial(),
        trial.iterations(),
        trial.weights().length,
        Floats.toBytes(trial.weights()),
        Rows.bytes(trial.slots()),
        trial.snapshots().stream().map(Outcome.Snapshot::iteration).toList(),
        Rows.bytes(trial.snapshots().stream().map(Outcome.Snapshot::weights).toList()),
        trial.seconds(),
        Rows.averages(trial.snapshots()),
        judged(trial.judged()),
        trial.processorSeconds());
  }

  private static CohortCheckpointed.Judged judged(CohortCheckpoint.Judged state) {
    return state == null
        ? null
        : new CohortCheckpointed.Judged(
            state.after(),
            Double.isNaN(state.best()) ? null : state.best(),
            state.bestAt(),
            state.since());
  }

  private static CohortCheckpoint.Judged judged(CohortCheckpointed.Judged state) {
    return state == null
        ? null
        : new CohortCheckpoint.Judged(
            state.after(),
            state.best() == null ? Double.NaN : state.best(),
            state.bestAt(),
            state.since());
  }

  private static CohortCheckpoint checkpoint(CohortCheckpointed event) {
    return new CohortCheckpoint(
        event.running().stream().map(CohortCheckpoints::running).toList(), event.ended());
  }

  private static CohortCheckpoint.Running running(CohortCheckpointed.Running state) {
    List<float[]> snapshots = Rows.of(state.snapshotWeights(), state.parameters());
    List<float[]> averages = Rows.of(state.snapshotAverages(), state.parameters());
    return new CohortCheckpoint.Running(
        state.trial(),
        state.iterations(),
        Floats.fromBytes(state.weights()),
        Rows.of(state.slots(), state.parameters()),
        IntStream.range(0, snapshots.size())
            .mapToObj(
                i ->
                    new Outcome.Snapshot(
                        state.snapshots().get(i),
                        snapshots.get(i),
                        averages.isEmpty() ? Optional.empty() : Optional.of(averages.get(i))))
            .toList(),
        state.seconds(),
        judged(state.judged()),
        state.processorSeconds());
  }
}
