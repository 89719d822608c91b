package org.descent.evaluator;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.descent.contracts.event.EvaluationEvent;
import org.descent.contracts.event.TrainingEvent;
import org.descent.contracts.event.TrialCancelled;
import org.descent.contracts.event.TrialEvaluated;
import org.descent.contracts.event.TrialFailed;
import org.descent.contracts.event.TrialTrained;
import org.descent.transport.Events;
import org.descent.transport.UnreadableRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * Hears of ends of trials, a poll at a time: those with a model are judged, the others passed on
 * untouched.
 */
@ApplicationScoped
class TrialListener {
  private static final Logger LOG = Logger.getLogger(TrialListener.class);

  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(5);

  private final Evaluation evaluation;
  private final Outbox outbox;
  private final EvaluatorMetrics metrics;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private CompletableFuture<Void> before = CompletableFuture.completedFuture(null);

  TrialListener(Evaluation evaluation, Outbox outbox, EvaluatorMetrics metrics) {
    this.evaluation = evaluation;
    this.outbox = outbox;
    this.metrics = metrics;
  }

  /**
   * A poll is acknowledged when the broker has an answer to each of its records. They are judged in
   * parallel; the next poll is judged while the answers to this one are on their way.
   */
  @Incoming("evaluatorTrainings")
  @Blocking
  CompletionStage<Void> on(Message<ConsumerRecords<String, byte[]>> poll) {
    var records = new ArrayList<ConsumerRecord<String, byte[]>>();
    poll.getPayload().forEach(records::add);
    var answers = records.parallelStream().map(this::answer).toList();
    if (stopping.getCount() == 0 || !isThrough(before)) {
      return CompletableFuture.completedFuture(null); // it will be delivered again
    }
    before =
        CompletableFuture.allOf(
                answers.stream().map(Supplier::get).toArray(CompletableFuture<?>[]::new))
            .thenCompose(sent -> poll.ack())
            .exceptionallyCompose(
                e -> {
                  LOG.errorf("evaluations were not taken: %s", e.getMessage());
                  return poll.nack(e);
                });
    return CompletableFuture.completedFuture(null);
  }

  @PreDestroy
  void stop() {
    stopping.countDown();
  }

  /** Waits; false if this process is ending. */
  private static boolean isThrough(Future<Void> poll) {
    try {
      poll.get();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Judges one record; what is returned sends the answer. */
  private Supplier<CompletableFuture<Void>> answer(ConsumerRecord<String, byte[]> record) {
    try {
      var event = answered(Events.decode(record.value(), TrainingEvent.class));
      var encoded = Events.encode(event);
      return () ->
          outbox
              .evaluated(event, encoded)
              .exceptionallyCompose(e -> refused(record, e.getMessage()));
    } catch (RuntimeException e) {
      return () -> refused(record, String.valueOf(e.getMessage()));
    }
  }

  private CompletableFuture<Void> refused(ConsumerRecord<String, byte[]> record, String reason) {
    LOG.warnf("training at %d:%d: %s", record.partition(), record.offset(), reason);
    return outbox.refused(record, reason);
  }

  /** Tries again while the broker is away. */
  private EvaluationEvent answered(TrainingEvent event) {
    while (true) {
      try {
        return answer(event);
      } catch (KafkaException e) {
        LOG.warnf("%s will be tried again: %s", event.key(), e.getMessage());
        if (pause()) {
          throw e;
        }
      }
    }
  }

  /** Whether this process is ending. */
  private boolean pause() {
    try {
      return stopping.await(BETWEEN_TRIES.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop();
      return true;
    }
  }

  private EvaluationEvent answer(TrainingEvent event) {
    long start = System.nanoTime();
    EvaluationEvent answer;
    EvaluatorMetrics.Outcome outcome;
    if (event instanceof TrialTrained trained) {
      answer = judged(trained);
      outcome = outcome(answer);
    } else {
      answer = event instanceof TrialFailed failed ? failed : (TrialCancelled) event;
      outcome = EvaluatorMetrics.Outcome.PASSED_ON;
    }
    metrics.evaluated(outcome, Duration.ofNanos(System.nanoTime() - start));
    return answer;
  }

  private EvaluationEvent judged(TrialTrained trained) {
    try {
      var evaluated = evaluation.of(trained);
      for (var disagreement : evaluated.disagreements()) {
        LOG.warnf("%s DISAGREES with its trainer: %s", trained.trial(), disagreement);
      }
      return evaluated;
    } catch (KafkaException e) {
      throw e;
    } catch (UnreadableRecord | IllegalArgumentException e) {
      return new TrialFailed(
          trained.trial(),
          trained.experiment(),
          trained.variant(),
          trained.seed(),
          trained.cohort(),
          "not judged: " + String.valueOf(e.getMessage()).replaceAll("\\s*\\R\\s*", " ").strip());
    }
  }

  private static EvaluatorMetrics.Outcome outcome(EvaluationEvent answer) {
    if (answer instanceof TrialEvaluated evaluated) {
      return evaluated.disagreements().isEmpty()
          ? EvaluatorMetrics.Outcome.AGREED
          : EvaluatorMetrics.Outcome.DISAGREED;
    }
    return EvaluatorMetrics.Outcome.FAILED;
  }
}
