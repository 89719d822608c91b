package org.descent.standalone.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.descent.contracts.event.End;
import org.descent.experiment.results.ExperimentStatus;
import org.descent.experiment.results.State;
import org.junit.jupiter.api.Test;

class ProgressDisplayTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void theBarShowsTheShareTheRateAndTheTimeLeft() {
    var display = new LiveDisplay(out, 100);
    display.show(List.of(running(0, 0)), Duration.ZERO);
    display.show(List.of(running(5, 20_000)), Duration.ofSeconds(10));

    // A quarter of the trials after 10 s: 30 s for the rest; 20 000 iterations in 10 s.
    assertThat(display.lines())
        .containsExactly(
            "xor [#####...............] 5/20 trials, 20.0 k iterations, 2.00 k/s, about 0:30 left");
  }

  @Test
  void theNextPictureIsDrawnOverTheLast() {
    var display = ProgressDisplay.live(out, 100);
    display.show(List.of(running(0, 0)), Duration.ZERO);
    display.show(List.of(running(5, 20_000)), Duration.ofSeconds(10));

    assertThat(text()).containsOnlyOnce("\033[1A");
  }

  @Test
  void noPictureIsWiderThanTheTerminal() {
    ProgressDisplay.live(out, 30).show(List.of(running(5, 20_000)), Duration.ZERO);

    assertThat(text().replaceAll("\r\033\\[2K", "").strip()).hasSize(29);
  }

  @Test
  void plainLinesComeNowAndThenAndOnceAtTheEnd() {
    var display = ProgressDisplay.plain(out, Duration.ofSeconds(5));
    display.show(List.of(running(0, 0)), Duration.ofSeconds(1));
    display.show(List.of(running(5, 20_000)), Duration.ofSeconds(6));
    display.show(List.of(running(6, 21_000)), Duration.ofSeconds(7));
    display.show(List.of(complete()), Duration.ofSeconds(8));
    display.show(List.of(complete()), Duration.ofSeconds(20));

    assertThat(text().lines())
        .containsExactly(
            "xor: 5/20 trials, 20.0 k iterations, 4.00 k/s, about 0:15 left",
            "xor: 20/20 trials: 18 converged, 2 exhausted");
  }

  @Test
  void aRejectedExperimentTellsItsReason() {
    var rejected =
        new ExperimentStatus(
            "x-1",
            "x-1",
            0,
            "x",
            "X",
            State.REJECTED,
            "images.npy: empty",
            4,
            0,
            Map.of(),
            0,
            400,
            false,
            0,
            "",
            0,
            "",
            List.of(),
            "",
            false);
    ProgressDisplay.plain(out, Duration.ofSeconds(5)).show(List.of(rejected), Duration.ZERO);

    assertThat(text().lines()).containsExactly("x: rejected: images.npy: empty");
  }

  @Test
  void whatWasHandedInIsShownAsWhatItHasBecome() {
    var display = ProgressDisplay.plain(out, Duration.ofSeconds(5));
    var submission =
        new ExperimentStatus(
            "xor-0",
            "xor-0",
            0,
            "xor",
            "XOR",
            State.SUBMITTED,
            "",
            20,
            0,
            Map.of(),
            0,
            200_000,
            false,
            0,
            "",
            0,
            "",
            List.of(),
            "",
            false);

    display.show(List.of(submission), Duration.ofSeconds(6));
    display.show(List.of(running(5, 0)), Duration.ofSeconds(12));

    assertThat(text().lines()).containsExactly("xor: preparing its data", "xor: 5/20 trials");
  }

  @Test
  void whatAnExperimentWaitsForIsSaidAtOnceAndStaysInItsLine() {
    var display = ProgressDisplay.plain(out, Duration.ofSeconds(5));
    var waiting = running(5, 20_000).waitingFor("no trainer is alive");

    display.show(List.of(running(5, 20_000)), Duration.ZERO);
    display.show(List.of(waiting), Duration.ofSeconds(1));
    display.show(List.of(waiting), Duration.ofSeconds(2));
    display.show(List.of(waiting), Duration.ofSeconds(6));
    display.show(List.of(running(5, 20_000)), Duration.ofSeconds(12));

    assertThat(text().lines())
        .containsExactly(
            "xor: 5/20 trials, 20.0 k iterations, 0/s, waiting: no trainer is alive",
            "xor: 5/20 trials, 20.0 k iterations, 0/s, waiting: no trainer is alive",
            "xor: 5/20 trials, 20.0 k iterations, 0/s");
  }

  private String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static ExperimentStatus running(int ended, long iterations) {
    return new ExperimentStatus(
        "xor-1",
        "xor-1",
        0,
        "xor",
        "XOR",
        State.RUNNING,
        "",
        20,
        ended,
        Map.of(),
        iterations,
        200_000,
        false,
        0,
        "",
        0,
        "",
        List.of(),
        "",
        false);
  }

  private static ExperimentStatus complete() {
    var ends = new java.util.EnumMap<End, Integer>(Map.of(End.CONVERGED, 18, End.EXHAUSTED, 2));
    return new ExperimentStatus(
        "xor-1",
        "xor-1",
        0,
        "xor",
        "XOR",
        State.COMPLETE,
        "",
        20,
        20,
        ends,
        60_000,
        200_000,
        true,
        0,
        "",
        0,
        "",
        List.of(),
        "",
        false);
  }
}
