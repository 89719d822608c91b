package org.descent.control.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.descent.contracts.event.Event;
import org.descent.contracts.event.TrainingProgressed;
import org.junit.jupiter.api.Test;

class EarlyEventsTest {
  private static final int LENGTH = 1_000_000;

  private final EarlyEvents early = new EarlyEvents();

  @Test
  void whatComesEarlyIsHandedOutInItsOrderOnce() {
    var first = progress("a", 1);
    var second = progress("a", 2);
    early.add("a", first);
    early.add("b", progress("b", 1));
    early.add("a", second);

    assertThat(early.remove("a")).containsExactly(first, second);
    assertThat(early.remove("a")).isEmpty();
    assertThat(early.remove("b")).hasSize(1);
  }

  @Test
  void whatNobodyHandsInIsForgottenBeforeItFillsTheMemory() {
    for (int i = 0; i < 50; i++) {
      early.add("ghost-" + i, lengthy("ghost-" + i));
      early.add("ghost", lengthy("ghost"));
    }
    assertThat(early.remove("ghost-0")).isEmpty();
    assertThat(early.remove("ghost-49")).hasSize(1);
    for (int i = 0; i < 50_000; i++) {
      early.add("small-" + i, progress("small-" + i, 1));
    }
    assertThat(early.remove("small-0")).isEmpty();
    assertThat(early.remove("small-49999")).hasSize(1);
  }

  private static Event progress(String experiment, int first) {
    return new TrainingProgressed(
        experiment + ".c0000",
        experiment,
        List.of("loss"),
        List.of(new TrainingProgressed.Slice(experiment + ".0.1", first, 1)),
        List.of(new float[] {first}));
  }

  private static Event lengthy(String experiment) {
    return new TrainingProgressed(
        experiment + ".c0000",
        experiment,
        List.of("loss"),
        List.of(new TrainingProgressed.Slice(experiment + ".0.1", 1, LENGTH)),
        List.of(new float[LENGTH]));
  }
}
