package org.descent.learning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.Activation;
import org.descent.contracts.spec.BatchSpec;
import org.descent.contracts.spec.HeadKind;
import org.descent.contracts.spec.HeadSpec;
import org.descent.contracts.spec.InitialisationSpec;
import org.descent.contracts.spec.Initialiser;
import org.descent.contracts.spec.LayerSpec;
import org.descent.contracts.spec.Loss;
import org.descent.contracts.spec.MeasureSpec;
import org.descent.contracts.spec.NetworkSpec;
import org.descent.contracts.spec.OptimiserSpec;
import org.descent.contracts.spec.PatienceSpec;
import org.descent.contracts.spec.TargetSpec;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.contracts.spec.UpdateSpec;

/** Networks, trainings and examples for tests. */
public final class Fixtures {
  public static final HeadSpec LABEL = new HeadSpec("label", HeadKind.BINARY, "label", 1, 1, 0);
  public static final HeadSpec KIND = new HeadSpec("kind", HeadKind.MULTI_CLASS, "kind", 3, 1, 0);
  public static final HeadSpec WIDTH =
      new HeadSpec("width", HeadKind.REGRESSION, "width", 1, 0.01, 0.5);

  /** Two numbers. */
  public static final HeadSpec SIZES =
      HeadSpec.regression("sizes", List.of("width", "kind"), 0.1, 0.5);

  /** Two labels. */
  public static final HeadSpec TRAITS =
      HeadSpec.multiLabel("traits", List.of("label", "third"), 1, 0);

  public static final InitialisationSpec STUDIED =
      new InitialisationSpec(new Initialiser.TruncatedNormal(0.1), new Initialiser.Constant(0.1));
  public static final InitialisationSpec LIVELY =
      new InitialisationSpec(new Initialiser.Normal(0.5), new Initialiser.Normal(0.3));
  public static final TargetSpec PERFECT = new TargetSpec(TargetSpec.Metric.ACCURACY, "", 1);

  /** Those that are tried with whatever takes its time; the others with dense layers alone. */
  public static final List<Activation> SOME =
      List.of(Activation.SIGMOID, Activation.RELU, Activation.TANH, Activation.NONE);

  /** The study's losses, for what takes its time. */
  public static final List<Loss> LOSSES = List.of(Loss.L2, Loss.CROSS_ENTROPY);

  private Fixtures() {}

  /**
   * Binary images of {@code shape}, targets label and third (0, 1), kind (0, 1, 2) and width (1 to
   * 3).
   */
  public static Examples images(int count, long seed, Integer... shape) {
    var random = new Random(seed);
    int width = Stream.of(shape).reduce(1, Math::multiplyExact);
    var features = new float[count * width];
    var label = new float[count];
    var kind = new float[count];
    var widths = new float[count];
    var third = new float[count];
    for (int i = 0; i < features.length; i++) {
      features[i] = random.nextInt(2);
    }
    for (int i = 0; i < count; i++) {
      label[i] = i * 64 < 11 * count ? 1 : 0;
      kind[i] = i % 3;
      widths[i] = 1 + i % 3;
      third[i] = i % 3 == 0 ? 1 : 0;
    }
    return new Examples(
        List.of(shape),
        features,
        List.of(
            new Examples.Target("label", label),
            new Examples.Target("kind", kind),
            new Examples.Target("width", widths),
            new Examples.Target("third", third)));
  }

  /** The four points of XOR. */
  public static Examples xor() {
    return new Examples(
        List.of(2),
        new float[] {0, 0, 0, 1, 1, 0, 1, 1},
        List.of(new Examples.Target("label", new float[] {0, 1, 1, 0})));
  }

  public static NetworkSpec dense(int units, Activation activation, HeadSpec... heads) {
    return new NetworkSpec(List.of(new LayerSpec.Dense(units, activation)), List.of(heads));
  }

  public static NetworkSpec perceptron(HeadSpec... heads) {
    return new NetworkSpec(List.of(), List.of(heads));
  }

  /** Two convolutions, the second not square, then a flatten. */
  public static NetworkSpec convolutional(Activation activation, HeadSpec... heads) {
    return new NetworkSpec(
        List.of(
            new LayerSpec.Conv2d(3, 3, 3, activation),
            new LayerSpec.Conv2d(2, 2, 3, activation),
            new LayerSpec.Flatten()),
        List.of(heads));
  }

  /** Full batch, SGD 0.1, no target. */
  public static TrainingSpec training(NetworkSpec network, Loss loss, int iterations) {
    return new TrainingSpec(
        network,
        STUDIED,
        loss,
        new OptimiserSpec.Sgd(0.1),
        BatchSpec.FULL,
        iterations,
        List.of(),
        List.of(),
        null);
  }

  public static TrainingSpec with(TrainingSpec t, OptimiserSpec optimiser) {
    return new TrainingSpec(
        t.network(),
        t.initialisation(),
        t.loss(),
        optimiser,
        t.batch(),
        t.iterations(),
        t.targets(),
        t.snapshots(),
        null,
        t.update());
  }

  public static TrainingSpec with(TrainingSpec t, BatchSpec batch) {
    return new TrainingSpec(
        t.network(),
        t.initialisation(),
        t.loss(),
        t.optimiser(),
        batch,
        t.iterations(),
        t.targets(),
        t.snapshots(),
        null,
        t.update());
  }

  public static TrainingSpec with(TrainingSpec t, InitialisationSpec initialisation) {
    return new TrainingSpec(
        t.network(),
        initialisation,
        t.loss(),
        t.optimiser(),
        t.batch(),
        t.iterations(),
        t.targets(),
        t.snapshots(),
        null,
        t.update());
  }

  public static TrainingSpec with(TrainingSpec t, TargetSpec... targets) {
    return new TrainingSpec(
        t.network(),
        t.initialisation(),
        t.loss(),
        t.optimiser(),
        t.batch(),
        t.iterations(),
        List.of(targets),
        t.snapshots(),
        null,
        t.update());
  }

  public static TrainingSpec with(TrainingSpec t, UpdateSpec update) {
    return new TrainingSpec(
        t.network(),
        t.initialisation(),
        t.loss(),
        t.optimiser(),
        t.batch(),
        t.iterations(),
        t.targets(),
        t.snapshots(),
        null,
        update);
  }

  public static TrainingSpec snapshots(TrainingSpec t, Integer... iterations) {
    return new TrainingSpec(
        t.network(),
        t.initialisation(),
        t.loss(),
        t.optimiser(),
        t.batch(),
        t.iterations(),
        t.targets(),
        List.of(iterations),
        null,
        t.update());
  }

  /** {@code t}, with splits measured. */
  public static TrainingSpec measuring(
      TrainingSpec t, MeasureSpec measure, PatienceSpec patience, TargetSpec... targets) {
    return new TrainingSpec(
        t.network(),
        t.initialisation(),
        t.loss(),
        t.optimiser(),
        t.batch(),
        t.iterations(),
        List.of(targets),
        t.snapshots(),
        null,
        t.update(),
        measure,
        patience);
  }

  /** A trial of each training, ids t0, t1, …. */
  public static Cohort cohort(Examples examples, long seed, TrainingSpec... trainings) {
    var trials = new ArrayList<Cohort.Trial>();
    for (var training : trainings) {
      trials.add(new Cohort.Trial("t" + trials.size(), seed, training));
    }
    return new Cohort(trials, examples);
  }

  public static double[] doubles(float[] values) {
    return Arrays.stream(boxed(values)).mapToDouble(Float::doubleValue).toArray();
  }

  private static Float[] boxed(float[] values) {
    var boxed = new Float[values.length];
    Arrays.setAll(boxed, i -> values[i]);
    return boxed;
  }
}
