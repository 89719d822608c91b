package org.descent.trainer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.descent.contracts.Floats;
import org.descent.contracts.event.CohortCheckpointed;
import org.descent.contracts.event.CohortPlanned;
import org.descent.contracts.event.Provenance;
import org.descent.learning.CohortCheckpoint;
import org.descent.learning.Outcome;
import org.descent.transport.CheckpointReader;
import org.descent.transport.Events;
import org.descent.transport.TopicLayout;
import org.descent.transport.UnreadableRecord;
import org.jboss.logging.Logger;

/**
 * The state of one cohort in the log, so that another trainer can go on when this one dies. One
 * thread at a time.
 */
final class CohortCheckpoints {
  private static final Logger LOG = Logger.getLogger(CohortCheckpoints.class);

  /** Leaves room for key and headers in the largest record. */
  private static final int MAX_BYTES = TopicLayout.MAX_RECORD_BYTES - 64 * 1024;

  private final CohortPlanned cohort;
  private final CheckpointReader reader;
  private final Outbox outbox;
  private final Provenance provenance;
  private final Deliveries deliveries;
  private final Duration interval;
  private int partition;
  private boolean kept;
  private long last = System.nanoTime();

  /**
   * @param interval between two checkpoints, at least; 0 for one after each segment
   */
  CohortCheckpoints(
      CohortPlanned cohort,
      CheckpointReader reader,
      Outbox outbox,
      Provenance provenance,
      Deliveries deliveries,
      Duration interval) {
    this.cohort = cohort;
    this.reader = reader;
    this.outbox = outbox;
    this.provenance = provenance;
    this.deliveries = deliveries;
    this.interval = interval;
  }

  /**
   * Where another trainer has left off, or the start. What cannot be used is said, and the cohort
   * begun anew. To be asked first.
   *
   * @throws org.apache.kafka.common.KafkaException if the broker stays silent
   */
  CohortCheckpoint find() {
    partition = reader.partition(cohort.cohort());
    var record = reader.last(cohort.cohort());
    kept = record.isPresent();
    if (record.isEmpty()) {
      return CohortCheckpoint.START;
    }
    try {
      var found = Events.decode(record.get().value(), CohortCheckpointed.class);
      if (!found.provenance().equals(provenance)) {
        LOG.infof(
            "%s: its checkpoint comes from %s, this is %s: beginning anew",
            cohort.cohort(), found.provenance(), provenance);
        return CohortCheckpoint.START;
      }
      return checkpoint(found);
    } catch (UnreadableRecord e) {
      LOG.warnf("%s: its checkpoint is unreadable: %s", cohort.cohort(), e.getMessage());
      deliveries.add(outbox.refused(record.get(), e.getMessage()), record.get().value().length);
      return CohortCheckpoint.START;
    }
  }

  /** Whether enough time has passed since the last one. */
  boolean due() {
    return System.nanoTime() - last >= interval.toNanos();
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
    var event =
        new CohortCheckpointed(
            cohort.cohort(), cohort.experiment(), provenance, running, checkpoint.ended());
    var encoded = Events.encode(event);
    deliveries.add(outbox.checkpointed(event, encoded, partition), encoded.length);
    kept = true;
    last = System.nanoTime();
  }

  /** The cohort is done: nobody has to go on from here. */
  CompletableFuture<?> forget() {
    return kept
        ? outbox.forgotten(cohort.cohort(), partition)
        : CompletableFuture.completedFuture(null);
  }

  private static long size(CohortCheckpointed.Running state) {
    return (long) state.weights().length + state.slots().length + state.snapshotWeights().length;
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
        trial.seconds());
  }

  private static CohortCheckpoint checkpoint(CohortCheckpointed event) {
    return new CohortCheckpoint(
        event.running().stream().map(CohortCheckpoints::running).toList(), event.ended());
  }

  private static CohortCheckpoint.Running running(CohortCheckpointed.Running state) {
    List<float[]> snapshots = Rows.of(state.snapshotWeights(), state.parameters());
    return new CohortCheckpoint.Running(
        state.trial(),
        state.iterations(),
        Floats.fromBytes(state.weights()),
        Rows.of(state.slots(), state.parameters()),
        IntStream.range(0, snapshots.size())
            .mapToObj(i -> new Outcome.Snapshot(state.snapshots().get(i), snapshots.get(i)))
            .toList(),
        state.seconds());
  }
}
