package org.descent.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A pipeline of the build that lies at {@code two-builds.other} is replaced by this one's, service
 * by service, while it is at work.
 */
@Tag("for-others")
class TwoBuildsIT {
  private static final Path WIDE = Path.of("src/test/resources/experiments/wide.yaml");
  private static final Path HERE = Path.of("..");
  private static final List<String> MODULES =
      List.of("control", "dataset-loader", "evaluator", "trainer", "trainer");

  @TempDir Path directory;

  @Test
  void aRollingRestartLosesNothing() throws Exception {
    var other = System.getProperty("two-builds.other", "");
    assumeTrue(!other.isEmpty(), "needs -Dtwo-builds.other=CHECKOUT");
    var logs = Files.createDirectories(Path.of("target", "journeys").toAbsolutePath());
    var services = new HashMap<Integer, ServiceProcess>();
    try (var brokers = Brokers.of(1, directory, logs, Wrapping.NONE)) {
      brokers.start();
      for (int i = 0; i < MODULES.size(); i++) {
        services.put(i, start(Path.of(other, "services"), i, brokers, logs));
      }
      services.values().forEach(ServiceProcess::awaitReady);
      var ids = new ArrayList<String>();
      for (int i = 0; i < MODULES.size(); i++) {
        ids.add(submit(services, "rolling-" + i));
        awaitProgress(services, ids.get(i));
        services.get(i).stop();
        services.get(i).awaitExit();
        services.put(i, start(HERE, i, brokers, logs).awaitReady());
      }
      ids.add(submit(services, "afterwards"));
      var found = new ArrayList<JsonNode>();
      for (var id : ids) {
        found.add(control(services).awaitComplete(id));
      }

      var expected = Trials.courses(found.get(found.size() - 1));
      for (var results : found) {
        assertThat(Trials.courses(results)).isEqualTo(expected);
      }
      System.out.println(
          "a rolling restart in the middle of "
              + ids.size()
              + " experiments: all as afterwards; trials by build: "
              + builds(found));
    } finally {
      services.values().forEach(ServiceProcess::kill);
    }
  }

  private static ServiceProcess start(Path services, int index, Brokers brokers, Path logs) {
    var module = MODULES.get(index);
    Map<String, String> settings =
        switch (module) {
          case "control" -> Map.of("descent.cohort-size", "4");
          case "trainer" ->
              Map.of("descent.trainer.threads", "1", "descent.trainer.segment", "100");
          default -> Map.of();
        };
    return ServiceProcess.start(
        services, module, brokers.bootstrap(), logs, settings, List.of(), Wrapping.NONE);
  }

  private static Control control(Map<Integer, ServiceProcess> services) {
    return new Control(services.get(0));
  }

  private static String submit(Map<Integer, ServiceProcess> services, String name) {
    return control(services).submit(Control.read(WIDE, "name=" + name, "budget=900").get(0));
  }

  private static void awaitProgress(Map<Integer, ServiceProcess> services, String id) {
    Eventually.holds(
        () -> id + " is under way",
        () -> control(services).status(id).path("iterations").asLong() > 0);
  }

  private static Map<String, Long> builds(List<JsonNode> found) {
    return found.stream()
        .flatMap(results -> Trials.of(results).stream())
        .map(trial -> trial.path("provenance").path("build").asText())
        .collect(Collectors.groupingBy(build -> build, TreeMap::new, Collectors.counting()));
  }
}
