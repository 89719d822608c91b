package org.descent.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.descent.learning.EngineSettings;
import org.descent.learning.Engines;
import org.junit.jupiter.api.Test;

/** Ways that are compared must do the same work, or the comparison says nothing. */
class SameWorkTest {
  private static final int STEPS = 200;

  private final DenseWork dense = new DenseWork();

  @Test
  void everyWayToTrainTheDenseNetworkHasTheSameLosses() {
    var expected = engine("single");

    agree(new PlainJava(dense, false).train(0, STEPS), expected);
    agree(new PlainJava(dense, true).train(0, STEPS), expected);
    agree(engine("stacked"), expected);
    try (var usual = UsualProgram.of(dense)) {
      agree(usual.train(STEPS), expected);
    }
  }

  @Test
  void everyWayToTrainTheConvNetHasTheSameLosses() {
    var conv = new ConvWork();
    int steps = 10;
    try (var engine = Engines.create(new EngineSettings(1, 1000, "stacked"));
        var usual = UsualProgram.of(conv)) {
      agree(usual.train(steps), EngineRun.train(engine, conv.cohort(1, steps)));
    }
  }

  private float[] engine(String name) {
    try (var engine = Engines.create(new EngineSettings(1, 1000, name))) {
      return EngineRun.train(engine, dense.cohort(2, STEPS));
    }
  }

  /** float32 paths part slowly where sums are taken in another order. */
  private static void agree(float[] losses, float[] expected) {
    assertThat(losses).hasSameSizeAs(expected);
    for (int i = 0; i < losses.length; i++) {
      assertThat(losses[i]).as("iteration %d", i + 1).isCloseTo(expected[i], within(1e-4f));
    }
  }
}
