package org.descent.benchmarks;

import java.nio.file.Path;
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
 * Part 2's network on 64 images of 4×4: 16 → 4 ReLU → 1 sigmoid, cross-entropy, SGD 0.1, full
 * batch, no target.
 */
final class DenseWork {
  static final float LEARNING_RATE = 0.1f;

  /**
   * Floating-point operations of one trial's iteration: forward 2·(16·4 + 4)·64, backward about 1.3
   * times that.
   */
  static final double FLOP = 21_000;

  private static final NetworkSpec NETWORK =
      new NetworkSpec(
          List.of(new LayerSpec.Flatten(), new LayerSpec.Dense(4, Activation.RELU)),
          List.of(new HeadSpec("label", HeadKind.BINARY, "label", 1, 1, 0)));

  private final Examples data =
      DataSources.load(new DataSpec.RandomImages(64, 4, 11, 1), Path.of("/"));
  private final ParameterLayout layout = ParameterLayout.of(NETWORK, data.shape());

  /** T trials of {@code steps} iterations each, seeds 1…T. */
  Cohort cohort(int trials, int steps) {
    return Recipe.cohort(NETWORK, data, trials, steps);
  }

  int examples() {
    return data.count();
  }

  /** [64, 16]. */
  float[] features() {
    return data.features();
  }

  /** [16][64]. */
  float[][] featuresTransposed() {
    var x = new float[data.width()][data.count()];
    for (int i = 0; i < data.count(); i++) {
      for (int f = 0; f < data.width(); f++) {
        x[f][i] = data.features()[i * data.width() + f];
      }
    }
    return x;
  }

  /** [64]. */
  float[] labels() {
    return data.target("label");
  }

  /** The start of trial {@code index} (from 0): w1 [16, 4], b1 [4], w2 [4, 1], b2 [1]. */
  float[] weights(int index) {
    return InitialWeights.draw(layout, Recipe.START, index + 1);
  }

  /** Writes the work for other programs, see peers/common.py. */
  void export(Path folder, int trials) {
    var w1 = new float[trials * 64];
    var b1 = new float[trials * 4];
    var w2 = new float[trials * 4];
    var b2 = new float[trials];
    for (int t = 0; t < trials; t++) {
      var w = weights(t);
      System.arraycopy(w, 0, w1, t * 64, 64);
      System.arraycopy(w, 64, b1, t * 4, 4);
      System.arraycopy(w, 68, w2, t * 4, 4);
      b2[t] = w[72];
    }
    Npy.write(folder.resolve("x.npy"), features(), 64, 16);
    Npy.write(folder.resolve("y.npy"), labels(), 64);
    Npy.write(folder.resolve("w1.npy"), w1, trials, 16, 4);
    Npy.write(folder.resolve("b1.npy"), b1, trials, 4);
    Npy.write(folder.resolve("w2.npy"), w2, trials, 4, 1);
    Npy.write(folder.resolve("b2.npy"), b2, trials, 1);
  }
}
