package org.descent.control.plan;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.descent.contracts.Reason;
import org.descent.contracts.event.CohortPlanned;
import org.descent.contracts.event.EvaluationEvent;
import org.descent.contracts.event.Event;
import org.descent.contracts.event.TrainingProgressed;
import org.descent.control.log.BrokerUnavailable;
import org.descent.control.log.EventHandler;
import org.descent.control.log.Lease;
import org.descent.control.log.Outbox;
import org.descent.control.log.Replay;
import org.descent.experiment.plan.Sizing;
import org.descent.messaging.Breakdowns;
import org.jboss.logging.Logger;

/**
 * Takes in what the log says, and publishes what experiments are missing then. One thread of one
 * control does it, so nothing is published twice; it rests until the log has been replayed and it
 * is this control's turn, and tries again while the broker is away.
 */
@ApplicationScoped
public class Conductor implements EventHandler {
  /**
   * How long results of a search are gathered, in milliseconds: trials that were trained together
   * end together, and what follows from them should be trained together again.
   */
  private static final long GATHERING = 100;

  private static final Logger LOG = Logger.getLogger(Conductor.class);

  private final Experiments experiments;
  private final Replay replay;
  private final Lease lease;
  private final Outbox outbox;
  private final Trainers trainers;
  private final Breakdowns breakdowns;
  private final Set<String> pending = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            var t = new Thread(work, "conductor");
            t.setDaemon(true);
            return t;
          });

  Conductor(
      Experiments experiments,
      Replay replay,
      Lease lease,
      Outbox outbox,
      Trainers trainers,
      Breakdowns breakdowns) {
    this.experiments = experiments;
    this.replay = replay;
    this.lease = lease;
    this.outbox = outbox;
    this.trainers = trainers;
    this.breakdowns = breakdowns;
  }

  /** From now on it looks at pending experiments every second, besides when it is woken. */
  void onStart(@Observes StartupEvent event) {
    thread.scheduleWithFixedDelay(round(), 0, 1, TimeUnit.SECONDS);
  }

  @Override
  public void handle(Event event) {
    if (experiments.on(event)) {
      boolean more = event instanceof EvaluationEvent || event instanceof TrainingProgressed;
      wake(event.experiment(), more && experiments.searches(event.experiment()) ? GATHERING : 0);
    }
  }

  /** Something has happened to {@code experiment}: see whether a step is missing. */
  public void wake(String experiment) {
    wake(experiment, 0);
  }

  private void wake(String experiment, long delay) {
    if (pending.add(experiment) && replay.finished() && !thread.isShutdown()) {
      thread.schedule(round(), delay, TimeUnit.MILLISECONDS);
    }
  }

  private Runnable round() {
    return breakdowns.watching("control: conductor", this::work);
  }

  private void work() {
    if (!replay.finished()) {
      return;
    }
    for (var experiment : Set.copyOf(pending)) {
      if (!lease.held()) {
        return; // what has changed meanwhile is looked at when it is this control's turn
      }
      pending.remove(experiment);
      try {
        publishMissing(experiment);
      } catch (BrokerUnavailable e) {
        pending.add(experiment);
        LOG.warnf("%s waits: %s", experiment, e.getMessage());
        return;
      } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
        giveUp(experiment, e);
      }
    }
  }

  /** What is wrong with one experiment is no reason to leave the others alone. */
  private void giveUp(String experiment, Throwable trouble) {
    var reason = Reason.of(trouble);
    LOG.errorf(
        trouble instanceof RuntimeException ? trouble : null,
        "%s: control cannot go on with it: %s",
        experiment,
        reason);
    experiments.giveUp(experiment, "control cannot plan it: " + reason);
  }

  /**
   * Has the trials of {@code experiment} that have failed trained again.
   *
   * @return how many; 0 if there are none, or its search has counted them in
   */
  public int again(String experiment) throws BrokerUnavailable {
    int trials = 0;
    for (var cohort : experiments.again(experiment, trainers.sizing())) {
      publish(cohort);
      trials += cohort.trials().size();
    }
    return trials;
  }

  private void publishMissing(String experiment) throws BrokerUnavailable {
    var sizing = experiments.toBePlanned(experiment) ? trainers.sizing() : Sizing.fixed(1);
    for (var event : experiments.missing(experiment, sizing)) {
      publish(event);
      if (event instanceof CohortPlanned cohort && !cohort.adopted().isEmpty()) {
        wake(experiment); // those have ended already
      }
    }
  }

  private void publish(Event event) throws BrokerUnavailable {
    outbox.publish(
        event, event instanceof CohortPlanned ? trainers.partition() : OptionalInt.empty());
    experiments.on(event);
  }

  @PreDestroy
  void stop() {
    thread.shutdownNow();
  }
}
