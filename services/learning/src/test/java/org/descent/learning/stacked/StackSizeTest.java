package org.descent.learning.stacked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.descent.learning.Fixtures.LABEL;

import java.util.List;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.Activation;
import org.descent.contracts.spec.BatchSpec;
import org.descent.contracts.spec.LayerSpec;
import org.descent.contracts.spec.Loss;
import org.descent.contracts.spec.NetworkSpec;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.learning.Device;
import org.descent.learning.Fixtures;
import org.junit.jupiter.api.Test;

class StackSizeTest {
  private static final StackSize CPU = new StackSize(Device.cpu());
  private static final StackSize GPU = new StackSize(Device.named("GPU:0"));

  private static final ProgramKind SMALL =
      kind(Fixtures.dense(4, Activation.RELU, LABEL), Fixtures.images(64, 1, 16));
  private static final ProgramKind CONVOLUTIONAL =
      kind(
          new NetworkSpec(
              List.of(
                  new LayerSpec.Conv2d(16, 7, 7, Activation.RELU),
                  new LayerSpec.Conv2d(8, 7, 7, Activation.RELU),
                  new LayerSpec.Flatten()),
              List.of(LABEL)),
          Fixtures.images(64, 1, 16, 16, 1));

  /** Eight of these do not fit the first cache. */
  private static final ProgramKind WIDER =
      kind(Fixtures.dense(16, Activation.RELU, LABEL), Fixtures.images(64, 1, 16));

  private static final ProgramKind MINI_BATCHES =
      kind(
          Fixtures.with(
              Fixtures.training(Fixtures.dense(4, Activation.RELU, LABEL), Loss.L2, 10),
              new BatchSpec(8, BatchSpec.Measure.DATA)),
          Fixtures.images(64, 1, 16));

  private static ProgramKind kind(NetworkSpec network, Examples examples) {
    return kind(Fixtures.training(network, Loss.CROSS_ENTROPY, 10), examples);
  }

  private static ProgramKind kind(TrainingSpec training, Examples examples) {
    return ProgramKind.of(training, examples.shape(), examples.count());
  }

  @Test
  void aCpuGetsTheSmallestOfFewSizes() {
    assertThat(CPU.fitting(SMALL, 1)).isEqualTo(2);
    assertThat(CPU.fitting(SMALL, 8)).isEqualTo(8);
    assertThat(CPU.fitting(SMALL, 9)).isEqualTo(32);
    assertThat(CPU.fitting(CONVOLUTIONAL, 1)).isEqualTo(1);
  }

  @Test
  void everyThreadOfACpuGetsAShareUpToAStackThatFitsItsCache() {
    assertThat(CPU.sharing(SMALL, 10, 2)).isEqualTo(5);
    assertThat(CPU.sharing(SMALL, 1000, 2)).isEqualTo(8);
    assertThat(CPU.sharing(WIDER, 1000, 2)).isEqualTo(32);
    assertThat(CPU.sharing(CONVOLUTIONAL, 10, 2)).isEqualTo(1);
  }

  @Test
  void runsOfSmallStacksAreLongButNoLongerThanAllowedOrNeeded() {
    assertThat(CPU.run(SMALL, 8, 16_000, 100_000)).isEqualTo(8000);
    assertThat(CPU.run(SMALL, 1, 16_000, 100_000)).isEqualTo(16_000);
    assertThat(CPU.run(SMALL, 1, 50, 100_000)).isEqualTo(50);
    assertThat(CPU.run(SMALL, 8, 16_000, 1000)).isEqualTo(1000);
    assertThat(CPU.run(SMALL, 8, 16_000, 1001)).isEqualTo(2000);
    assertThat(CPU.run(CONVOLUTIONAL, 1, 16_000, 100_000)).isEqualTo(1000);
    assertThat(GPU.run(SMALL, 8, 16_000, 100_000)).isEqualTo(1000);
    assertThat(CPU.run(MINI_BATCHES, 8, 16_000, 100_000)).isEqualTo(1000);
  }

  @Test
  void stacksOfShortTrialsTakeTurnsInOneRun() {
    assertThat(CPU.turns(SMALL, 1000, 1000)).isEqualTo(8);
    assertThat(CPU.turns(SMALL, 2000, 1001)).isEqualTo(8);
    assertThat(CPU.turns(SMALL, 50, 100_000)).isEqualTo(8);
    assertThat(CPU.turns(SMALL, 4000, 100_000)).isEqualTo(1);
    assertThat(CPU.turns(WIDER, 1000, 1000)).isEqualTo(1);
    assertThat(CPU.turns(CONVOLUTIONAL, 50, 50)).isEqualTo(1);
    assertThat(CPU.turns(MINI_BATCHES, 50, 50)).isEqualTo(1);
    assertThat(GPU.turns(SMALL, 50, 50)).isEqualTo(1);
  }

  @Test
  void threadsGetEqualSharesOfTheStacks() {
    assertThat(CPU.inTurn(SMALL, 10, 2, 8)).isEqualTo(5);
    assertThat(CPU.inTurn(SMALL, 17, 2, 8)).isEqualTo(16);
    assertThat(CPU.inTurn(SMALL, 1024, 2, 8)).isEqualTo(64);
    // 20 stacks: five for each of two threads, and that twice
    assertThat(CPU.inTurn(SMALL, 160, 2, 8)).isEqualTo(40);
    assertThat(CPU.inTurn(SMALL, 160, 2, 1)).isEqualTo(8);
    assertThat(GPU.inTurn(SMALL, 5000, 16, 1)).isEqualTo(1024);
  }

  @Test
  void aProgramOfSeveralStacksIsThereForMoreTrialsThanOneHolds() {
    var several = CPU.of(SMALL, 9, 8, 1000);
    assertThat(several.trials()).isEqualTo(8);
    assertThat(several.turns()).isEqualTo(8);
    assertThat(several.whole().trials()).isEqualTo(64);
    assertThat(CPU.of(SMALL, 64, 8, 1000)).isEqualTo(several);
    assertThat(CPU.of(SMALL, 8, 8, 1000)).isEqualTo(CPU.of(SMALL, 8, 1, 1000));
    assertThat(CPU.of(SMALL, 2, 8, 1000).trials()).isEqualTo(2);
  }

  /** Its products then are of one size, too, and summed in one order. */
  @Test
  void aGpuHasOneSizeForAShapeHoweverFewTheTrials() {
    for (var kind : List.of(SMALL, CONVOLUTIONAL)) {
      int most = GPU.sharing(kind, 100_000, 16);
      for (int trials : new int[] {1, 2, most / 2, most}) {
        assertThat(GPU.fitting(kind, trials)).isEqualTo(most);
      }
      assertThatThrownBy(() -> GPU.fitting(kind, most + 1))
          .hasMessage(most + 1 + " trials do not fit a program");
    }
    assertThat(GPU.fitting(SMALL, 1)).isEqualTo(1024);
    assertThat(GPU.fitting(CONVOLUTIONAL, 1)).isEqualTo(64);
  }

  @Test
  void theThreadsOfAGpuShareNothing() {
    assertThat(GPU.sharing(SMALL, 100, 16)).isEqualTo(100);
  }
}
