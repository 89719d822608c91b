package org.descent.trainer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.descent.contracts.event.End;
import org.descent.contracts.event.Provenance;
import org.descent.learning.Engine;

/** All meters of the trainer. */
@Startup
@Singleton
class TrainerMetrics {
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(100),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10),
    Duration.ofSeconds(30),
    Duration.ofMinutes(1),
    Duration.ofMinutes(5),
    Duration.ofMinutes(15),
    Duration.ofHours(1)
  };

  private final MeterRegistry registry;
  private final Counter iterations;
  private final Map<End, Counter> trials = new EnumMap<>(End.class);
  private final Counter waiting;
  private final Counter checkpoints;
  private final Counter resumed;
  private final AtomicInteger inProgress;

  TrainerMetrics(MeterRegistry registry, Provenance provenance, Engine engine) {
    this.registry = registry;
    iterations =
        Counter.builder("descent.trainer.iterations")
            .description("Iterations trained")
            .register(registry);
    for (var end : End.values()) {
      trials.put(
          end,
          Counter.builder("descent.trainer.trials")
              .description("Trials that have ended, by how")
              .tag("outcome", end.name().toLowerCase(Locale.ROOT))
              .register(registry));
    }
    waiting =
        Counter.builder("descent.trainer.waiting.seconds")
            .description("Time between two cohorts of one experiment")
            .register(registry);
    checkpoints =
        Counter.builder("descent.trainer.checkpoints")
            .description("Checkpoints of cohorts written")
            .register(registry);
    resumed =
        Counter.builder("descent.trainer.cohorts.resumed")
            .description("Cohorts that went on from a checkpoint")
            .register(registry);
    inProgress = registry.gauge("descent.trainer.trials.in.progress", new AtomicInteger());
    registry.gauge(
        "descent.trainer.device.info",
        Tags.of("device", provenance.device(), "tensorflow_version", provenance.tensorflow()),
        this,
        metrics -> 1);
    programs(engine);
  }

  /** What the engine counts by itself. */
  private void programs(Engine engine) {
    for (int trials : engine.statistics().compiling().keySet()) {
      FunctionCounter.builder(
              "descent.trainer.programs.compiled",
              engine,
              e -> e.statistics().compiling().get(trials).programs())
          .description("Programs compiled, by how many trials they stack")
          .tag("stack", String.valueOf(trials))
          .register(registry);
      FunctionCounter.builder(
              "descent.trainer.compile.seconds",
              engine,
              e -> e.statistics().compiling().get(trials).seconds())
          .description("Time spent compiling them")
          .tag("stack", String.valueOf(trials))
          .register(registry);
    }
    FunctionCounter.builder(
            "descent.trainer.program.cache.hits", engine, e -> e.statistics().cacheHits())
        .description("Times that a program was there already")
        .register(registry);
    FunctionCounter.builder(
            "descent.trainer.programs.evicted", engine, e -> e.statistics().evicted())
        .description("Programs released to make room for others")
        .register(registry);
    FunctionCounter.builder(
            "descent.trainer.stacks.repacked", engine, e -> e.statistics().repacked())
        .description("Times that the survivors of a stack moved into a smaller program")
        .register(registry);
    registry.gauge("descent.trainer.programs.cached", engine, e -> e.statistics().cached());
  }

  void started(int trialCount) {
    inProgress.addAndGet(trialCount);
  }

  void progressed(int iterationCount) {
    iterations.increment(iterationCount);
  }

  void ended(End end) {
    trials.get(end).increment();
    inProgress.decrementAndGet();
  }

  /** Nothing was there to be done for so long, although an experiment was not done. */
  void waited(Duration time) {
    waiting.increment(time.toNanos() * 1e-9);
  }

  void checkpointed() {
    checkpoints.increment();
  }

  void resumed() {
    resumed.increment();
  }

  /** Trials that were given up without an end. */
  void abandoned(int trialCount) {
    inProgress.addAndGet(-trialCount);
  }

  /**
   * A cohort is over.
   *
   * @param outcome {@code trained}, {@code cancelled}, {@code abandoned} or {@code failed}
   */
  void cohort(String outcome, Duration duration) {
    Timer.builder("descent.trainer.cohort.duration")
        .description("Wall time of a cohort, by what became of it")
        .tag("outcome", outcome)
        .serviceLevelObjectives(BUCKETS)
        .register(registry)
        .record(duration);
  }
}
