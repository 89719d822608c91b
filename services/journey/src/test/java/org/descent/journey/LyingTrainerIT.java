package org.descent.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.descent.contracts.Floats;
import org.descent.contracts.Topics;
import org.descent.contracts.event.CohortPlanned;
import org.descent.contracts.event.Event;
import org.descent.contracts.event.ModelPublished;
import org.descent.contracts.event.TrainingEvent;
import org.descent.contracts.event.TrainingProgressed;
import org.descent.contracts.event.TrialTrained;
import org.descent.transport.Events;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trainer that tells what is not so is found out, whatever it lies about. */
@Tag("thorough")
class LyingTrainerIT {
  private static final Path SWEEP = Path.of("src/test/resources/experiments/learning-rates.yaml");

  @TempDir Path directory;

  private Pipeline pipeline;
  private Control control;
  private Account honest;
  private Account other;

  /** What a trainer tells of a trial. */
  private record Account(ObjectNode trained, ModelPublished model, float[] loss, float[] accuracy) {
    /** The same with another account of how it ended. */
    Account saying(String field, Object value) {
      var said = trained.deepCopy();
      said.putPOJO(field, value);
      return new Account(said, model, loss, accuracy);
    }

    /** The same with other metrics at its end. */
    Account claiming(double loss) {
      var said = trained.deepCopy();
      ((ObjectNode) said.get("claimed")).put("loss", loss);
      return new Account(said, model, this.loss, accuracy);
    }

    Account with(byte[] weights) {
      var another =
          new ModelPublished(
              model.trial(),
              model.experiment(),
              model.iterations(),
              model.parameters(),
              weights,
              List.of());
      return new Account(trained, another, loss, accuracy);
    }

    Account withCurve(float[] loss) {
      return new Account(trained, model, loss, accuracy);
    }
  }

  @BeforeEach
  void trainHonestly() {
    pipeline = Pipeline.withBroker(directory);
    control = pipeline.control();
    pipeline.loader();
    pipeline.evaluator().awaitReady();
    try (var trainer = pipeline.trainer()) {
      control.process().awaitReady();
      trainer.awaitReady();
      var id = control.submit(Control.read(SWEEP, "name=honest", "budget=40").get(0));
      control.awaitComplete(id);
      honest = account(id + ".0.1");
      other = account(id + ".0.2");
    }
  }

  @AfterEach
  void stop() {
    pipeline.close();
  }

  @Test
  void whateverItLiesAbout() {
    assertThat(told("honest-again", account -> account)).isEmpty();

    assertThat(told("weights", account -> account.with(other.model().weights())))
        .startsWith("loss: claimed ");
    assertThat(told("loss", account -> account.claiming(0.001)))
        .startsWith("loss: claimed 0.001000000, found ");
    assertThat(told("curve", account -> account.withCurve(new float[honest.loss().length])))
        .contains("its curve ends with 0.000000");
    assertThat(told("converged", account -> account.saying("end", "converged")))
        .contains("claimed to have converged with accuracy ");
    assertThat(told("diverged", account -> account.saying("end", "diverged")))
        .contains("claimed to have diverged with a loss of ");
    assertThat(told("budget", account -> account.saying("iterations", 39)))
        .contains("39"); // of which there are no weights
    assertThat(
            told(
                "nothing",
                account ->
                    account
                        .with(nothing(account.model()))
                        .claiming(Double.NaN)
                        .saying("end", "converged")))
        .contains("claimed to have converged with a loss of NaN");
  }

  private static byte[] nothing(ModelPublished model) {
    var weights = new float[model.parameters() * model.iterations().size()];
    Arrays.fill(weights, Float.NaN);
    return Floats.toBytes(weights);
  }

  /** What is said of a trial of which {@code lie} is told. */
  private String told(String name, UnaryOperator<Account> lie) {
    var id = control.submit(Control.read(SWEEP, "name=" + name, "budget=40", "seeds=1").get(0));
    var trial = id + ".0.1";
    var cohorts = new ArrayList<String>();
    Eventually.holds(
        () -> name + " is planned",
        () -> {
          all(Topics.COHORTS, CohortPlanned.class).stream()
              .filter(c -> c.trials().stream().anyMatch(t -> t.trial().equals(trial)))
              .forEach(c -> cohorts.add(c.cohort()));
          return !cohorts.isEmpty();
        });
    tell(lie.apply(honest), id, trial, cohorts.get(0));
    Eventually.holds(
        () -> name + " has ended: " + control.status(id),
        () -> control.status(id).path("ended").asInt() == 1);
    Eventually.holds(
        () -> name + ": its curve has come: " + control.status(id),
        () -> control.status(id).path("curvesComplete").asBoolean());
    var told = Trials.of(control.results(id)).get(0);
    var said = told.path("reason").asText("") + told.path("disagreements").path(0).asText("");
    int expected = told.path("disagreements").isEmpty() ? 0 : 1;
    assertThat(control.status(id).path("disagreements").asInt()).as(name).isEqualTo(expected);
    return said;
  }

  private void tell(Account account, String id, String trial, String cohort) {
    var model = account.model();
    var named =
        new ModelPublished(
            trial, id, model.iterations(), model.parameters(), model.weights(), List.of());
    var records = new Records(pipeline.bootstrap());
    var place = records.send(record(Topics.MODELS, named));
    var trained = account.trained().deepCopy();
    trained.put("trial", trial).put("experiment", id).put("cohort", cohort);
    trained.set("model", Events.json().valueToTree(place));
    var curve =
        new TrainingProgressed(
            cohort,
            id,
            List.of("loss", "accuracy"),
            List.of(new TrainingProgressed.Slice(trial, 1, account.loss().length)),
            List.of(account.loss(), account.accuracy()));
    records.send(record(Topics.PROGRESS, curve));
    records.send(record(Topics.TRAININGS, event(trained)));
  }

  private Account account(String trial) {
    var trained =
        all(Topics.TRAININGS, TrainingEvent.class).stream()
            .filter(TrialTrained.class::isInstance)
            .map(TrialTrained.class::cast)
            .filter(told -> told.trial().equals(trial))
            .findFirst()
            .orElseThrow();
    var model =
        all(Topics.MODELS, ModelPublished.class).stream()
            .filter(told -> told.trial().equals(trial))
            .findFirst()
            .orElseThrow();
    var loss = new float[trained.iterations()];
    var accuracy = new float[trained.iterations()];
    for (var progress : all(Topics.PROGRESS, TrainingProgressed.class)) {
      progress.forEach(
          (slice, values) -> {
            if (slice.trial().equals(trial)) {
              int from = slice.firstIteration() - 1;
              System.arraycopy(values.curves().get(0), 0, loss, from, slice.count());
              System.arraycopy(values.curves().get(1), 0, accuracy, from, slice.count());
            }
          });
    }
    return new Account(tree(trained), model, loss, accuracy);
  }

  private <E extends Event> List<E> all(String topic, Class<E> family) {
    return new Records(pipeline.bootstrap())
        .all(topic).stream().map(record -> Events.decode(record.value(), family)).toList();
  }

  private static ProducerRecord<String, byte[]> record(String topic, Event event) {
    return Events.record(topic, event, "liar");
  }

  private static ObjectNode tree(Event event) {
    try {
      return (ObjectNode)
          Events.json().readTree(Events.json().writerFor(Event.class).writeValueAsBytes(event));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Event event(ObjectNode tree) {
    try {
      return Events.decode(Events.json().writeValueAsBytes(tree));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
