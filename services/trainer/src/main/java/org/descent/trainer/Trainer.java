package org.descent.trainer;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.common.KafkaException;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.Reason;
import org.descent.contracts.event.CohortPlanned;
import org.descent.contracts.event.Provenance;
import org.descent.contracts.spec.Split;
import org.descent.learning.CohortCheckpoint;
import org.descent.learning.Engine;
import org.descent.messaging.DeadLetters;
import org.descent.transport.CheckpointReader;
import org.descent.transport.DatasetCache;
import org.descent.transport.UnreadableRecord;
import org.jboss.logging.Logger;

/** Trains one cohort after the other. */
@ApplicationScoped
class Trainer {
  private static final Logger LOG = Logger.getLogger(Trainer.class);
  private static final String ABANDONED = "abandoned";
  private static final String PAUSED = "paused";

  private final Engine engine;
  private final DatasetCache datasets;
  private final TrainerMetrics metrics;
  private final Demand demand;
  private final CheckpointReader checkpoints;
  private final Outbox outbox;
  private final DeadLetters letters;
  private final Provenance provenance;
  private final TrainerConfig.Trainer config;
  private final ReentrantLock atWork = new ReentrantLock();
  private CompletableFuture<Void> delivering = CompletableFuture.completedFuture(null);

  /** The cohort that was begun last. */
  private String begun = "";

  /** The experiment of the cohort that was left last, and when; nobody's at first. */
  private String left = "";

  private long leftAt;

  private final CountDownLatch stopping = new CountDownLatch(1);

  Trainer(
      Engine engine,
      @Trained DatasetCache datasets,
      CheckpointReader checkpoints,
      Outbox outbox,
      DeadLetters letters,
      TrainerMetrics metrics,
      Provenance provenance,
      Demand demand,
      TrainerConfig config) {
    this.engine = engine;
    this.datasets = datasets;
    this.checkpoints = checkpoints;
    this.metrics = metrics;
    this.demand = demand;
    this.outbox = outbox;
    this.letters = letters;
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
   * @throws Error if this process can train nothing any more
   */
  Optional<CompletableFuture<Void>> train(CohortPlanned planned) {
    if (planned.trials().isEmpty() && !planned.adopted().isEmpty()) {
      return Optional.of(CompletableFuture.completedFuture(null)); // all trained earlier
    }
    atWork.lock();
    long start = System.nanoTime();
    if (left.equals(planned.experiment())) {
      metrics.waited(Duration.ofNanos(start - leftAt));
    }
    var outcome = "failed";
    var by = "";
    try {
      requireSense(planned);
      var deliveries = new Deliveries();
      var own = provenance(planned);
      by = own.engine();
      var kept =
          new CohortCheckpoints(
              planned, checkpoints, outbox, letters, own, deliveries, config.checkpointInterval());
      outcome = trained(planned, own, deliveries, kept);
      if (outcome.equals(ABANDONED)) {
        kept.giveUp();
        deliveries.settleAll();
        return Optional.empty();
      }
      if (outcome.equals(PAUSED)) {
        kept.giveUp();
        await(delivering);
        delivering = deliveries.settled();
        return Optional.of(delivering);
      }
      // The next cohort may begin while the broker takes this one in, but not the one after it.
      await(delivering);
      delivering = deliveries.settled().thenCompose(ok -> kept.forget()).thenApply(ok -> null);
      return Optional.of(delivering);
    } finally {
      left = outcome.equals(PAUSED) ? "" : planned.experiment();
      leftAt = System.nanoTime();
      var duration = Duration.ofNanos(leftAt - start);
      metrics.cohort(outcome, duration);
      LOG.infof(
          "%s: %d trials %s in %.1f s%s",
          planned.cohort(),
          planned.trials().size(),
          outcome,
          duration.toMillis() / 1000.0,
          by.isEmpty() ? "" : ", engine " + by);
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

  /** Whether this process is ending. */
  boolean stopping() {
    return stopping.getCount() == 0;
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

  /** With the engine that trains this cohort: of trials that share programs it is the same. */
  private Provenance provenance(CohortPlanned planned) {
    var training = planned.training(planned.trials().get(0));
    var data = planned.dataset();
    var by = engine.trainedBy(training, data.shape(), data.train());
    return new Provenance(
        provenance.build(),
        provenance.tensorflow(),
        provenance.device(),
        provenance.engine().replace(engine.name(), by),
        provenance.generator());
  }

  private String trained(
      CohortPlanned planned, Provenance own, Deliveries deliveries, CohortCheckpoints kept) {
    if (stopping()) {
      return ABANDONED;
    }
    var trials = new OpenTrials(planned, outbox, metrics, own, deliveries);
    try {
      run(planned, trials, kept);
      trials.flush();
      if (!trials.rest().isEmpty()) {
        return demand.isLeft(planned) && !stopping() ? PAUSED : ABANDONED;
      }
      return demand.isCancelled(planned) ? "cancelled" : "trained";
    } finally {
      metrics.abandoned(trials.rest().size());
    }
  }

  /** However it ends: who asked for it hears of that. */
  private static void await(CompletableFuture<Void> delivery) {
    delivery.handle((ok, e) -> null).join();
  }

  private void run(CohortPlanned planned, OpenTrials trials, CohortCheckpoints kept) {
    if (demand.isCancelled(planned)) {
      trials.rest().forEach(trials::cancelled);
      return;
    }
    if (demand.isLeft(planned)) {
      return;
    }
    try {
      var from = kept.find(planned.cohort().equals(begun));
      begun = planned.cohort();
      trials.endedBefore(from.ended());
      if (kept.attempts() >= config.attempts()) {
        fail(trials, deadly(kept.attempts()));
        return;
      }
      kept.begin();
      train(planned, trials, kept, from);
    } catch (KafkaException e) {
      throw e;
    } catch (UnreadableRecord | InvalidSpec e) {
      fail(trials, e.getMessage());
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError | LinkageError e) {
      var cause = e.getCause() instanceof Error error ? error : e;
      if (cause instanceof LinkageError missing) {
        kept.giveUp(); // no trial can be trained here, which is not the cohort's fault
        throw missing;
      }
      fail(trials, reason(planned, cause));
    }
  }

  private static String reason(CohortPlanned planned, Throwable cause) {
    if (cause instanceof OutOfMemoryError) {
      return "the trainer cannot hold it: "
          + Reason.of(cause)
          + "; it takes a larger heap (-Xmx, HEAP_PERCENT of the images) or fewer examples";
    }
    LOG.errorf(cause, "%s: the engine failed", planned.cohort());
    return "the engine failed: " + cause;
  }

  private void train(
      CohortPlanned planned, OpenTrials trials, CohortCheckpoints kept, CohortCheckpoint from) {
    if (!from.equals(CohortCheckpoint.START)) {
      metrics.resumed();
      LOG.infof(
          "%s goes on: %d trials have ended, %d are on their way",
          planned.cohort(), from.ended().size(), from.running().size());
    }
    prepare(planned, trials.rest());
    var training =
        new CohortTraining(
            trials,
            datasets.splits(planned.dataset()),
            kept,
            () -> demand.isCancelled(planned),
            () -> stopping() || demand.isLeft(planned));
    engine.train(training.cohort(), from, training);
  }

  /** Programs compile while examples are read. */
  private void prepare(CohortPlanned planned, List<CohortPlanned.Trial> trials) {
    var examples = new EnumMap<Split, Integer>(planned.dataset().rowsBySplit());
    examples.values().removeIf(count -> count < 1);
    engine.prepare(
        trials.stream().map(planned::training).toList(), planned.dataset().shape(), examples);
  }

  private static void fail(OpenTrials trials, String reason) {
    trials.rest().forEach(trial -> trials.failed(trial, reason));
  }

  private static String deadly(int attempts) {
    return "given up: "
        + attempts
        + " trainers in a row have died of its cohort before they got on with it; perhaps it takes"
        + " more memory than they have";
  }

  private static void requireSense(CohortPlanned planned) {
    try {
      planned.trials().forEach(planned::training);
    } catch (IllegalArgumentException e) {
      throw new UnreadableRecord(Reason.of(e), e);
    }
    if (planned.trials().isEmpty() || planned.dataset().train() < 1) {
      throw new UnreadableRecord(planned.cohort() + ": nothing to train");
    }
  }
}
