package org.descent.benchmarks;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.Activation;
import org.descent.contracts.spec.DataSpec;
import org.descent.contracts.spec.HeadKind;
import org.descent.contracts.spec.HeadSpec;
import org.descent.contracts.spec.LayerSpec;
import org.descent.contracts.spec.NetworkSpec;
import org.descent.contracts.spec.ParameterLayout;
import org.descent.experiment.data.DataSources;
import org.descent.learning.Cohort;
import org.descent.learning.InitialWeights;

/**
 * Part 4's ConvNet on 64 images of 16×16: conv 7×7×16, conv 7×7×8, dense; cross-entropy, SGD 0.1,
 * full batch, no target.
 */
final class ConvWork {
  private static final NetworkSpec NETWORK =
      new NetworkSpec(
          List.of(
              new LayerSpec.Conv2d(16, 7, 7, Activation.RELU),
              new LayerSpec.Conv2d(8, 7, 7, Activation.RELU),
              new LayerSpec.Flatten()),
          List.of(new HeadSpec("label", HeadKind.BINARY, "label", 1, 1, 0)));

  private final Examples data = DataSources.load(new DataSpec.Line(64, 1), Path.of("/"));

  Cohort cohort(int trials, int steps) {
    return Recipe.cohort(NETWORK, data, trials, steps);
  }

  /** [64, 16, 16, 1]. */
  float[] features() {
    return data.features();
  }

  /** [64]. */
  float[] labels() {
    return data.target("label");
  }

  /**
   * The start of trial 1: k1 [7, 7, 1, 16], c1 [16], k2 [7, 7, 16, 8], c2 [8], w [128, 1], b [1].
   */
  float[] weights() {
    return InitialWeights.draw(ParameterLayout.of(NETWORK, data.shape()), Recipe.START, 1);
  }

  /** Writes the work for other programs, see peers/common.py. */
  void export(Path folder) {
    var w = weights();
    Npy.write(folder.resolve("x.npy"), features(), 64, 16, 16, 1);
    Npy.write(folder.resolve("y.npy"), labels(), 64);
    Npy.write(folder.resolve("k1.npy"), Arrays.copyOfRange(w, 0, 784), 7, 7, 1, 16);
    Npy.write(folder.resolve("c1.npy"), Arrays.copyOfRange(w, 784, 800), 16);
    Npy.write(folder.resolve("k2.npy"), Arrays.copyOfRange(w, 800, 7072), 7, 7, 16, 8);
    Npy.write(folder.resolve("c2.npy"), Arrays.copyOfRange(w, 7072, 7080), 8);
    Npy.write(folder.resolve("w.npy"), Arrays.copyOfRange(w, 7080, 7208), 128, 1);
    Npy.write(folder.resolve("b.npy"), Arrays.copyOfRange(w, 7208, 7209), 1);
  }
}
