package org.descent.experiment.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told in words of trials that did not all get there. */
class ChapterWordsTest {
  private static final String RATES =
      """
      apiVersion: descent/v1
      kind: Experiment
      name: rates
      data: xor
      network: {heads: [binary]}
      budget: 100
      vary: {optimiser.sgd.learningRate: RATES}
      seeds: 4
      """;

  /** The words on variants of which so many of the four trials converge, after 10, 20, … */
  private static List<String> shown(int... converged) {
    var rates = new StringBuilder("[1");
    for (int rate = 2; rate <= converged.length; rate++) {
      rates.append(", ").append(rate);
    }
    var findings =
        Told.of(
            RATES.replace("RATES", rates + "]"),
            (v, seed) -> new float[seed <= converged[v.ordinal()] ? 10 * (v.ordinal() + 1) : 100]);
    return new ChapterWords(findings).shown();
  }

  @Test
  void aMedianBeyondTheBudgetIsNoTimeThatHalfOfThemTook() {
    assertThat(shown(3))
        .containsExactly("3 of 4 trials reached their target.", "Half of all did within 10.");
    assertThat(shown(2))
        .containsExactly(
            "2 of 4 trials reached their target.", "Half of all or more would need more than 100.");
  }

  @Test
  void noneOfThoseThatDidNotGetThereIsTheSlowest() {
    assertThat(shown(4, 3, 4))
        .contains(
            "In the median learning rate 1 took the fewest iterations, 10, and learning rate 3 the"
                + " most, 30.");
    assertThat(shown(4, 0, 1))
        .contains(
            "In the median learning rate 1 took the fewest iterations, 10, and in 2 variants half of"
                + " the trials or more did not get there.");
    assertThat(shown(2, 0)).contains("In no variant more than half of them did.");
  }
}
