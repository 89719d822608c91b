package org.descent.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.descent.contracts.Topics;
import org.descent.contracts.event.Event;
import org.descent.contracts.event.ExperimentSubmitted;
import org.descent.contracts.event.TrainingProgressed;
import org.descent.experiment.Experiment;
import org.descent.transport.Events;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long control takes to be ready on a log of many experiments that have ended, {@code
 * replay.experiments} of a hundred trials each in the end: one is trained, the others are told as
 * it was.
 */
@Tag("for-others")
class ReplayIT {
  private static final Path SWEEP = Path.of("src/test/resources/experiments/learning-rates.yaml");

  /** What control reads. */
  private static final List<String> TOPICS =
      List.of(
          Topics.EXPERIMENTS,
          Topics.DATASETS,
          Topics.COHORTS,
          Topics.PROGRESS,
          Topics.EVALUATIONS,
          Topics.REPORTS);

  @TempDir Path directory;

  @Test
  void controlIsReadySoon() throws IOException {
    int most = Integer.getInteger("replay.experiments", 1000);
    try (var pipeline = Pipeline.withBroker(directory)) {
      var log = trained(pipeline);
      int told = 1;
      for (int experiments : new int[] {most / 10, most / 2, most}) {
        tell(pipeline, log, told, experiments);
        told = experiments;
        measure(pipeline, experiments);
      }
    }
  }

  /** One experiment of a hundred trials, and what the log tells of it. */
  private static Map<String, List<Event>> trained(Pipeline pipeline) {
    try (var control = pipeline.control(64).process();
        var loader = pipeline.loader();
        var evaluator = pipeline.evaluator();
        var trainer = pipeline.trainer()) {
      List.of(control, loader, evaluator, trainer).forEach(ServiceProcess::awaitReady);
      var id = new Control(control).submit(experiment(0));
      new Control(control).awaitComplete(id);
      Eventually.holds(() -> "its report", () -> !events(pipeline, Topics.REPORTS).isEmpty());
      var log = new LinkedHashMap<String, List<Event>>();
      TOPICS.forEach(topic -> log.put(topic, events(pipeline, topic)));
      return log;
    }
  }

  private static Experiment experiment(int number) {
    return Control.read(SWEEP, "name=replayed-" + number, "seeds=34", "budget=100").get(0);
  }

  private static List<Event> events(Pipeline pipeline, String topic) {
    return new Records(pipeline.bootstrap())
        .all(topic).stream().map(record -> Events.decode(record.value())).toList();
  }

  /** Tells of experiments {@code from} to {@code to} what {@code log} tells of the first. */
  private static void tell(Pipeline pipeline, Map<String, List<Event>> log, int from, int to)
      throws IOException {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", pipeline.bootstrap(), "linger.ms", 20);
    var first = experiment(0).id();
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
      for (int i = from; i < to; i++) {
        var experiment = experiment(i);
        for (var topic : log.entrySet()) {
          for (var event : topic.getValue()) {
            var own = of(experiment, first, event);
            producer.send(new ProducerRecord<>(topic.getKey(), own.key(), Events.encode(own)));
          }
        }
      }
    }
  }

  private static Event of(Experiment experiment, String first, Event event) throws IOException {
    if (event instanceof ExperimentSubmitted) {
      return experiment.submitted();
    }
    var id = experiment.id();
    if (event instanceof TrainingProgressed progress) {
      var slices = new ArrayList<TrainingProgressed.Slice>();
      for (var slice : progress.slices()) {
        slices.add(
            new TrainingProgressed.Slice(
                slice.trial().replace(first, id), slice.firstIteration(), slice.count()));
      }
      return new TrainingProgressed(
          progress.cohort().replace(first, id), id, progress.metrics(), slices, progress.curves());
    }
    var text = new String(Events.encode(event), StandardCharsets.UTF_8);
    return Events.decode(
        text.replace(first, id)
            .replace("replayed-0\"", experiment.name() + "\"")
            .getBytes(StandardCharsets.UTF_8));
  }

  private void measure(Pipeline pipeline, int experiments) throws IOException {
    long start = System.nanoTime();
    try (var control = pipeline.control(64).process().awaitReady()) {
      double seconds = (System.nanoTime() - start) * 1e-9;
      var statuses = new Control(control).get("/api/experiments");
      assertThat(statuses).hasSize(experiments);
      assertThat(statuses)
          .allSatisfy(status -> assertThat(status.path("state").asText()).isEqualTo("complete"));
      long trials = 0;
      for (var status : statuses) {
        trials += status.path("ended").asInt();
      }
      System.out.printf(
          "%d ended experiments of %d trials: control is ready after %.1f s, with %s resident%n",
          experiments, trials, seconds, resident(control.process()));
    }
  }

  private static String resident(Process process) throws IOException {
    try (var lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS"))
          .map(line -> line.substring("VmRSS:".length()).strip())
          .findFirst()
          .orElse("?");
    }
  }
}
