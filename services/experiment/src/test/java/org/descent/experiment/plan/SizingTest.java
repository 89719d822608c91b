package org.descent.experiment.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.descent.contracts.InvalidSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizingTest {
  @ParameterizedTest
  @CsvSource({
    "1024, 1, 2, 128", // full stacks
    "10000, 4, 8, 500", // 20 cohorts
    "36, 3, 2, 12", // one each, since two each would leave threads nearly empty
    "40, 1, 2, 20",
    "100, 1, 2, 50",
    "5, 16, 4, 1",
    "1, 1, 2, 1"
  })
  void stackedTrialsFillTheThreadsOfAllTrainers(int trials, int trainers, int threads, int size) {
    assertThat(Sizing.forTrainers(trainers, threads).most(trials, true)).isEqualTo(size);
  }

  @ParameterizedTest
  @CsvSource({"10, 1, 2, 5", "100, 1, 2, 15", "100, 4, 2, 13", "3, 3, 4, 1"})
  void trialsThatAreTrainedSinglyComeInSmallerCohorts(
      int trials, int trainers, int threads, int size) {
    assertThat(Sizing.forTrainers(trainers, threads).most(trials, false)).isEqualTo(size);
  }

  @Test
  void moreTrainersGetSmallerCohorts() {
    int before = Integer.MAX_VALUE;
    for (int trainers = 1; trainers <= 64; trainers *= 2) {
      int size = Sizing.forTrainers(trainers, 2).most(512, true);
      assertThat(size).isLessThanOrEqualTo(before).isLessThanOrEqualTo(512 / trainers);
      before = size;
    }
  }

  @Test
  void impossibleSizesAreNamed() {
    assertThatThrownBy(() -> Sizing.fixed(0))
        .isInstanceOf(InvalidSpec.class)
        .hasMessage("cohort size 0, expected 1 or more");
    assertThatThrownBy(() -> Sizing.forTrainers(0, 1)).isInstanceOf(InvalidSpec.class);
    assertThatThrownBy(() -> Sizing.forTrainers(1, 0)).isInstanceOf(InvalidSpec.class);
  }
}
