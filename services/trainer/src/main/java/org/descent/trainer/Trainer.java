package org.descent.trainer;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.common.KafkaException;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.event.CohortPlanned;
import org.descent.contracts.event.Provenance;
import org.descent.learning.CohortCheckpoint;
import org.descent.learning.Engine;
import org.descent.transport.CheckpointReader;
import org.descent.transport.DatasetCache;
import org.descent.transport.UnreadableRecord;
import org.jboss.logging.Logger;

/** Trains one cohort after the other. */
@ApplicationScoped
class Trainer {
  private static final Logger LOG = Logger.getLogger(Trainer.class);
  private static final String ABANDONED = "abandoned";

  private final Engine engine;
  private final DatasetCache datasets;
  private final TrainerMetrics metrics;
  private final Cancellations cancellations;
  private final CheckpointReader checkpoints;
  private final Outbox outbox;
  private final Provenance provenance;
  private final TrainerConfig.Trainer config;
  private final ReentrantLock atWork = new ReentrantLock();
  private CompletableFuture<Void> delivering = CompletableFuture.completedFuture(null);
  private final CountDownLatch stopping = new CountDownLatch(1);

  Trainer(
      Engine engine,
      @Trained DatasetCache datasets,
      CheckpointReader checkpoints,
      Outbox outbox,
      TrainerMetrics metrics,
      Provenance provenance,
      Cancellations cancellations,
      TrainerConfig config) {
    this.engine = engine;
    this.datasets = datasets;
    this.checkpoints = checkpoints;
    this.metrics = metrics;
    this.cancellations = cancellations;
    this.outbox = outbox;
    this.provenance = provenance;
    this.config = config.trainer();
  }

  /**
   * Trains {@code planned}. Doing it again tells the same once more, which changes nothing.
   *
   * @return completes when the broker has every event of it, with {@link Undeliverable} if it does
   *     not take one; empty if training was given up because this process is ending
   * @throws UnreadableRecord if the cohort makes no sense
   * @throws KafkaException if the broker is gone
   */
  Optional<CompletableFuture<Void>> train(CohortPlanned planned) {
    atWork.lock();
    long start = System.nanoTime();
    var outcome = "failed";
    try {
      requireSense(planned);
      var deliveries = new Deliveries();
      var kept =
          new CohortCheckpoints(
              planned, checkpoints, outbox, provenance, deliveries, config.checkpointInterval());
      outcome = trained(planned, deliveries, kept);
      if (outcome.equals(ABANDONED)) {
        deliveries.settleAll();
        return Optional.empty();
      }
      // The next cohort may begin while the broker takes this one in, but not the one after it.
      await(delivering);
      delivering = deliveries.settled().thenCompose(ok -> kept.forget()).thenApply(ok -> null);
      return Optional.of(delivering);
    } finally {
      var duration = Duration.ofNanos(System.nanoTime() - start);
      metrics.cohort(outcome, duration);
      LOG.infof(
          "%s: %d trials %s in %.1f s",
          planned.cohort(), planned.trials().size(), outcome, duration.toMillis() / 1000.0);
      atWork.unlock();
    }
  }

  /** Gives up between segments what is being trained, and waits for that. */
  void on(@Observes ShutdownEvent event) throws InterruptedException {
    stopping.countDown();
    if (atWork.tryLock(20, TimeUnit.SECONDS)) {
      atWork.unlock();
      delivering.handle((ok, e) -> null).completeOnTimeout(null, 5, TimeUnit.SECONDS).join();
    }
  }

  /** Waits for {@code time}, or false at once when this process is ending. */
  boolean pause(Duration time) {
    try {
      return !stopping.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private String trained(CohortPlanned planned, Deliveries deliveries, CohortCheckpoints kept) {
    if (stopping.getCount() == 0) {
      return ABANDONED;
    }
    var trials = new OpenTrials(planned, outbox, metrics, provenance, deliveries);
    try {
      run(planned, trials, kept);
      trials.flush();
      return trials.rest().isEmpty() ? outcome(planned) : ABANDONED;
    } finally {
      metrics.abandoned(trials.rest().size());
    }
  }

  /** However it ends: who asked for it hears of that. */
  private static void await(CompletableFuture<Void> delivery) {
    delivery.handle((ok, e) -> null).join();
  }

  private void run(CohortPlanned planned, OpenTrials trials, CohortCheckpoints kept) {
    if (cancellations.contains(planned.experiment())) {
      trials.rest().forEach(trials::cancelled);
      return;
    }
    try {
      var train = datasets.splits(planned.dataset()).get("train");
      var training =
          new CohortTraining(
              trials,
              train,
              kept,
              () -> cancellations.contains(planned.experiment()),
              () -> stopping.getCount() == 0);
      resume(training);
    } catch (KafkaException e) {
      throw e;
    } catch (UnreadableRecord | InvalidSpec e) {
      trials.rest().forEach(trial -> trials.failed(trial, e.getMessage()));
    } catch (RuntimeException e) {
      LOG.errorf(e, "%s: the engine failed", planned.cohort());
      trials.rest().forEach(trial -> trials.failed(trial, "the engine failed: " + e));
    }
  }

  private void resume(CohortTraining training) {
    var from = training.checkpoints().find();
    training.trials().endedBefore(from.ended());
    if (!from.equals(CohortCheckpoint.START)) {
      metrics.resumed();
      LOG.infof(
          "%s goes on: %d trials have ended, %d are on their way",
          training.trials().cohort().cohort(), from.ended().size(), from.running().size());
    }
    engine.train(training.cohort(), from, training);
  }

  private String outcome(CohortPlanned planned) {
    return cancellations.contains(planned.experiment()) ? "cancelled" : "trained";
  }

  private static void requireSense(CohortPlanned planned) {
    try {
      planned.trials().forEach(planned::training);
    } catch (IllegalArgumentException e) {
      throw new UnreadableRecord(e.getMessage(), e);
    }
    if (planned.trials().isEmpty() || planned.dataset().train() < 1) {
      throw new UnreadableRecord(planned.cohort() + ": nothing to train");
    }
  }
}
