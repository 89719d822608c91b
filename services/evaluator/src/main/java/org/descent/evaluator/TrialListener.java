package org.descent.evaluator;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.descent.contracts.Reason;
import org.descent.contracts.event.EvaluationEvent;
import org.descent.contracts.event.TrainingEvent;
import org.descent.contracts.event.TrialEvaluated;
import org.descent.contracts.event.TrialFailed;
import org.descent.contracts.event.TrialTrained;
import org.descent.messaging.Breakdowns;
import org.descent.messaging.DeadLetters;
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
  private final DeadLetters letters;
  private final Breakdowns breakdowns;
  private final EvaluatorMetrics metrics;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private CompletableFuture<Void> before = CompletableFuture.completedFuture(null);

  TrialListener(
      Evaluation evaluation,
      Outbox outbox,
      DeadLetters letters,
      Breakdowns breakdowns,
      EvaluatorMetrics metrics) {
    this.evaluation = evaluation;
    this.outbox = outbox;
    this.letters = letters;
    this.breakdowns = breakdowns;
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
    List<Supplier<CompletableFuture<Void>>> answers;
    try {
      answers = records.parallelStream().map(this::answer).toList();
    } catch (KafkaException e) {
      return CompletableFuture.completedFuture(null); // it is ending, and they will come again
    } catch (Error e) {
      breakdowns.note("evaluator", e);
      throw e;
    }
    if (stopping.getCount() == 0 || !isThrough(before)) {
      return CompletableFuture.completedFuture(null); // they will come again
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
    TrainingEvent told;
    try {
      told = Events.decode(record.value(), TrainingEvent.class);
    } catch (RuntimeException e) {
      return () -> letters.put(record, Reason.of(e));
    }
    var event = answered(told);
    var encoded = Events.encode(event);
    return () ->
        outbox
            .evaluated(event, encoded)
            .exceptionallyCompose(
                e -> {
                  if (e instanceof RecordTooLargeException
                      && told instanceof TrialTrained trained) {
                    var instead =
                        failed(trained, "its evaluation has " + encoded.length + " bytes");
                    return outbox.evaluated(instead, Events.encode(instead));
                  }
                  return CompletableFuture.failedFuture(e);
                });
  }

  /**
   * Tries again while the broker is away.
   *
   * @throws KafkaException if it still is when this process is ending
   */
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
    if (event instanceof EvaluationEvent end) {
      answer = end;
      outcome = EvaluatorMetrics.Outcome.PASSED_ON;
    } else {
      answer = judged((TrialTrained) event);
      outcome = outcome(answer);
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
      return failed(trained, Reason.of(e));
    } catch (OutOfMemoryError e) {
      return failed(trained, "the evaluator cannot hold it: " + Reason.of(e));
    } catch (RuntimeException | StackOverflowError e) {
      LOG.errorf(e, "%s cannot be judged", trained.trial());
      return failed(trained, e.toString());
    }
  }

  private static TrialFailed failed(TrialTrained trained, String reason) {
    return new TrialFailed(
        trained.trial(),
        trained.experiment(),
        trained.variant(),
        trained.seed(),
        trained.cohort(),
        "not judged: " + reason);
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
