package org.descent.benchmarks;

import java.util.List;
import java.util.stream.LongStream;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.BatchSpec;
import org.descent.contracts.spec.InitialisationSpec;
import org.descent.contracts.spec.Initialiser;
import org.descent.contracts.spec.Loss;
import org.descent.contracts.spec.NetworkSpec;
import org.descent.contracts.spec.OptimiserSpec;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.learning.Cohort;

/** How all work is trained, whatever the network: cross-entropy, SGD 0.1, full batch, no target. */
final class Recipe {
  static final InitialisationSpec START =
      new InitialisationSpec(new Initialiser.TruncatedNormal(0.1), new Initialiser.Constant(0.1));

  private Recipe() {}

  /** Trials of {@code steps} iterations each, seeds from 1. */
  static Cohort cohort(NetworkSpec network, Examples data, int trials, int steps) {
    var training =
        new TrainingSpec(
            network,
            START,
            Loss.CROSS_ENTROPY,
            new OptimiserSpec.Sgd(0.1),
            BatchSpec.FULL,
            steps,
            List.of(),
            List.of(),
            null);
    return new Cohort(
        LongStream.rangeClosed(1, trials)
            .mapToObj(seed -> new Cohort.Trial("trial-" + seed, seed, training))
            .toList(),
        data);
  }
}
