package org.descent.control.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DealingTest {
  private final Dealing dealing = new Dealing();

  @Test
  void trainersGetCohortsInTurnAndUseAllTheirPartitions() {
    var owned = List.of(List.of(0, 1, 2), List.<Integer>of(), List.of(3, 4));

    assertThat(IntStream.range(0, 7).map(i -> dealing.next(owned).orElseThrow()))
        .containsExactly(0, 3, 1, 4, 2, 3, 0);
  }

  @Test
  void anotherExperimentGoesOnWithTheNextTrainer() {
    dealing.next(List.of(List.of(0), List.of(1)));

    assertThat(dealing.next(List.of(List.of(0), List.of(1)))).hasValue(1);
  }

  @Test
  void withoutTrainersNothingIsChosen() {
    assertThat(dealing.next(List.of())).isEmpty();
    assertThat(dealing.next(List.of(List.of()))).isEmpty();
  }
}
