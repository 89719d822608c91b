package org.descent.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

class BreakdownsTest {
  private final Breakdowns breakdowns = new Breakdowns();
  private final ServicesAlive alive = new ServicesAlive(breakdowns);

  @Test
  void whileNothingIsBrokenServicesAreAlive() {
    assertThat(alive.call().getStatus()).isEqualTo(Status.UP);
  }

  @Test
  void healthSaysWhatBrokeFirstAndWhy() {
    breakdowns.note("trainer", new IllegalStateException("no\nluck"));
    breakdowns.note("trainer", new IllegalStateException("and then this"));
    for (int i = 0; i < 100; i++) {
      breakdowns.note("channel " + i, new IllegalStateException("follows from it"));
    }

    assertThat(alive.call().getStatus()).isEqualTo(Status.DOWN);
    var data = alive.call().getData().orElseThrow();
    assertThat(data).containsEntry("trainer", "no luck").hasSizeLessThan(10);
  }

  @Test
  void roundThatNobodyWouldMissIsWatched() {
    var round =
        breakdowns.watching(
            "lag",
            () -> {
              throw new OutOfMemoryError("Java heap space");
            });

    assertThatThrownBy(round::run).isInstanceOf(OutOfMemoryError.class);
    assertThat(breakdowns.reasons()).containsOnlyKeys("lag");
  }
}
