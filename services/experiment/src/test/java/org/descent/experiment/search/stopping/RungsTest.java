package org.descent.experiment.search.stopping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.descent.contracts.InvalidSpec;
import org.junit.jupiter.api.Test;

class RungsTest {
  @Test
  void rungsAreSharesOfTheBudget() {
    assertThat(Rungs.of(81, 3, 4).budgets()).containsExactly(3, 9, 27, 81);
    assertThat(Rungs.of(1000, 4, 3).budgets()).containsExactly(62, 250, 1000);
    assertThat(Rungs.evenly(10, 4).budgets()).containsExactly(2, 5, 7, 10);
  }

  @Test
  void aRungIsReachedWithItsIterations() {
    var rungs = Rungs.of(81, 3, 4);
    assertThat(rungs.reached(2)).isEqualTo(-1);
    assertThat(rungs.reached(3)).isZero();
    assertThat(rungs.reached(26)).isEqualTo(1);
    assertThat(rungs.reached(1000)).isEqualTo(3);
  }

  @Test
  void moreRungsThanTheBudgetHoldsAreRefused() {
    refused(
        () -> Rungs.of(80, 3, 5),
        "rungs 5, expected 4 at most: a budget of 80 by a factor of 3 holds no more");
    assertThat(Rungs.of(81, 3, 5).budgets()).containsExactly(1, 3, 9, 27, 81);
    refused(() -> Rungs.of(0, 3, 1), "budget 0, expected 1 or more");
    refused(() -> Rungs.of(10, 1, 1), "factor 1, expected 2 or more");
    refused(() -> Rungs.of(10, 2, 0), "rungs 0, expected 1 or more");
    refused(() -> Rungs.evenly(3, 4), "rungs 4, expected 1 to 3, the budget");
    refused(() -> new Rungs(List.of(5, 5)), "rung 5, expected more than 5 iterations");
    refused(() -> new Rungs(List.of()), "no rungs, expected at least one");
  }

  private static void refused(Runnable making, String message) {
    assertThatThrownBy(making::run).isInstanceOf(InvalidSpec.class).hasMessage(message);
  }
}
