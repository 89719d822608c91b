package org.descent.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Optional;
import java.util.stream.Stream;
import org.descent.contracts.Topics;
import org.descent.contracts.event.Event;
import org.descent.contracts.event.TrainingProgressed;
import org.descent.experiment.Experiment;
import org.descent.transport.Events;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Training that rests and goes on, while control and trainers come and go. */
@Tag("thorough")
class PauseIT extends Journey {
  private static final Path RATES = Path.of("src/test/resources/experiments/learning-rates.yaml");

  @Test
  void whatHasRestedComesToWhatItComesToWithoutThat() {
    var trainer = pipeline.trainer();
    trainer.awaitReady();
    int budget =
        Midway.of(
            6000,
            longer -> {
              var id = control.submit(rates("paused", longer));
              awaitIterations(id, 1);
              int answer = turn(id, "pause");
              awaitRest(trainer);
              return answer == 202 && told(id) < 12 ? Optional.of(longer) : Optional.empty();
            });
    var id = rates("paused", budget).id();

    // others are trained meanwhile
    control.awaitComplete(
        control.submit(Control.read(RATES, "name=between", "seeds=2", "budget=300").get(0)));
    trainer.kill();
    long resting = iterationsTold(id);
    assertThat(resting).isPositive();
    pipeline.trainer().awaitReady();
    replaceControl();
    assertThat(control.status(id).path("state").asText()).isEqualTo("paused");
    assertThat(iterations(id)).isEqualTo(resting);

    assertThat(turn(id, "resume")).isEqualTo(202);
    var rested = control.awaitComplete(id);
    var straight = control.awaitComplete(control.submit(rates("straight", budget)));
    assertThat(Trials.courses(rested)).isEqualTo(Trials.courses(straight)).isNotEmpty();
  }

  /** Twelve trials. */
  private static Experiment rates(String name, int budget) {
    return Control.read(RATES, "name=" + name, "seeds=4", "budget=" + budget).get(0);
  }

  private int turn(String id, String which) {
    return control.post("/api/experiments/" + id + "/" + which, "").statusCode();
  }

  private long iterations(String id) {
    return control.status(id).path("iterations").asLong();
  }

  private void awaitIterations(String id, long least) {
    Eventually.holds(() -> "it trains: " + control.status(id), () -> iterations(id) >= least);
  }

  private void awaitRest(ServiceProcess trainer) {
    Eventually.holds(
        () -> "nothing is trained", () -> trainer.meter("descent_trainer_trials_in_progress") == 0);
  }

  /** Of how many trials of {@code id} the log knows the end. */
  private long told(String id) {
    return told(Topics.TRAININGS, id).map(Event::key).distinct().count();
  }

  /** How many iterations of {@code id} the log knows. */
  private long iterationsTold(String id) {
    var last = new HashMap<String, Integer>();
    told(Topics.PROGRESS, id)
        .flatMap(event -> ((TrainingProgressed) event).slices().stream())
        .forEach(
            slice ->
                last.merge(
                    slice.trial(), slice.firstIteration() + slice.count() - 1, Integer::max));
    return last.values().stream().mapToLong(Integer::longValue).sum();
  }

  private Stream<Event> told(String topic, String id) {
    return new Records(pipeline.bootstrap())
        .all(topic).stream()
            .map(record -> Events.decode(record.value()))
            .filter(event -> event.experiment().equals(id));
  }
}
