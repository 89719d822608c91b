package org.descent.evaluator;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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
import org.eclipse.microprofile.reactive.messaging.Outgoing;
import org.jboss.logging.Logger;

/** Hears of ends of trials: those with a model are judged, the others passed on untouched. */
@ApplicationScoped
class TrialListener {
  private static final Logger LOG = Logger.getLogger(TrialListener.class);

  private final Evaluation evaluation;
  private final EvaluatorMetrics metrics;

  TrialListener(Evaluation evaluation, EvaluatorMetrics metrics) {
    this.evaluation = evaluation;
    this.metrics = metrics;
  }

  /** An end is acknowledged when the broker has its evaluation. */
  @Incoming("evaluatorTrainings")
  @Outgoing("evaluatorEvaluations")
  @Blocking
  Message<byte[]> on(Message<ConsumerRecord<String, byte[]>> message) {
    try {
      var answer = answer(Events.decode(message.getPayload().value(), TrainingEvent.class));
      return message
          .withPayload(Events.encode(answer))
          .addMetadata(
              OutgoingKafkaRecordMetadata.<String>builder()
                  .withKey(answer.key())
                  .withHeaders(Events.cloudEvents(answer, "evaluator"))
                  .build());
    } catch (RuntimeException e) {
      var record = message.getPayload();
      LOG.warnf("training at %d:%d: %s", record.partition(), record.offset(), e.getMessage());
      message.nack(e).toCompletableFuture().join();
      return null; // nothing to say
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
