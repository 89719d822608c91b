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
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.descent.contracts.Topics;
import org.descent.contracts.event.CohortPlanned;
import org.descent.contracts.event.Location;
import org.descent.experiment.Experiment;
import org.descent.transport.DeadLetter;
import org.descent.transport.Events;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes are killed, stopped and frozen, brokers among them, lines are cut, slow and silent,
 * clocks are wrong, the disk is full, the end of the log is torn and records are poison, for {@code
 * chaos.seconds} from {@code chaos.seed}, with {@code chaos.brokers}; then what has been found is
 * compared with what is found when nothing happens, to the bit.
 */
@Tag("thorough")
class ChaosIT {
  private static final Path FILES = Path.of("src/test/resources/experiments");
  private static final Duration LIMIT = Duration.ofMinutes(6);

  /** An experiment of each kind is handed in every so many faults. */
  private static final int FAULTS_A_WAVE = 8;

  @TempDir Path directory;

  /** Why an experiment was not taken in last. */
  private String refusal = "";

  @Test
  void whateverHappensTheResultsAreThoseOfAnUndisturbedRun() throws Exception {
    long seed = Long.getLong("chaos.seed", 1);
    var logs = Files.createDirectories(Path.of("target", "journeys").toAbsolutePath());
    try (var chaos = Chaos.start(seed, directory, logs, Integer.getInteger("chaos.brokers", 1))) {
      long end =
          System.nanoTime() + Duration.ofSeconds(Long.getLong("chaos.seconds", 90)).toNanos();
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
          () -> "all are handed in: " + waiting.size() + " are not; last: " + refusal,
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
      assertPoisonWasPutAside(chaos);
      System.out.printf(
          "%d faults of %d kinds from seed %d: %s; %d experiments of %d trials, %d trials planned"
              + " twice, all as undisturbed%n",
          faults,
          chaos.kinds().size(),
          seed,
          chaos.counts(),
          found.size(),
          found.values().stream().mapToInt(one -> one.trials().size()).sum(),
          plannedTwice(chaos));
    }
  }

  /** All of it, and nothing else. */
  private static void assertPoisonWasPutAside(Chaos chaos) {
    var records = new Records(chaos.bootstrap());
    Eventually.holds(
        LIMIT,
        () -> "put aside: " + chaos.poisoned() + "; there are " + origins(records),
        () -> origins(records).containsAll(chaos.poisoned()));
    assertThat(records.all(Topics.DEAD_LETTERS))
        .allSatisfy(letter -> assertThat(letter.key()).startsWith("poison-"));
  }

  private static Set<Location> origins(Records records) {
    return records.all(Topics.DEAD_LETTERS).stream()
        .map(letter -> DeadLetter.of(letter).origin())
        .collect(Collectors.toSet());
  }

  /** One of each kind. */
  private static List<Experiment> wave(String number) {
    return List.of(
        Control.read(FILES.resolve("wide.yaml"), "name=wide-" + number, "budget=900").get(0),
        Control.read(FILES.resolve("learning-rates.yaml"), "name=rates-" + number).get(0),
        Control.read(FILES.resolve("long.yaml"), "name=long-" + number, "budget=300", "seeds=4")
            .get(0));
  }

  /** Tries to hand in what waits; true if nothing does any more. */
  private boolean submit(Chaos chaos, List<Experiment> waiting, Map<String, Experiment> submitted) {
    chaos.replace();
    waiting.removeIf(
        experiment -> {
          try {
            submitted.put(chaos.control().submit(experiment), experiment);
            return true;
          } catch (RuntimeException | AssertionError e) {
            refusal = String.valueOf(e.getMessage()); // control or its broker is away
            return false;
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
                .filter(record -> !record.key().startsWith("poison-"))
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
