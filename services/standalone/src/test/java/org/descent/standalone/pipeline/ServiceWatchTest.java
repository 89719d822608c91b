package org.descent.standalone.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.descent.experiment.results.ExperimentStatus;
import org.descent.experiment.results.State;
import org.junit.jupiter.api.Test;

class ServiceWatchTest {
  private Optional<String> trouble = Optional.empty();
  private boolean silent;
  private int asked;
  private long now;

  @Test
  void aServiceThatIsNotAliveEndsTheWaiting() {
    trouble = Optional.of("trainer: memory is short");

    assertThatThrownBy(() -> watch(true).look(List.of()))
        .isInstanceOf(ServicesBroken.class)
        .hasMessage("a service has failed: trainer: memory is short; more is in o/descent.log");
  }

  @Test
  void servicesAreNotAskedAllTheTime() throws IOException {
    var watch = watch(true);
    for (int i = 0; i < 100; i++) {
      watch.look(List.of());
      now += Duration.ofMillis(100).toNanos();
    }

    assertThat(asked).isEqualTo(10);
  }

  @Test
  void silenceIsForgivenForAWhile() throws IOException {
    var watch = watch(true);
    silent = true;
    look(watch, Duration.ofSeconds(100), "");
    silent = false;
    look(watch, Duration.ofSeconds(2), "");
    silent = true;
    look(watch, Duration.ofSeconds(100), "");

    assertThatThrownBy(() -> look(watch, Duration.ofSeconds(100), ""))
        .isInstanceOf(ServicesBroken.class)
        .hasMessageContaining("do not answer: no control answers");
  }

  @Test
  void whyControlIsSilentIsToldWhereThatIsKnown() {
    var silence = new ControlUnreachable("http://here", new HttpTimeoutException("late"));

    assertThat(watch(true).behind(silence))
        .hasMessage(
            "the services do not answer: no control answers at http://here: no answer in time;"
                + " more is in o/descent.log");
    trouble = Optional.of("event loop: memory is short");
    assertThat(watch(true).behind(silence)).hasMessageContaining("failed: event loop: memory");
    silent = true;
    assertThat(watch(true).behind(silence)).hasMessageContaining("no answer in time");
  }

  @Test
  void aServiceOfOursThatHasLeftItsGroupHasFailed() throws IOException {
    var watch = watch(true);
    look(watch, Duration.ofSeconds(100), "no trainer is alive");
    look(watch, Duration.ofSeconds(2), "");
    look(watch, Duration.ofSeconds(100), "no trainer is alive");

    assertThatThrownBy(() -> look(watch, Duration.ofSeconds(100), "no trainer is alive"))
        .isInstanceOf(ServicesBroken.class)
        .hasMessageContaining("no trainer is alive");
  }

  @Test
  void onSomebodyElsesBrokerAnotherOneMayCome() {
    assertThatCode(() -> look(watch(false), Duration.ofHours(10), "no trainer is alive"))
        .doesNotThrowAnyException();
  }

  private ServiceWatch watch(boolean alone) {
    return new ServiceWatch(
        () -> {
          asked++;
          if (silent) {
            throw new IOException("no control answers");
          }
          return trouble;
        },
        alone,
        "o/descent.log",
        () -> now);
  }

  private void look(ServiceWatch watch, Duration time, String waiting) throws IOException {
    var status =
        new ExperimentStatus(
            "e",
            "e",
            0,
            "e",
            "E",
            State.RUNNING,
            "",
            2,
            0,
            Map.of(),
            0,
            9,
            true,
            0,
            "",
            0,
            waiting,
            List.of(),
            "",
            false);
    long end = now + time.toNanos();
    while (now < end) {
      watch.look(List.of(status));
      now += Duration.ofSeconds(1).toNanos();
    }
  }
}
