package org.descent.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.descent.contracts.Topics;
import org.descent.contracts.event.Location;
import org.descent.transport.DeadLetter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each kind of poison on each topic: it is put aside, and stops nobody, neither then nor at the
 * next start, which puts nothing aside again.
 */
@Tag("thorough")
class PoisonIT {
  private static final Path SWEEP = Path.of("src/test/resources/experiments/learning-rates.yaml");

  /** Who shares the work on a topic; what is not committed when they are killed is read again. */
  private static final Map<String, String> GROUPS =
      Map.of(
          "descent-dataset-loader", Topics.EXPERIMENTS,
          "descent-dataset-loader-rows", Topics.DATASET_ROWS,
          "descent-trainer", Topics.COHORTS,
          "descent-evaluator", Topics.TRAININGS,
          "descent-evaluator-models", Topics.MODELS);

  @TempDir Path directory;

  private final Map<String, ServiceProcess> services = new TreeMap<>();
  private Pipeline pipeline;

  @AfterEach
  void stop() {
    pipeline.close();
  }

  @Test
  void itIsPutAsideOnceAndStopsNobody() {
    pipeline = Pipeline.withBroker(directory);
    var makers = new TreeMap<String, Supplier<ServiceProcess>>();
    makers.put("control", () -> pipeline.control().process());
    makers.put("dataset-loader", pipeline::loader);
    makers.put("evaluator", pipeline::evaluator);
    makers.put("trainer", pipeline::trainer);
    services.put("control", makers.get("control").get().awaitReady());
    makers.forEach((name, maker) -> services.computeIfAbsent(name, n -> maker.get()));
    var first = run("before");
    var before = control().results(first);

    var poisoned = poison();
    Eventually.holds(
        () -> "put aside: " + missing(poisoned),
        () -> letters().keySet().containsAll(poisoned.keySet()));
    run("after");
    GROUPS.forEach(
        (group, topic) ->
            Eventually.holds(
                () -> group + " has committed " + topic,
                () -> new Records(pipeline.bootstrap()).workedOff(group, topic)));
    assertThat(letters().keySet()).isEqualTo(poisoned.keySet());
    var letters = letters();

    services.values().forEach(ServiceProcess::kill);
    services.replaceAll((name, service) -> makers.get(name).get());
    services.values().forEach(ServiceProcess::awaitReady);
    run("when all were started anew");
    assertThat(letters()).as("nothing is put aside again").isEqualTo(letters);
    assertThat(control().results(first)).as("nothing has changed").isEqualTo(before);
    System.out.printf(
        "%d poison records of %d kinds, %d letters; all ready%n",
        poisoned.size(),
        Poison.values().length,
        letters.values().stream().mapToLong(Long::longValue).sum());
  }

  private Control control() {
    return new Control(services.get("control"));
  }

  /** An experiment that is handed in now comes to its end, and everybody is well. */
  private String run(String name) {
    var experiment =
        Control.read(SWEEP, "name=" + name.replace(' ', '-'), "seeds=1", "budget=50").get(0);
    var id = control().submit(experiment);
    control().awaitComplete(id);
    services.forEach(
        (service, process) -> {
          assertThat(process.alive()).as(service + ": " + name).isTrue();
          assertThat(process.ready()).as(service + ": " + name).isTrue();
        });
    return id;
  }

  /** Everything that is read by whoever is there, everywhere. */
  private Map<Location, Poison> poison() {
    var records = new ArrayList<ProducerRecord<String, byte[]>>();
    var kinds = new ArrayList<Poison>();
    for (var topic : Topics.ALL) {
      for (var kind : Poison.values()) {
        if (!Poison.READ_BY_FEW.contains(topic)) {
          records.add(kind.record(topic, "poison-" + kind));
          kinds.add(kind);
        }
      }
    }
    var places = new Records(pipeline.bootstrap()).send(records);
    var poisoned = new HashMap<Location, Poison>();
    for (int i = 0; i < kinds.size(); i++) {
      poisoned.put(places.get(i), kinds.get(i));
    }
    return poisoned;
  }

  /** How many letters there are about each record. */
  private Map<Location, Long> letters() {
    return new Records(pipeline.bootstrap())
        .all(Topics.DEAD_LETTERS).stream()
            .collect(
                Collectors.groupingBy(
                    letter -> DeadLetter.of(letter).origin(), Collectors.counting()));
  }

  private List<String> missing(Map<Location, Poison> poisoned) {
    var letters = letters();
    return poisoned.entrySet().stream()
        .filter(record -> !letters.containsKey(record.getKey()))
        .map(record -> record.getValue() + " at " + record.getKey())
        .toList();
  }
}
