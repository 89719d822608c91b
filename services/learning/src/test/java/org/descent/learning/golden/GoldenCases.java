package org.descent.learning.golden;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.Activation;
import org.descent.contracts.spec.ActivationLayer;
import org.descent.contracts.spec.AveragePool;
import org.descent.contracts.spec.AveragePool1d;
import org.descent.contracts.spec.AverageSpec;
import org.descent.contracts.spec.BatchNorm;
import org.descent.contracts.spec.BatchSpec;
import org.descent.contracts.spec.ClippingSpec;
import org.descent.contracts.spec.Conv1d;
import org.descent.contracts.spec.DecaySpec;
import org.descent.contracts.spec.Dropout;
import org.descent.contracts.spec.Embedding;
import org.descent.contracts.spec.GaussianNoise;
import org.descent.contracts.spec.GlobalAveragePool;
import org.descent.contracts.spec.Gru;
import org.descent.contracts.spec.HeadKind;
import org.descent.contracts.spec.HeadSpec;
import org.descent.contracts.spec.LayerNorm;
import org.descent.contracts.spec.LayerSpec;
import org.descent.contracts.spec.Loss;
import org.descent.contracts.spec.MaxPool;
import org.descent.contracts.spec.MaxPool1d;
import org.descent.contracts.spec.NetworkSpec;
import org.descent.contracts.spec.OptimiserSpec;
import org.descent.contracts.spec.Padding;
import org.descent.contracts.spec.RandomFlip;
import org.descent.contracts.spec.RandomShift;
import org.descent.contracts.spec.Residual;
import org.descent.contracts.spec.ScheduleSpec;
import org.descent.contracts.spec.Sides;
import org.descent.contracts.spec.Slice;
import org.descent.contracts.spec.Sliding;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.contracts.spec.UpdateSpec;
import org.descent.learning.Fixtures;

/**
 * The trainings whose course PyTorch and Optax have computed, too. Rates are small, so that a
 * difference in the last bit stays one, and such that no kink of a function and no change of a
 * gradient's sign is nearer than float32 can tell.
 */
public final class GoldenCases {
  static final int ITERATIONS = 200;

  private static final HeadSpec LABEL = new HeadSpec("label", HeadKind.BINARY, "label", 1, 1, 0);
  private static final HeadSpec KIND = new HeadSpec("kind", HeadKind.MULTI_CLASS, "kind", 3, 1, 0);
  private static final HeadSpec WIDTH =
      new HeadSpec("width", HeadKind.REGRESSION, "width", 1, 0.3, 0.5);
  private static final HeadSpec SIZES =
      HeadSpec.regression("sizes", List.of("width", "share"), 0.3, 0.5);
  private static final HeadSpec TRAITS =
      HeadSpec.multiLabel("traits", List.of("label", "high"), 1, 0);

  /** A tall matrix, a wide one, and heads. */
  private static final NetworkSpec TALL_AND_WIDE =
      new NetworkSpec(
          List.of(
              new LayerSpec.Dense(7, Activation.TANH), new LayerSpec.Dense(4, Activation.SIGMOID)),
          List.of(LABEL, WIDTH));

  /** Float32 can add it up, so that optimisers that go by signs alone do not drift. */
  private static final double TINY = 1.0 / 1024;

  private static final DecaySpec COUPLED = new DecaySpec(0.02, false, true);
  private static final DecaySpec COUPLED_WEIGHTS = new DecaySpec(0.02, false, false);
  private static final DecaySpec DECOUPLED = new DecaySpec(0.1, true, true);
  private static final DecaySpec DECOUPLED_WEIGHTS = new DecaySpec(0.1, true, false);
  private static final ClippingSpec BY_VALUE = new ClippingSpec.ByValue(0.02);
  private static final ClippingSpec BY_NORM = new ClippingSpec.ByNorm(0.05);

  private static final List<OptimiserSpec> OPTIMISERS =
      List.of(
          new OptimiserSpec.Sgd(0.1),
          new OptimiserSpec.Momentum(0.02, 0.9),
          new OptimiserSpec.Nesterov(0.02, 0.8),
          new OptimiserSpec.RmsProp(0.003, 0.9, 1e-3),
          new OptimiserSpec.Adagrad(0.02, 1e-3),
          new OptimiserSpec.Adam(0.005, 0.8, 0.95, 1e-3),
          new OptimiserSpec.Adamax(0.005, 0.8, 0.95, 1e-3),
          new OptimiserSpec.AdamW(0.005, 0.8, 0.95, 1e-3, 0.05),
          new OptimiserSpec.NadamW(0.005, 0.8, 0.95, 1e-3, 0.05),
          new OptimiserSpec.Lion(TINY, 0.9, 0.95, 0.05),
          new OptimiserSpec.Rprop(TINY, 0.5, 1.2, 1e-5, 4 * TINY),
          new OptimiserSpec.Muon(
              0.005, 0.9, 0.05, new OptimiserSpec.AdamW(0.003, 0.8, 0.95, 1e-3, 0.02)));

  private static final List<ScheduleSpec.Course> COURSES =
      List.of(
          new ScheduleSpec.Constant(),
          new ScheduleSpec.Step(40, 0.6),
          new ScheduleSpec.Piecewise(List.of(30.0, 90.0), List.of(0.5, 0.8)),
          new ScheduleSpec.Exponential(50, 0.5),
          new ScheduleSpec.Polynomial(150, 2, 0.1),
          new ScheduleSpec.Cosine(150, 0.1),
          new ScheduleSpec.CosineRestarts(20, 2, 0.2),
          new ScheduleSpec.InverseSquareRoot(20),
          new ScheduleSpec.OneCycle(150, 0.3, 0.04, 0.001));

  private GoldenCases() {}

  /** All of them. */
  public static List<GoldenCase> all() {
    return Stream.of(activations(), optimisers(), updates(), schedules(), heads(), layers())
        .flatMap(List::stream)
        .toList();
  }

  private static List<GoldenCase> activations() {
    var cases = new ArrayList<GoldenCase>();
    for (var activation : Activation.values()) {
      var network =
          new NetworkSpec(
              List.of(new LayerSpec.Dense(6, activation), new LayerSpec.Dense(4, activation)),
              List.of(KIND));
      var training = training(network, Loss.CROSS_ENTROPY);
      double rate = activation == Activation.SQUARE ? 0.01 : 0.06; // squares of squares are steep
      cases.add(
          dense(
              "activation-" + Wire.word(activation),
              Fixtures.with(training, new OptimiserSpec.Sgd(rate))));
    }
    return cases;
  }

  /** Each alone, and with what goes with it. */
  private static List<GoldenCase> optimisers() {
    var cases = new ArrayList<GoldenCase>();
    for (var optimiser : OPTIMISERS) {
      var name = "optimiser-" + Wire.word(optimiser);
      cases.add(dense(name, updated(optimiser, UpdateSpec.PLAIN)));
      cases.add(
          dense(
              name + "-coupled-by-value",
              updated(optimiser, new UpdateSpec(null, null, COUPLED, BY_VALUE))));
      cases.add(
          dense(
              name + "-decoupled-weights-by-norm",
              updated(optimiser, new UpdateSpec(null, null, DECOUPLED_WEIGHTS, BY_NORM))));
    }
    return cases;
  }

  /** What else goes with an optimiser. */
  private static List<GoldenCase> updates() {
    var momentum = new OptimiserSpec.Momentum(0.02, 0.9);
    var adam = new OptimiserSpec.Adam(0.005, 0.8, 0.95, 1e-3);
    return List.of(
        dense(
            "update-coupled-weights-by-norm",
            updated(momentum, new UpdateSpec(null, null, COUPLED_WEIGHTS, BY_NORM))),
        dense(
            "update-decoupled-by-value",
            updated(adam, new UpdateSpec(null, null, DECOUPLED, BY_VALUE))),
        dense(
            "update-average",
            updated(adam, new UpdateSpec(null, null, DECOUPLED, null, new AverageSpec(0.97)))));
  }

  private static List<GoldenCase> schedules() {
    var cases = new ArrayList<GoldenCase>();
    var sgd = new OptimiserSpec.Sgd(0.2);
    for (var course : COURSES) {
      var schedule = new ScheduleSpec(ScheduleSpec.Unit.ITERATIONS, 10, course);
      cases.add(
          dense(
              "schedule-" + Wire.word(course),
              updated(sgd, new UpdateSpec(schedule, null, null, null))));
    }
    var cosine = new ScheduleSpec(ScheduleSpec.Unit.EPOCHS, 3, new ScheduleSpec.Cosine(40, 0.1));
    var lower = new ScheduleSpec(ScheduleSpec.Unit.ITERATIONS, 0, new ScheduleSpec.Step(50, 0.7));
    var batches =
        Fixtures.with(
            updated(
                new OptimiserSpec.Nesterov(0.02, 0.9),
                new UpdateSpec(cosine, lower, DECOUPLED, null)),
            new BatchSpec(6, BatchSpec.Measure.DATA));
    cases.add(dense("schedule-epochs-and-momentum", batches));
    var muon = OPTIMISERS.get(OPTIMISERS.size() - 1);
    cases.add(dense("schedule-muon", updated(muon, new UpdateSpec(cosine, null, null, null))));
    return cases;
  }

  private static List<GoldenCase> heads() {
    var cases = new ArrayList<GoldenCase>();
    for (var head : List.of(LABEL, KIND, WIDTH, SIZES, TRAITS)) {
      for (var loss : losses(head)) {
        var network =
            new NetworkSpec(List.of(new LayerSpec.Dense(5, Activation.TANH)), List.of(head));
        cases.add(dense("head-" + called(head) + "-" + Wire.word(loss), training(network, loss)));
      }
    }
    var near = new HeadSpec("near", HeadKind.BINARY, "share", 1, 2, 0.2);
    var network =
        new NetworkSpec(
            List.of(new LayerSpec.Dense(5, Activation.TANH)), List.of(near, KIND, WIDTH));
    cases.add(dense("head-three-with-weights", training(network, Loss.CROSS_ENTROPY)));
    var labels = HeadSpec.multiLabel("traits", TRAITS.targets(), 1, 0.4, 0);
    cases.add(
        dense(
            "head-multi-label-tolerance",
            training(
                new NetworkSpec(List.of(new LayerSpec.Dense(5, Activation.TANH)), List.of(labels)),
                Loss.L2)));
    var smooth =
        new NetworkSpec(
            List.of(new LayerSpec.Dense(5, Activation.TANH)),
            List.of(
                new HeadSpec("label", HeadKind.BINARY, "label", 1, 1, 0, 0.2),
                new HeadSpec("kind", HeadKind.MULTI_CLASS, "kind", 3, 1, 0, 0.1)));
    cases.add(dense("head-smoothing", training(smooth, Loss.CROSS_ENTROPY)));
    var spread = HeadSpec.multiLabel("traits", TRAITS.targets(), 1, 0.2);
    var smoothed =
        new NetworkSpec(List.of(new LayerSpec.Dense(5, Activation.TANH)), List.of(spread, SIZES));
    cases.add(dense("head-smoothing-of-several", training(smoothed, Loss.CROSS_ENTROPY)));
    return cases;
  }

  private static String called(HeadSpec head) {
    return Wire.word(head.kind()) + (head.equals(SIZES) ? "-of-two" : "");
  }

  /** Those that the head has itself. */
  private static List<Loss> losses(HeadSpec head) {
    return Stream.of(Loss.values()).filter(loss -> head.under(loss) == loss).toList();
  }

  private static List<GoldenCase> layers() {
    var perceptron = new NetworkSpec(List.of(), List.of(LABEL));
    var batches =
        Fixtures.with(
            training(perceptron, Loss.CROSS_ENTROPY), new BatchSpec(10, BatchSpec.Measure.BATCH));
    var convolutions =
        List.<LayerSpec>of(
            new LayerSpec.Conv2d(3, 3, 2, Activation.TANH),
            new LayerSpec.Conv2d(4, 2, 3, Activation.SIGMOID),
            new LayerSpec.Flatten(),
            new LayerSpec.Dense(5, Activation.TANH));
    var convolutional =
        training(new NetworkSpec(convolutions, List.of(LABEL, KIND)), Loss.CROSS_ENTROPY);
    var cases = new ArrayList<GoldenCase>();
    cases.add(dense("layer-none-batches", batches));
    cases.add(new GoldenCase("layer-conv2d-flatten", convolutional, examples(24, 6, 5)));
    cases.add(
        new GoldenCase(
            "layer-conv2d-channels",
            Fixtures.with(convolutional, new OptimiserSpec.Adam(0.003, 0.9, 0.99, 1e-4)),
            examples(18, 5, 6, 2)));
    cases.addAll(imageLayers());
    cases.addAll(otherLayers());
    return cases;
  }

  private static List<GoldenCase> imageLayers() {
    var one = new Sides(1, 1);
    var two = new Sides(2, 2);
    return List.of(
        images(
            "layer-conv2d-strides-and-padding",
            conv(3, 3, 2, new Sliding(new Sides(2, 1), Padding.SAME, one, 1)),
            conv(4, 2, 3, new Sliding(two, new Padding(false, 1), one, 1)),
            new LayerSpec.Flatten()),
        images(
            "layer-conv2d-dilation-and-groups",
            conv(4, 2, 2, new Sliding(one, Padding.SAME, two, 1)),
            conv(4, 2, 2, new Sliding(one, Padding.VALID, new Sides(2, 1), 2)),
            new LayerSpec.Flatten()),
        images(
            "layer-max-pool",
            new LayerSpec.Conv2d(4, 2, 2, Activation.TANH),
            new MaxPool(two, one),
            new LayerSpec.Flatten()),
        images(
            "layer-average-pool",
            new LayerSpec.Conv2d(4, 2, 2, Activation.TANH),
            new AveragePool(new Sides(2, 3), two),
            new LayerSpec.Flatten()),
        images(
            "layer-global-average-pool",
            new LayerSpec.Conv2d(5, 3, 3, Activation.TANH),
            new GlobalAveragePool()),
        images(
            "layer-batch-norm-residual",
            new LayerSpec.Conv2d(3, 2, 2, Activation.NONE, true, null),
            new BatchNorm(0.1, 1e-3),
            new ActivationLayer(Activation.TANH),
            new Residual(
                List.of(
                    conv(4, 3, 3, new Sliding(one, new Padding(false, 1), one, 1)),
                    new BatchNorm(0.3, 1e-3)),
                List.of(new LayerSpec.Conv2d(4, 1, 1, Activation.NONE, true, null))),
            new LayerSpec.Flatten()));
  }

  private static LayerSpec conv(int filters, int height, int width, Sliding sliding) {
    return new LayerSpec.Conv2d(filters, height, width, Activation.TANH, false, sliding);
  }

  private static List<GoldenCase> otherLayers() {
    return List.of(
        over(
            "layer-activation",
            examples(24, 6),
            new LayerSpec.Dense(5, Activation.NONE, true),
            new ActivationLayer(Activation.GELU),
            new LayerSpec.Dense(4, Activation.NONE),
            new ActivationLayer(Activation.SOFTPLUS)),
        over(
            "layer-dropout",
            examples(24, 6),
            new Dropout(0.1),
            new LayerSpec.Dense(8, Activation.TANH),
            new Residual(
                List.of(new Dropout(0.3), new LayerSpec.Dense(8, Activation.TANH)),
                List.of(new Dropout(0.2)))),
        over(
            "layer-random-images",
            examples(24, 4, 5),
            new RandomFlip(RandomFlip.Along.HORIZONTAL),
            new RandomShift(2),
            new RandomFlip(RandomFlip.Along.VERTICAL),
            new LayerSpec.Flatten(),
            new LayerSpec.Dense(5, Activation.TANH),
            new GaussianNoise(0.3)),
        over(
            "layer-slice",
            examples(24, 6),
            new Slice(1, 4),
            new LayerSpec.Dense(5, Activation.TANH),
            new Slice(0, 3)),
        over(
            "layer-layer-norm",
            examples(24, 6),
            new LayerSpec.Dense(5, Activation.TANH),
            new LayerNorm(1e-3)),
        over(
            "layer-batch-norm",
            examples(24, 6),
            new BatchNorm(0.2, 1e-2),
            new LayerSpec.Dense(5, Activation.TANH)),
        over(
            "layer-residual",
            examples(24, 6),
            new Residual(List.of(new LayerSpec.Dense(6, Activation.TANH)), List.of())),
        over(
            "layer-conv1d",
            examples(24, 12),
            new Conv1d(4, 5, Activation.TANH, 2, new Padding(false, 1), 1, 1, false),
            new Conv1d(4, 2, Activation.TANH, 1, Padding.SAME, 2, 2, true),
            new LayerSpec.Flatten()),
        over(
            "layer-pools-over-time",
            examples(24, 12),
            new Conv1d(4, 3, Activation.TANH, 1, Padding.VALID, 1, 1, false),
            new MaxPool1d(3, 2),
            new AveragePool1d(2, 1),
            new LayerSpec.Flatten()),
        over("layer-gru", examples(24, 7, 2), new Gru(4, true), new Gru(3, false)),
        over(
            "layer-gru-both-ways",
            examples(24, 6),
            new Gru(3, true, true),
            new Gru(2, false, true)),
        over(
            "layer-embedding",
            words(24, 5),
            new Embedding(6, 3),
            new LayerSpec.Flatten(),
            new LayerSpec.Dense(4, Activation.TANH)));
  }

  private static GoldenCase images(String name, LayerSpec... layers) {
    return over(name, examples(24, 6, 5), layers);
  }

  /** In mini-batches, measured on all examples. */
  private static GoldenCase over(String name, Examples examples, LayerSpec... layers) {
    var network = new NetworkSpec(List.of(layers), List.of(LABEL, KIND));
    var training =
        Fixtures.with(training(network, Loss.CROSS_ENTROPY), new OptimiserSpec.Momentum(0.02, 0.8));
    return new GoldenCase(
        name, Fixtures.with(training, new BatchSpec(8, BatchSpec.Measure.DATA)), examples);
  }

  /** Whole numbers from 0 to 6. */
  private static Examples words(int count, int length) {
    var plain = examples(count, length);
    var words = new float[plain.features().length];
    for (int i = 0; i < words.length; i++) {
      words[i] = (float) Math.floor(3.5 * (plain.features()[i] + 1));
    }
    return new Examples(plain.shape(), words, plain.targets());
  }

  private static GoldenCase dense(String name, TrainingSpec training) {
    return new GoldenCase(name, training, examples(24, 6));
  }

  private static TrainingSpec training(NetworkSpec network, Loss loss) {
    return Fixtures.with(Fixtures.training(network, loss, ITERATIONS), Fixtures.LIVELY);
  }

  private static TrainingSpec updated(OptimiserSpec optimiser, UpdateSpec update) {
    var training = training(TALL_AND_WIDE, Loss.CROSS_ENTROPY);
    return Fixtures.with(Fixtures.with(training, optimiser), update);
  }

  /** Sines, and targets that have to do with them. */
  private static Examples examples(int count, Integer... shape) {
    int width = Stream.of(shape).reduce(1, Math::multiplyExact);
    var features = new float[count * width];
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) StrictMath.sin(1.7 * i + 0.013 * i * i);
    }
    var wide = new float[count];
    for (int i = 0; i < count; i++) {
      double sum = features[i * width] + 0.5 * features[i * width + 1] - features[i * width + 2];
      wide[i] = (float) sum;
    }
    return new Examples(
        List.of(shape),
        features,
        List.of(
            target("label", count, i -> wide[i] > 0 ? 1 : 0),
            target("kind", count, i -> wide[i] > 0.5 ? 2 : wide[i] > -0.5 ? 1 : 0),
            target("high", count, i -> features[i * width + 3] > 0.2 ? 1 : 0),
            target("share", count, i -> (float) (0.5 + 0.2 * wide[i])),
            target("width", count, i -> wide[i])));
  }

  private interface Value {
    float of(int example);
  }

  private static Examples.Target target(String name, int count, Value value) {
    var values = new float[count];
    IntStream.range(0, count).forEach(i -> values[i] = value.of(i));
    return new Examples.Target(name, values);
  }
}
