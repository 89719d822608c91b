package org.descent.control.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.descent.contracts.Topics;
import org.descent.contracts.event.Event;
import org.descent.experiment.results.Ledger;
import org.descent.experiment.spec.ExperimentReader;
import org.descent.transport.Events;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What each earlier version has written is read, and comes to what it came to then: a file of
 * {@code logs} a version, which {@code LogForLaterIT} has made.
 */
class EarlierLogTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Control reads these; the others are between trainers and evaluators. */
  private static final Set<String> OF_CONTROL =
      Set.of(
          Topics.EXPERIMENTS,
          Topics.DATASETS,
          Topics.COHORTS,
          Topics.PROGRESS,
          Topics.EVALUATIONS,
          Topics.REPORTS);

  /**
   * What a log says, and what it came to.
   *
   * @param events by topic
   * @param results by experiment, as REST answered them
   */
  private record Log(Map<String, List<Event>> events, Map<String, JsonNode> results) {
    static Log of(Path file) throws IOException {
      var log = new Log(new LinkedHashMap<>(), new LinkedHashMap<>());
      try (var lines =
          new BufferedReader(
              new InputStreamReader(
                  new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
          log.add(JSON.readTree(line));
        }
      }
      return log;
    }

    private void add(JsonNode said) throws IOException {
      if (said.has("results")) {
        results.put(said.get("experiment").asText(), said.get("results"));
        return;
      }
      var value = said.get("value").binaryValue();
      if (value.length > 0) { // else what was is forgotten
        events
            .computeIfAbsent(said.get("topic").asText(), topic -> new ArrayList<>())
            .add(Events.decode(value));
      }
    }

    List<Event> ofControl() {
      return events.entrySet().stream()
          .filter(topic -> OF_CONTROL.contains(topic.getKey()))
          .flatMap(topic -> topic.getValue().stream())
          .toList();
    }
  }

  static Stream<Path> logs() throws IOException, URISyntaxException {
    return Files.list(Path.of(EarlierLogTest.class.getResource("/logs").toURI()));
  }

  @ParameterizedTest
  @MethodSource("logs")
  void aLogComesToWhatItCameTo(Path file) throws IOException {
    var log = Log.of(file);

    assertThat(log.results).isNotEmpty();
    assertThat(log.events.keySet())
        .containsAll(OF_CONTROL)
        .contains(Topics.MODELS, Topics.TRAININGS, Topics.CHECKPOINTS);
    assertComesTo(log.results, log.ofControl());
  }

  @ParameterizedTest
  @MethodSource("logs")
  void topicsMayBeReadInAnyOrder(Path file) throws IOException {
    var log = Log.of(file);
    var events = new ArrayList<>(log.ofControl());
    for (int seed = 0; seed < 5; seed++) {
      Collections.shuffle(events, new Random(seed));
      assertComesTo(log.results, events);
    }
  }

  /** Newer versions may tell more of an experiment; what was told stays. */
  private static void assertComesTo(Map<String, JsonNode> results, List<Event> events) {
    var experiments = new Experiments(ExperimentReader::submitted);
    events.forEach(experiments::on);
    results.forEach(
        (id, expected) ->
            assertTold(
                id, expected, json(experiments.ledger(id).map(Ledger::result).orElseThrow())));
  }

  private static void assertTold(String where, JsonNode expected, JsonNode found) {
    if (expected.isObject()) {
      expected
          .properties()
          .forEach(
              field ->
                  assertTold(
                      where + "." + field.getKey(), field.getValue(), found.path(field.getKey())));
    } else if (expected.isArray()) {
      assertThat(found.size()).as(where).isEqualTo(expected.size());
      for (int i = 0; i < expected.size(); i++) {
        assertTold(where + "[" + i + "]", expected.get(i), found.get(i));
      }
    } else {
      assertThat(found).as(where).isEqualTo(expected);
    }
  }

  /** As it is answered by REST; numbers are compared as they are written. */
  private static JsonNode json(Object result) {
    try {
      return JSON.readTree(JSON.writeValueAsBytes(result));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
