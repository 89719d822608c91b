package org.descent.loader;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.reactive.messaging.memory.InMemoryConnector;
import io.smallrye.reactive.messaging.memory.InMemorySink;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.descent.contracts.Topics;
import org.descent.contracts.event.DatasetEvent;
import org.descent.contracts.event.DatasetPrepared;
import org.descent.contracts.event.DatasetRejected;
import org.descent.contracts.event.Event;
import org.descent.contracts.event.ExperimentCancelled;
import org.descent.contracts.event.ExperimentSubmitted;
import org.descent.contracts.spec.DataSpec;
import org.descent.experiment.spec.ExperimentReader;
import org.descent.transport.Events;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(InMemory.class)
class ExperimentListenerTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String XOR =
      """
      apiVersion: descent/v1
      kind: Experiment
      name: xor
      data: xor
      network:
        layers:
          - dense: {units: 2, activation: tanh}
        heads:
          - binary: {}
      loss: cross-entropy
      optimiser:
        sgd: {learningRate: 0.5}
      budget: 10
      seeds: 1
      """;

  @Inject
  @Connector("smallrye-in-memory")
  InMemoryConnector connector;

  private InMemorySink<byte[]> datasets;

  @BeforeEach
  void silence() {
    datasets = connector.sink("loaderDatasets");
    datasets.clear();
  }

  @Test
  void submissionIsAnsweredWithWhereItsRowsStand() throws Exception {
    tell(submitted());

    var prepared = (DatasetPrepared) answer();
    assertThat(prepared.experiment()).isEqualTo(submitted().experiment());
    assertThat(prepared.shape()).containsExactly(2);
    assertThat(prepared.targets()).containsExactly("label");
    assertThat(prepared.train()).isEqualTo(4);
    assertThat(prepared.rows().topic()).isEqualTo(Topics.DATASET_ROWS);
  }

  @Test
  void sameDataIsNotWrittenTwice() throws Exception {
    tell(submitted());
    var first = (DatasetPrepared) answer();
    datasets.clear();
    tell(submitted());

    assertThat(((DatasetPrepared) answer()).rows()).isEqualTo(first.rows());
  }

  @Test
  void dataThatIsNotThereIsRejectedWithAReason() throws Exception {
    var s = submitted();
    tell(
        new ExperimentSubmitted(
            s.experiment(),
            s.name(),
            s.document(),
            new DataSpec.Npy("/nowhere/images.npy", "/nowhere/labels.npy", null),
            s.split()));

    assertThat(((DatasetRejected) answer()).reason()).contains("images.npy").doesNotContain("\n");
  }

  @Test
  void cancellationIsAcknowledgedInSilence() throws Exception {
    tell(new ExperimentCancelled(submitted().experiment(), submitted()));

    assertThat(datasets.received()).isEmpty();
  }

  @Test
  void poisonIsRefusedAndStopsNothing() throws Exception {
    var refused = send("poison".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertThat(refused.get(20, TimeUnit.SECONDS)).hasMessageStartingWith("not JSON");

    tell(submitted());
    assertThat(answer()).isInstanceOf(DatasetPrepared.class);
  }

  private static ExperimentSubmitted submitted() {
    return ExperimentReader.yaml(XOR).submitted();
  }

  /** Returns when the event has been acknowledged. */
  private void tell(Event event)
      throws InterruptedException, ExecutionException, java.util.concurrent.TimeoutException {
    assertThat(send(Events.encode(event)).get(SOON.toSeconds(), TimeUnit.SECONDS)).isNull();
  }

  /** Null when acknowledged, else the reason. */
  private CompletableFuture<Throwable> send(byte[] value) {
    var outcome = new CompletableFuture<Throwable>();
    var record = new ConsumerRecord<>(Topics.EXPERIMENTS, 0, 0, "key", value);
    connector
        .source("loaderExperiments")
        .send(
            Message.of(
                record,
                () -> {
                  outcome.complete(null);
                  return CompletableFuture.completedFuture(null);
                },
                reason -> {
                  outcome.complete(reason);
                  return CompletableFuture.completedFuture(null);
                }));
    return outcome;
  }

  private DatasetEvent answer() {
    assertThat(datasets.received()).hasSize(1);
    return Events.decode(datasets.received().get(0).getPayload(), DatasetEvent.class);
  }
}
