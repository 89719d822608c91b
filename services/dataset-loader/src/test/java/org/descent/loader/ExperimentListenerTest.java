package org.descent.loader;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.reactive.messaging.memory.InMemoryConnector;
import io.smallrye.reactive.messaging.memory.InMemorySink;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.descent.contracts.Ids;
import org.descent.contracts.Topics;
import org.descent.contracts.event.DataFile;
import org.descent.contracts.event.DatasetEvent;
import org.descent.contracts.event.DatasetPrepared;
import org.descent.contracts.event.DatasetRejected;
import org.descent.contracts.event.Event;
import org.descent.contracts.event.ExperimentCancelled;
import org.descent.contracts.event.ExperimentSubmitted;
import org.descent.experiment.spec.ExperimentReader;
import org.descent.transport.Events;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(InMemory.class)
class ExperimentListenerTest {
  /** Guards against hanging; it expects no speed. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

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
    tell(onFile(Path.of("/nowhere/e.csv")).again(3));

    var rejected = (DatasetRejected) answer();
    assertThat(rejected.reason()).contains("e.csv").doesNotContain("\n");
    assertThat(rejected.attempt()).isEqualTo(3);
  }

  @Test
  void everyContentOfAFileIsAnExperimentOfItsOwn(@TempDir Path folder) throws Exception {
    var file = Files.writeString(folder.resolve("e.csv"), "a,t\n1,1\n2,0\n");
    var submitted = onFile(file);
    var first = prepared(submitted);
    var untouched = prepared(submitted.again(1));
    Files.writeString(file, "a,t\n1,0\n2,1\n");
    var changed = prepared(submitted.again(2));
    Files.writeString(file, "a,t\r\n1,1\r\n2,0\r\n");
    var written = prepared(submitted.again(3));

    assertThat(first.experiment()).startsWith("on-file-").isNotEqualTo(submitted.experiment());
    assertThat(first.submission()).isEqualTo(submitted.experiment());
    assertThat(untouched.experiment()).isEqualTo(first.experiment());
    assertThat(changed.experiment()).isNotEqualTo(first.experiment());
    assertThat(List.of(first.attempt(), untouched.attempt(), changed.attempt()))
        .containsExactly(0, 1, 2);
    assertThat(changed.files())
        .containsExactly(new DataFile(file.toString(), 12, sha256("a,t\n1,0\n2,1\n")));
    // The same numbers in other bytes are the same data.
    assertThat(written.experiment()).isEqualTo(first.experiment());
  }

  @Test
  void aSubmissionUnderTheIdOfAnotherDocumentIsNobodysRejection() throws Exception {
    var innocent = submitted();
    var damaged =
        new ExperimentSubmitted(
            innocent.experiment(),
            innocent.name(),
            onFile(Path.of("/nowhere/e.csv")).document(),
            innocent.data(),
            innocent.split());

    assertThat(send(Events.encode(damaged)).get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .hasMessageContaining("holds the document of");
    assertThat(datasets.received()).isEmpty();
  }

  @Test
  void cancellationIsAcknowledgedInSilence() throws Exception {
    tell(new ExperimentCancelled(submitted().experiment(), submitted()));

    assertThat(datasets.received()).isEmpty();
  }

  @Test
  void poisonIsRefusedAndStopsNothing() throws Exception {
    var refused = send("poison".getBytes(StandardCharsets.UTF_8));
    assertThat(refused.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .hasMessageStartingWith("not JSON");

    tell(submitted());
    assertThat(answer()).isInstanceOf(DatasetPrepared.class);
  }

  private DatasetPrepared prepared(ExperimentSubmitted submitted) throws Exception {
    datasets.clear();
    tell(submitted);
    return (DatasetPrepared) answer();
  }

  private static ExperimentSubmitted onFile(Path file) {
    return ExperimentReader.yaml(
            """
            apiVersion: descent/v1
            kind: Experiment
            name: on-file
            data: {csv: {file: '%s', targets: [t]}}
            network: {heads: [{binary: {target: t}}]}
            budget: 10
            seeds: 1
            """
                .formatted(file))
        .submitted();
  }

  private static String sha256(String text) {
    return Ids.sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  private static ExperimentSubmitted submitted() {
    return ExperimentReader.yaml(XOR).submitted();
  }

  /** Returns when the event has been acknowledged. */
  private void tell(Event event)
      throws InterruptedException, ExecutionException, java.util.concurrent.TimeoutException {
    assertThat(send(Events.encode(event)).get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isNull();
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
