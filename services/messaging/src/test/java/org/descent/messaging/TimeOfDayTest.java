package org.descent.messaging;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TimeOfDayTest {
  private static final long NOON = TimeUnit.DAYS.toMillis(20_000);

  private final TimeOfDay time = new TimeOfDay();

  @Test
  void aClockThatGoesOnIsRight() {
    for (int second = 0; second < 100; second++) {
      time.look(NOON + 1000L * second, TimeUnit.SECONDS.toNanos(second));
    }
  }

  @Test
  void aComputerThatHasSleptGoesOn() {
    time.look(NOON, 0);

    assertThatCode(() -> time.look(NOON + TimeUnit.HOURS.toMillis(8), 1_000_000_000))
        .doesNotThrowAnyException();
  }

  @Test
  void aSecondBackIsNoTrouble() {
    time.look(NOON, 0);

    assertThatCode(() -> time.look(NOON - 1000, 1)).doesNotThrowAnyException();
  }

  @Test
  void whatIsSetBackIsSaid() {
    time.look(NOON, 0);

    assertThatThrownBy(() -> time.look(NOON - 7_200_000, TimeUnit.SECONDS.toNanos(1)))
        .hasMessageContaining("the clock was set back by 7201 s");
  }

  @Test
  void soIsWhatWasAheadAndIsSetRight() {
    time.look(NOON, 0);
    time.look(NOON + 3_600_000, 1_000_000_000L);

    assertThatThrownBy(() -> time.look(NOON + 2_000, 2_000_000_000L))
        .hasMessageContaining("set back");
  }
}
