package org.descent.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Training that rests and goes on, while control and trainers come and go. */
@Tag("thorough")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PauseIT {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final Path RATES = Path.of("src/test/resources/experiments/learning-rates.yaml");

  @TempDir static Path directory;

  private Pipeline pipeline;
  private Control control;

  @BeforeAll
  void start() {
    pipeline = Pipeline.withBroker(directory);
    control = pipeline.control();
    pipeline.loader();
    pipeline.evaluator();
    control.process().awaitReady();
  }

  @AfterAll
  void stop() {
    if (pipeline != null) {
      pipeline.close();
    }
  }

  @Test
  void whatHasRestedComesToWhatItComesToWithoutThat() throws Exception {
    var trainer = pipeline.trainer();
    trainer.awaitReady();
    var id = control.submit(Control.read(RATES, "seeds=4", "budget=60000").get(0));
    awaitIterations(id, 1);
    turn(id, "pause");
    long resting = awaitRest(id);
    assertThat(control.status(id).path("ended").asInt())
        .isLessThan(control.status(id).path("total").asInt());

    // others are trained meanwhile
    control.awaitComplete(
        control.submit(Control.read(RATES, "name=between", "seeds=2", "budget=300").get(0)), LIMIT);
    control.process().kill();
    trainer.kill();
    pipeline.trainer().awaitReady();
    control = pipeline.control();
    control.process().awaitReady();
    assertThat(control.status(id).path("state").asText()).isEqualTo("paused");
    assertThat(iterations(id)).isEqualTo(resting);

    turn(id, "resume");
    var rested = control.awaitComplete(id, LIMIT);
    var straight =
        control.awaitComplete(
            control.submit(Control.read(RATES, "name=straight", "seeds=4", "budget=60000").get(0)),
            LIMIT);
    assertThat(Trials.courses(rested)).isEqualTo(Trials.courses(straight)).isNotEmpty();
  }

  private void turn(String id, String which) throws Exception {
    var answer = control.post("/api/experiments/" + id + "/" + which, "");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
  }

  private long iterations(String id) {
    return control.status(id).path("iterations").asLong();
  }

  private void awaitIterations(String id, long least) {
    Eventually.holds(
        LIMIT, () -> "it trains: " + control.status(id), () -> iterations(id) >= least);
  }

  /** Iterations once no more come. */
  private long awaitRest(String id) throws InterruptedException {
    long before = -1;
    while (iterations(id) != before) {
      before = iterations(id);
      Thread.sleep(3000);
    }
    return before;
  }
}
