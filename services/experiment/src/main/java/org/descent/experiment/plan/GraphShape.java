package org.descent.experiment.plan;

import java.util.List;
import org.descent.contracts.spec.Activation;
import org.descent.contracts.spec.InitialisationSpec;
import org.descent.contracts.spec.Initialiser;
import org.descent.contracts.spec.LayerSpec;
import org.descent.contracts.spec.Loss;
import org.descent.contracts.spec.NetworkSpec;
import org.descent.contracts.spec.OptimiserSpec;
import org.descent.contracts.spec.TrainingSpec;

/**
 * What trials must have in common to be trained by one program. They may differ in loss,
 * activations, learning rate, initialisation and surface; layers, heads, batch, budget, targets,
 * snapshots and the optimiser with its other numbers are the same.
 *
 * @param common a training with the differences levelled out; only for comparing
 */
record GraphShape(TrainingSpec common) {
  private static final InitialisationSpec ANY_START =
      new InitialisationSpec(new Initialiser.Constant(0), new Initialiser.Constant(0));

  static GraphShape of(TrainingSpec training) {
    return new GraphShape(
        new TrainingSpec(
            new NetworkSpec(layers(training), training.network().heads()),
            ANY_START,
            Loss.L2,
            optimiser(training.optimiser()),
            training.batch(),
            training.iterations(),
            training.targets(),
            training.snapshots(),
            null));
  }

  /** Whether many of them make one program, which convolutions do not. */
  boolean stacked() {
    return common.network().layers().stream().noneMatch(LayerSpec.Conv2d.class::isInstance);
  }

  private static List<LayerSpec> layers(TrainingSpec training) {
    return training.network().layers().stream().map(GraphShape::linear).toList();
  }

  private static LayerSpec linear(LayerSpec layer) {
    if (layer instanceof LayerSpec.Dense dense) {
      return new LayerSpec.Dense(dense.units(), Activation.NONE);
    }
    if (layer instanceof LayerSpec.Conv2d conv) {
      return new LayerSpec.Conv2d(
          conv.filters(), conv.kernelHeight(), conv.kernelWidth(), Activation.NONE);
    }
    return layer;
  }

  private static OptimiserSpec optimiser(OptimiserSpec optimiser) {
    if (optimiser instanceof OptimiserSpec.Momentum momentum) {
      return new OptimiserSpec.Momentum(1, momentum.momentum());
    }
    if (optimiser instanceof OptimiserSpec.Adam adam) {
      return new OptimiserSpec.Adam(1, adam.beta1(), adam.beta2(), adam.epsilon());
    }
    return new OptimiserSpec.Sgd(1);
  }
}
