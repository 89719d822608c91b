package org.descent.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.descent.contracts.Topics;
import org.descent.contracts.event.CohortPlanned;
import org.descent.experiment.Experiment;
import org.descent.transport.Events;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes are killed, stopped and frozen, the broker among them, and the line to it is cut, slow
 * and silent, for {@code chaos.seconds} from {@code chaos.seed}; then what has been found is
 * compared with what is found when nothing happens, to the bit.
 */
@Tag("thorough")
class ChaosIT {
  private static final Path FILES = Path.of("src/test/resources/experiments");
  private static final Duration LIMIT = Duration.ofMinutes(6);

  /** An experiment of each kind is handed in every so many faults. */
  private static final int FAULTS_A_WAVE = 8;

  @TempDir Path directory;

  @Test
  void whateverHappensTheResultsAreThoseOfAnUndisturbedRun() throws Exception {
    long seed = Long.getLong("chaos.seed", 1);
    long end = System.nanoTime() + Duration.ofSeconds(Long.getLong("chaos.seconds", 90)).toNanos();
    var logs = Files.createDirectories(Path.of("target", "journeys").toAbsolutePath());
    try (var chaos = Chaos.start(seed, directory, logs)) {
      var submitted = new LinkedHashMap<String, Experiment>();
      var waiting = new ArrayList<Experiment>();
      int faults = 0;
      for (; System.nanoTime() < end; faults++) {
        if (faults % FAULTS_A_WAVE == 0) {
          waiting.addAll(wave("" + faults / FAULTS_A_WAVE));
        }
        submit(chaos, waiting, submitted);
        chaos.happen();
      }
      Eventually.holds(
          LIMIT,
          () -> "all are handed in: " + waiting.size() + " are not",
          () -> submit(chaos, waiting, submitted));
      var found = awaited(chaos, submitted);

      var undisturbed = new LinkedHashMap<String, Experiment>();
      submit(chaos, new ArrayList<>(wave("undisturbed")), undisturbed);
      var expected = awaited(chaos, undisturbed);
      found.forEach(
          (name, one) ->
              assertThat(one)
                  .as(name)
                  .isEqualTo(expected.get(name.replaceFirst("-.*", "-undisturbed"))));
      assertThat(new Records(chaos.bootstrap()).all(Topics.DEAD_LETTERS)).isEmpty();
      System.out.printf(
          "%d faults from seed %d: %s; %d experiments, %d trials planned twice, all as undisturbed%n",
          faults, seed, chaos.counts(), found.size(), plannedTwice(chaos));
    }
  }

  /** One of each kind. */
  private static List<Experiment> wave(String number) {
    return List.of(
        Control.read(FILES.resolve("wide.yaml"), "name=wide-" + number).get(0),
        Control.read(FILES.resolve("learning-rates.yaml"), "name=rates-" + number).get(0),
        Control.read(FILES.resolve("long.yaml"), "name=long-" + number, "budget=300", "seeds=4")
            .get(0));
  }

  /** Tries to hand in what waits; true if nothing does any more. */
  private static boolean submit(
      Chaos chaos, List<Experiment> waiting, Map<String, Experiment> submitted) {
    chaos.replace();
    waiting.removeIf(
        experiment -> {
          try {
            submitted.put(chaos.control().submit(experiment), experiment);
            return true;
          } catch (RuntimeException | AssertionError e) {
            return false; // control or its broker is away
          }
        });
    return waiting.isEmpty();
  }

  /** By name, everything that was found of each. */
  private static Map<String, Found> awaited(Chaos chaos, Map<String, Experiment> experiments) {
    var found = new TreeMap<String, Found>();
    experiments.forEach(
        (id, experiment) -> {
          Eventually.holds(
              LIMIT,
              () -> id + " complete",
              () ->
                  complete(chaos, id)
                      .map(
                          f -> {
                            found.put(experiment.name(), f);
                            return true;
                          })
                      .orElse(false));
        });
    return found;
  }

  /** What was found, once a control that is ready says that it is all. */
  private static Optional<Found> complete(Chaos chaos, String id) {
    chaos.replace();
    try {
      var control = chaos.control();
      var status = control.status(id);
      boolean complete =
          status.path("state").asText().equals("complete")
              && status.path("curvesComplete").asBoolean();
      return complete ? Optional.of(Found.of(control, id)) : Optional.empty();
    } catch (RuntimeException | AssertionError e) {
      return Optional.empty();
    }
  }

  private static long plannedTwice(Chaos chaos) {
    var trials =
        new Records(chaos.bootstrap())
            .all(Topics.COHORTS).stream()
                .map(record -> Events.decode(record.value(), CohortPlanned.class))
                .flatMap(cohort -> cohort.trials().stream())
                .map(CohortPlanned.Trial::trial)
                .toList();
    return trials.size() - trials.stream().distinct().count();
  }

  /**
   * What was found of an experiment, without its name.
   *
   * @param curves every point
   */
  private record Found(List<JsonNode> trials, List<String> curves) {
    static Found of(Control control, String id) {
      var curves =
          control
              .text("/api/experiments/" + id + "/curves.csv")
              .lines()
              .map(line -> line.replace(id, "E"))
              .sorted()
              .toList();
      return new Found(Trials.courses(control.results(id)), curves);
    }

    /** A few megabytes are no message. */
    @Override
    public String toString() {
      return trials + ", " + curves.size() + " points, hash " + curves.hashCode();
    }
  }
}
