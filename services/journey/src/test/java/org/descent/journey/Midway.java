package org.descent.journey;

import java.util.Optional;
import java.util.function.IntFunction;
import org.descent.contracts.spec.TrainingSpec;

/**
 * Training that something is to happen to before it is over. How long it has to last for that is a
 * matter of the machine, so it is made longer until it has lasted long enough.
 */
final class Midway {
  private static final int LONGER = 10;

  private Midway() {}

  /**
   * What the first of {@code attempts} brings that was not over too soon.
   *
   * @param budget iterations of the first one; what has just been missed takes ten times as many
   * @param attempts nothing if the training was over before anything happened to it
   */
  static <T> T of(int budget, IntFunction<Optional<T>> attempts) {
    for (long longer = budget; longer <= TrainingSpec.MAX_ITERATIONS; longer *= LONGER) {
      var struck = attempts.apply((int) longer);
      if (struck.isPresent()) {
        return struck.get();
      }
    }
    throw new AssertionError("however long it was to train, it was over before");
  }
}
