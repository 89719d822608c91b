package org.descent.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.descent.control.Eventually.eventually;

import com.fasterxml.jackson.databind.JsonNode;
import com.jerolba.carpet.CarpetReader;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.reactive.messaging.memory.InMemoryConnector;
import io.smallrye.reactive.messaging.memory.InMemorySink;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.descent.contracts.Topics;
import org.descent.contracts.event.CohortPlanned;
import org.descent.contracts.event.Event;
import org.descent.contracts.event.ExperimentCancelled;
import org.descent.contracts.event.ExperimentDeleted;
import org.descent.contracts.event.ExperimentNoted;
import org.descent.contracts.event.ExperimentPaused;
import org.descent.contracts.event.ExperimentSubmitted;
import org.descent.contracts.event.ReportPublished;
import org.descent.control.log.Delivery;
import org.descent.experiment.spec.ExperimentReader;
import org.descent.transport.Events;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(InMemoryChannels.class)
class JourneyTest {
  private static final String YAML =
      """
      apiVersion: descent/v1
      kind: Experiment
      name: NAME
      data: xor
      network:
        layers:
          - dense: {units: 2, activation: tanh}
        heads:
          - binary: {}
      loss: cross-entropy
      optimiser:
        sgd: {learningRate: 0.5}
      budget: 1000
      seeds: 3
      """;

  @TempDir Path directory;

  @Inject
  @Connector(InMemoryConnector.CONNECTOR)
  InMemoryConnector channels;

  @Inject Delivery delivery;

  @TestHTTPResource("/api/experiments/")
  URI root;

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void anExperimentGoesFromSubmissionToItsReport() throws Exception {
    var yaml = YAML.replace("NAME", "whole");
    var experiment = ExperimentReader.yaml(yaml);

    assertThat(post("", yaml).statusCode()).isEqualTo(201);
    assertThat(published("controlExperimentsOut", ExperimentSubmitted.class, experiment.id()))
        .hasSize(1);
    send(Topics.DATASETS, Xor.prepared(experiment));
    eventually(
        () -> published("controlCohortsOut", CohortPlanned.class, experiment.id()).size() == 1);

    for (long seed : experiment.seeds()) {
      send(Topics.PROGRESS, Xor.progressed(experiment, 0, seed, 1, 12));
      send(Topics.EVALUATIONS, Xor.converged(experiment, 0, seed, 12));
    }
    eventually(
        () -> published("controlReportsOut", ReportPublished.class, experiment.id()).size() == 1);

    var id = experiment.id();
    eventually(() -> status(id).path("curvesComplete").asBoolean());
    assertThat(status(id).path("state").asText()).isEqualTo("complete");
    assertThat(status(id).path("ended").asInt()).isEqualTo(3);
    assertThat(get(id + "/results").at("/variants/0/trials").size()).isEqualTo(3);
    assertThat(text(id + "/results.csv").lines()).hasSize(1 + 3);
    assertThat(text(id + "/curves.csv").lines()).hasSize(1 + 3 * 12);
    assertThat(rows(id + "/results.parquet"))
        .extracting(row -> (Object) row.get("trial"))
        .containsExactly(id + ".0.1", id + ".0.2", id + ".0.3");
    assertThat(rows(id + "/curves.parquet"))
        .hasSize(3 * 12)
        .allSatisfy(row -> assertThat(row.get("loss")).isInstanceOf(Float.class));
    var curve = get(id + "/curves?trial=" + id + ".0.1&metric=loss&points=4");
    assertThat(curve.path("length").asInt()).isEqualTo(12);
    assertThat(iterations(curve)).hasSizeLessThanOrEqualTo(4).startsWith(1).endsWith(12);
    // Losses fall: the first of a column is its highest, its last the lowest. On a logarithmic axis
    // from 1 to 12 the second of two columns begins at √12 = 3.5, on a linear one at 6.5.
    var log = get(id + "/curves?trial=" + id + ".0.1&spacing=log&columns=2");
    assertThat(iterations(log)).containsExactly(1, 3, 4, 12);
    var linear = get(id + "/curves?trial=" + id + ".0.1&spacing=linear&columns=2");
    assertThat(iterations(linear)).containsExactly(1, 6, 7, 12);
    var band = get(id + "/bands?metric=loss&spacing=log&columns=2");
    assertThat(band.path("last").asInt()).isEqualTo(12);
    assertThat(iterations(band.path("variants").get(0))).containsExactly(1, 3, 4, 12);
    assertThat(band.at("/variants/0/every").asBoolean()).isTrue();
    for (var wrong : new String[] {"spacing=odd", "columns=0", "columns=20001", "points=3"}) {
      assertThat(
              page("/api/experiments/" + id + "/curves?trial=" + id + ".0.1&" + wrong).statusCode())
          .as(wrong)
          .isEqualTo(400);
    }
    assertThat(post(id + "/cancel", "").statusCode()).isEqualTo(409);
    assertThat(post(id + "/rerun", "").statusCode()).isEqualTo(409);
    isExtended(id);
    isForked(id);
    isNoStart(id);

    var report = page("/reports/" + id);
    assertThat(report.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
    assertThat(report.body()).contains("<!doctype html>", "3 / 3", id);
    assertThat(page("/reports?experiments=" + id + "," + id).body()).isEqualTo(report.body());
    assertThat(text(id + "/figures/figure-01.svg")).contains("<svg", "Figure 1");
    assertThat(page("/reports/unknown-00000000").statusCode()).isEqualTo(404);
    assertThat(page("/reports").statusCode()).isEqualTo(400);
  }

  /** The rows of a Parquet file. */
  private List<Map<?, ?>> rows(String path) throws Exception {
    var request = HttpRequest.newBuilder(root.resolve(path)).build();
    var answer =
        http.send(request, BodyHandlers.ofFile(Files.createTempFile(directory, "rows", "")));
    assertThat(answer.statusCode()).isEqualTo(200);
    var rows = new ArrayList<Map<?, ?>>();
    try (var read = new CarpetReader<>(answer.body().toFile(), Map.class).iterator()) {
      read.forEachRemaining(rows::add);
    }
    return rows;
  }

  private void isExtended(String id) throws Exception {
    for (var wrong : new String[] {"{}", "null", "{\"seeds\": 3}", "{\"seed\": 5}", "[]", "{"}) {
      assertThat(extend(id, wrong).statusCode()).as(wrong).isEqualTo(400);
    }
    assertThat(extend("none", "{\"seeds\": 5}").statusCode()).isEqualTo(404);
    var answer = extend(id, "{\"seeds\": 5}");
    assertThat(answer.statusCode()).isEqualTo(201);
    var more = Events.json().readTree(answer.body());
    assertThat(more.path("base").asText()).isEqualTo(id);
    assertThat(more.path("total").asInt()).isEqualTo(5);
    var extended = more.path("experiment").asText();
    assertThat(published("controlExperimentsOut", ExperimentSubmitted.class, extended))
        .singleElement()
        .matches(submitted -> submitted.base().equals(id));
    assertThat(extend(id, "{\"seeds\": 5}").statusCode()).isEqualTo(200);
    assertThat(extend(extended, "{\"seeds\": 6}").statusCode()).isEqualTo(409); // not complete
  }

  private void isForked(String id) throws Exception {
    for (var wrong : new String[] {"{}", "null", "{\"at\": 5}", "{\"at\": 5, \"st\": {}}", "["}) {
      assertThat(derive(id + "/fork", wrong).statusCode()).as(wrong).isEqualTo(400);
    }
    var otherwise = "{\"at\": 500, \"set\": {\"loss\": [\"l2\"]}}";
    assertThat(derive("none/fork", otherwise).statusCode()).isEqualTo(404);
    var answer = derive(id + "/fork", otherwise);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    var fork = Events.json().readTree(answer.body());
    assertThat(fork.path("base").asText()).isEqualTo(id);
    assertThat(fork.path("name").asText()).endsWith("-from-500");
    assertThat(derive(id + "/fork", otherwise).statusCode()).isEqualTo(200);
  }

  private void isNoStart(String id) throws Exception {
    var search =
        YAML.replace("NAME", "started")
            .replace(
                "seeds: 3",
                "search: {space: {loss: {choice: [l2, cross-entropy]}}, objective: {minimise: loss}, variants: 2}");
    var answer = post("?start-from=" + id, search);
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains("searches nothing, expected a search to start from");
    assertThat(post("?start-from=none", search).statusCode()).isEqualTo(404);
  }

  private HttpResponse<String> extend(String id, String more) throws Exception {
    return derive(id + "/extend", more);
  }

  private HttpResponse<String> derive(String path, String more) throws Exception {
    return http.send(
        HttpRequest.newBuilder(root.resolve(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(more))
            .build(),
        BodyHandlers.ofString());
  }

  private static List<Integer> iterations(JsonNode curve) {
    var iterations = new ArrayList<Integer>();
    curve.path("iterations").forEach(i -> iterations.add(i.asInt()));
    return iterations;
  }

  private HttpResponse<String> page(String path) throws Exception {
    return http.send(HttpRequest.newBuilder(root.resolve(path)).build(), BodyHandlers.ofString());
  }

  @Test
  void handingInTwiceIsHandingInOnce() throws Exception {
    var yaml = YAML.replace("NAME", "twice");
    var first = post("", yaml);
    var second = post("", "# the same\n" + yaml);

    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(
            published(
                "controlExperimentsOut",
                ExperimentSubmitted.class,
                ExperimentReader.yaml(yaml).id()))
        .hasSize(1);
  }

  @Test
  void cancellationCarriesTheSubmission() throws Exception {
    var yaml = YAML.replace("NAME", "unwanted");
    var experiment = ExperimentReader.yaml(yaml);
    post("", yaml);
    var answer = post(experiment.id() + "/cancel", "");

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(status(experiment.id()).path("state").asText()).isEqualTo("cancelled");
    assertThat(published("controlExperimentsOut", ExperimentCancelled.class, experiment.id()))
        .containsExactly(new ExperimentCancelled(experiment.id(), experiment.submitted()));
    assertThat(post(experiment.id() + "/cancel", "").statusCode()).isEqualTo(409);
    assertThat(extend(experiment.id(), "{\"seeds\": 9}").statusCode()).isEqualTo(409);
    assertThat(post(experiment.id() + "/rerun", "").statusCode()).isEqualTo(409);
  }

  @Test
  void whatIsOverIsDeletedForGood() throws Exception {
    var yaml = YAML.replace("NAME", "deleted");
    var experiment = ExperimentReader.yaml(yaml);
    assertThat(delete(experiment.id()).statusCode()).isEqualTo(404);
    post("", yaml);
    send(Topics.DATASETS, Xor.prepared(experiment));
    eventually(() -> status(experiment.id()).path("state").asText().equals("running"));
    assertThat(delete(experiment.id()).body()).contains("is running, expected one that is over");
    eventually(
        () -> !published("controlCohortsOut", CohortPlanned.class, experiment.id()).isEmpty());
    post(experiment.id() + "/cancel", "");

    assertThat(delete(experiment.id()).statusCode()).isEqualTo(204);
    assertThat(delete(experiment.id()).statusCode()).isEqualTo(204);
    assertThat(published("controlExperimentsOut", ExperimentDeleted.class, experiment.id()))
        .hasSize(1);
    assertThat(status(experiment.id()).path("title").asText())
        .isEqualTo("there is no experiment " + experiment.id());
    assertThat(post("", yaml).statusCode()).isEqualTo(410);
    assertThat(post("", yaml.replace("deleted", "deleted-again")).statusCode()).isEqualTo(201);
  }

  private HttpResponse<String> delete(String id) {
    return send(HttpRequest.newBuilder(root.resolve(id)).DELETE().build());
  }

  @Test
  void anExperimentRestsAndGoesOn() throws Exception {
    var yaml = YAML.replace("NAME", "resting");
    var experiment = ExperimentReader.yaml(yaml);
    assertThat(post(experiment.id() + "/pause", "").statusCode()).isEqualTo(404);
    post("", yaml);
    var early = post(experiment.id() + "/pause", "");
    assertThat(early.statusCode()).isEqualTo(409);
    assertThat(early.body()).contains("is submitted, expected one that is running");
    send(Topics.DATASETS, Xor.prepared(experiment));
    eventually(() -> status(experiment.id()).path("state").asText().equals("running"));

    assertThat(post(experiment.id() + "/pause", "").statusCode()).isEqualTo(202);
    assertThat(status(experiment.id()).path("state").asText()).isEqualTo("paused");
    assertThat(post(experiment.id() + "/pause", "").statusCode()).isEqualTo(409);
    assertThat(post(experiment.id() + "/rerun", "").body()).contains("is paused, expected one");
    assertThat(post(experiment.id() + "/resume", "").statusCode()).isEqualTo(202);
    assertThat(status(experiment.id()).path("state").asText()).isEqualTo("running");
    assertThat(post(experiment.id() + "/resume", "").body())
        .contains("is running, expected one that is paused");
    assertThat(published("controlExperimentsOut", ExperimentPaused.class, experiment.id()))
        .containsExactly(
            new ExperimentPaused(experiment.id(), experiment.submitted(), true, 1),
            new ExperimentPaused(experiment.id(), experiment.submitted(), false, 2));
  }

  @Test
  void whatPeopleSayOfAnExperimentStandsInItsStatus() throws Exception {
    var yaml = YAML.replace("NAME", "noted");
    var id = ExperimentReader.yaml(yaml).id();
    assertThat(post(id + "/note", "{\"archived\": true}", "application/json").statusCode())
        .isEqualTo(404);
    post("", yaml);

    var said = "{\"tags\": [\"slow\", \"for-talk\"], \"note\": \"as in figure 3\"}";
    assertThat(post(id + "/note", said, "application/json").statusCode()).isEqualTo(200);
    assertThat(post(id + "/note", "{\"archived\": true}", "application/json").statusCode())
        .isEqualTo(200);
    var status = status(id);
    assertThat(status.path("tags").toString()).isEqualTo("[\"for-talk\",\"slow\"]");
    assertThat(status.path("note").asText()).isEqualTo("as in figure 3");
    assertThat(status.path("archived").asBoolean()).isTrue();
    assertThat(published("controlExperimentsOut", ExperimentNoted.class, id)).hasSize(2);
    for (var wrong : new String[] {"{\"tags\": [\"a b\"]}", "{\"tag\": \"a\"}", "null", "[]"}) {
      var answer = post(id + "/note", wrong, "application/json");
      assertThat(answer.statusCode()).as(wrong).isEqualTo(400);
      assertThat(answer.body()).contains("expected");
    }
  }

  @Test
  void aMistakeIsAnsweredWithItsLine() throws Exception {
    var answer = post("", YAML.replace("NAME", "wrong").replace("0.5", "-0.5"));

    assertThat(answer.statusCode()).isEqualTo(400);
    var problem = Events.json().readTree(answer.body()).at("/problems/0");
    assertThat(problem.path("line").asInt()).isEqualTo(12);
    assertThat(problem.path("message").asText()).contains("-0.5");
  }

  @Test
  void anUnreadableRecordStopsNothing() throws Exception {
    var yaml = YAML.replace("NAME", "robust");
    var experiment = ExperimentReader.yaml(yaml);
    delivery.deliver(new ConsumerRecord<>(Topics.EXPERIMENTS, 0, 0, "poison", "{oops".getBytes()));
    send(Topics.EXPERIMENTS, experiment.submitted());

    eventually(() -> status(experiment.id()).path("state").asText().equals("submitted"));
  }

  private void send(String topic, Event event) {
    delivery.deliver(record(topic, event));
  }

  private static ConsumerRecord<String, byte[]> record(String topic, Event event) {
    return new ConsumerRecord<>(topic, 0, 0, event.key(), Events.encode(event));
  }

  private <E extends Event> List<E> published(String channel, Class<E> type, String experiment) {
    InMemorySink<byte[]> sink = channels.sink(channel);
    return sink.received().stream()
        .map(m -> Events.decode(m.getPayload()))
        .filter(e -> e.experiment().equals(experiment))
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  private JsonNode status(String id) {
    return get(id);
  }

  private JsonNode get(String path) {
    try {
      return Events.json().readTree(text(path));
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private String text(String path) {
    return send(HttpRequest.newBuilder(root.resolve(path)).build()).body();
  }

  private HttpResponse<String> post(String path, String body) {
    return post(path, body, "application/yaml");
  }

  private HttpResponse<String> post(String path, String body, String type) {
    return send(
        HttpRequest.newBuilder(
                path.isEmpty() || path.startsWith("?")
                    ? URI.create(root.toString().replaceAll("/$", "") + path)
                    : root.resolve(path))
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (java.io.IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
