package org.descent.evaluator;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** All meters of the evaluator. */
@Startup
@Singleton
class EvaluatorMetrics {
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(1),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5),
    Duration.ofSeconds(30)
  };

  private final MeterRegistry registry;
  private final Map<Outcome, Counter> evaluations = new EnumMap<>(Outcome.class);
  private final Map<Outcome, Timer> durations = new EnumMap<>(Outcome.class);

  EvaluatorMetrics(MeterRegistry registry) {
    this.registry = registry;
    for (var outcome : Outcome.values()) {
      evaluations.put(outcome, evaluations(outcome));
      durations.put(outcome, duration(outcome));
    }
  }

  /** What became of a trial here. */
  enum Outcome {
    /** The trainer's claim holds. */
    AGREED,
    /** The trainer's claim does not hold. */
    DISAGREED,
    /** It could not be judged. */
    FAILED,
    /** It came without a model and was passed on. */
    PASSED_ON;

    String tag() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  void evaluated(Outcome outcome, Duration duration) {
    evaluations.get(outcome).increment();
    durations.get(outcome).record(duration);
  }

  private Counter evaluations(Outcome outcome) {
    return Counter.builder("descent.evaluator.evaluations")
        .description("Ends of trials heard of, by what became of them")
        .tag("outcome", outcome.tag())
        .register(registry);
  }

  private Timer duration(Outcome outcome) {
    return Timer.builder("descent.evaluator.duration")
        .description("Wall time of judging one trial")
        .tag("outcome", outcome.tag())
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }
}
