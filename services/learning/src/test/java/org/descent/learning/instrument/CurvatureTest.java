package org.descent.learning.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.descent.learning.Fixtures.KIND;
import static org.descent.learning.Fixtures.LABEL;
import static org.descent.learning.Fixtures.WIDTH;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.Activation;
import org.descent.contracts.spec.BatchNorm;
import org.descent.contracts.spec.InitialisationSpec;
import org.descent.contracts.spec.Initialiser;
import org.descent.contracts.spec.InstrumentSpec;
import org.descent.contracts.spec.Loss;
import org.descent.contracts.spec.NetworkSpec;
import org.descent.contracts.spec.ParameterLayout;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.learning.Device;
import org.descent.learning.Fixtures;
import org.descent.learning.InitialWeights;
import org.descent.learning.golden.GoldenCase;
import org.descent.learning.golden.GoldenCases;
import org.descent.learning.oracle.Oracle;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients, products with the Hessian, and what is made of them. */
class CurvatureTest {
  private static final Examples IMAGES = Fixtures.images(21, 3, 5, 6);
  private static final Examples ROWS = Fixtures.images(37, 1, 6);

  /** What a network takes: images for convolutions. */
  private static Examples examples(TrainingSpec training) {
    return training.network().convolves() ? IMAGES : ROWS;
  }

  private static LossFunction loss(TrainingSpec training, Examples examples) {
    return new LossFunction(training, examples, Device.detect());
  }

  private static float[] start(TrainingSpec training, Examples examples, long seed) {
    var layout = ParameterLayout.of(training.network(), examples.shape());
    return InitialWeights.draw(layout, training.initialisation(), seed);
  }

  private static double[] direction(int length) {
    return IntStream.range(0, length).mapToDouble(k -> (float) Math.cos(k)).toArray();
  }

  private static TrainingSpec training(NetworkSpec network, Loss loss) {
    return Fixtures.with(Fixtures.training(network, loss, 1), Fixtures.LIVELY);
  }

  static List<TrainingSpec> trainings() {
    return List.of(
        training(Fixtures.dense(5, Activation.TANH, LABEL, KIND, WIDTH), Loss.CROSS_ENTROPY),
        training(Fixtures.dense(5, Activation.SIGMOID, LABEL, KIND), Loss.L2),
        training(Fixtures.convolutional(Activation.TANH, KIND), Loss.CROSS_ENTROPY));
  }

  @ParameterizedTest
  @MethodSource("trainings")
  void aProductIsTheSlopeOfTheGradientInDouble(TrainingSpec training) {
    var examples = examples(training);
    var oracle = new Oracle(training, examples);
    var weights = start(training, examples, 5);
    var direction = direction(weights.length);
    double h = 1e-5;
    var above = Fixtures.doubles(weights);
    var below = Fixtures.doubles(weights);
    Vectors.add(above, h, direction);
    Vectors.add(below, -h, direction);
    var expected = oracle.gradient(above);
    Vectors.add(expected, -1, oracle.gradient(below));
    Vectors.scale(expected, 1 / (2 * h));
    try (var loss = loss(training, examples)) {
      double size = Vectors.norm(expected);
      assertThat(loss.product(weights, direction)).containsExactly(expected, within(1e-5 * size));
      var gradient = oracle.gradient(Fixtures.doubles(weights));
      assertThat(loss.gradient(weights))
          .containsExactly(gradient, within(1e-5 * Vectors.norm(gradient)));
    }
  }

  /** All logits are 0, where parts of formulas have no derivative. */
  @Test
  void zerosAreNoSpecialPlace() {
    var zero = new Initialiser.Constant(0);
    var plain = Fixtures.training(Fixtures.perceptron(LABEL), Loss.CROSS_ENTROPY, 1);
    var training = Fixtures.with(plain, new InitialisationSpec(zero, zero));
    var weights = new float[ROWS.width() + 1];
    var gradient = new Oracle(training, ROWS).gradient(Fixtures.doubles(weights));
    try (var loss = loss(training, ROWS)) {
      assertThat(loss.gradient(weights)).containsExactly(gradient, within(1e-6));
      // the bias alone: Σ p (1 - p) / n = ¼
      var bias = new double[weights.length];
      bias[weights.length - 1] = 1;
      assertThat(loss.product(weights, bias)[weights.length - 1]).isCloseTo(0.25, within(1e-6));
    }
  }

  private static double[][] hessian(LossFunction loss, float[] weights) {
    var hessian = new double[weights.length][];
    for (int i = 0; i < weights.length; i++) {
      var unit = new double[weights.length];
      unit[i] = 1;
      hessian[i] = loss.product(weights, unit);
    }
    return hessian;
  }

  @ParameterizedTest
  @MethodSource("trainings")
  void sharpnessIsWhatADenseEigendecompositionFinds(TrainingSpec training) {
    var examples = examples(training);
    var weights = start(training, examples, 5);
    var layout = ParameterLayout.of(training.network(), examples.shape());
    var at = new InstrumentSpec.Moments.Every(1);
    try (var loss = loss(training, examples)) {
      var dense = Eigenvalues.of(hessian(loss, weights));
      var view = new View(layout, weights, split -> loss, 5, 1, Optional.empty());
      var strict = new Sharpness(new InstrumentSpec.Sharpness(3, 1e-5, false, at));
      assertThat(strict.read(view))
          .containsExactly(Arrays.copyOf(dense, 3), within(1e-4 * dense[0]));
      var usual = new Sharpness(new InstrumentSpec.Sharpness(1, 1e-3, false, at));
      assertThat(usual.read(view))
          .containsExactly(new double[] {dense[0]}, within(1e-3 * dense[0]));

      double trace = Arrays.stream(dense).sum();
      var found = new HessianTrace(new InstrumentSpec.HessianTrace(200, false, at)).read(view);
      assertThat(found[0]).isCloseTo(trace, within(0.1 * trace));
      assertThat(found[1]).isLessThan(found[0]);
      assertThat(found[2] - found[0]).isCloseTo(found[0] - found[1], within(1e-9));
    }
  }

  private static double[][] block(double[][] matrix, List<ParameterLayout.Parameter> own) {
    var places =
        own.stream()
            .flatMapToInt(p -> IntStream.range(p.offset(), p.offset() + p.size()))
            .toArray();
    return Arrays.stream(places)
        .mapToObj(row -> Arrays.stream(places).mapToDouble(k -> matrix[row][k]).toArray())
        .toArray(double[][]::new);
  }

  /** What two layers do together is left out. */
  @ParameterizedTest
  @MethodSource("trainings")
  void aLayersCurvatureIsThatOfItsBlock(TrainingSpec training) {
    var examples = examples(training);
    var weights = start(training, examples, 5);
    var layout = ParameterLayout.of(training.network(), examples.shape());
    var at = new InstrumentSpec.Moments.Every(1);
    try (var loss = loss(training, examples)) {
      var hessian = hessian(loss, weights);
      var view = new View(layout, weights, split -> loss, 5, 1, Optional.empty());
      var sharpness = new Sharpness(new InstrumentSpec.Sharpness(2, 1e-5, true, at));
      var sharp = sharpness.read(view);
      var traces = new HessianTrace(new InstrumentSpec.HessianTrace(200, true, at)).read(view);
      var spectrum =
          new HessianSpectrum(new InstrumentSpec.HessianSpectrum(20, 30, true, at)).read(view);
      int layer = 0;
      for (var own : layout.trained().entrySet()) {
        layer++;
        var dense = Eigenvalues.of(block(hessian, own.getValue()));
        assertThat(sharpness.curves(layout).get(2 * layer)).isEqualTo("sharpness." + own.getKey());
        assertThat(Arrays.copyOfRange(sharp, 2 * layer, 2 * layer + 2))
            .as(own.getKey())
            .containsExactly(Arrays.copyOf(dense, 2), within(1e-4 * dense[0]));
        double error = (traces[3 * layer + 2] - traces[3 * layer + 1]) / 2;
        assertThat(traces[3 * layer]).isCloseTo(Arrays.stream(dense).sum(), within(2 * error));
        // of so few eigenvalues 99 in a hundred are all of them
        assertThat(spectrum[6 * layer + 4]).isCloseTo(dense[0], within(0.05 * dense[0]));
      }
      assertThat(sharp).hasSize(2 + 2 * layer);
    }
  }

  /** Of units 0, 1, 2: alive, dead by its bias, alive for the examples of a later block alone. */
  @Test
  void deadUnitsAreThoseThatNoExampleReaches() {
    int n = 1500;
    var features = new float[n];
    features[n - 1] = 1;
    var target = new Examples.Target("label", new float[n]);
    var examples = new Examples(List.of(1), features, List.of(target));
    var network = Fixtures.dense(3, Activation.RELU, LABEL);
    var training = training(network, Loss.CROSS_ENTROPY);
    var layout = ParameterLayout.of(network, examples.shape());
    var weights = new float[] {1, 1, 2, 0.5f, -3, -1, 1, 1, 1, 0};
    try (var loss = loss(training, examples)) {
      var at = new InstrumentSpec.Moments.Every(1);
      var instrument = new DeadUnits(new InstrumentSpec.DeadUnits(true, at), network);
      assertThat(instrument.curves(layout)).containsExactly("dead-units", "dead-units.layer0");
      assertThat(instrument.read(new View(layout, weights, split -> loss, 5, 1, Optional.empty())))
          .containsExactly(1 / 3.0, 1 / 3.0);
    }
  }

  /** Of a line through points, g = 2 (w·x + b - y) (x, 1). */
  @Test
  void theNoiseScaleOfALinearRegressionIsThatOfItsFormula() {
    var network = Fixtures.perceptron(Fixtures.WIDTH);
    var training = training(network, Loss.L2);
    var weights = start(training, ROWS, 5);
    int n = ROWS.count();
    int width = ROWS.width();
    var each = new double[n][width + 1];
    var mean = new double[width + 1];
    for (int i = 0; i < n; i++) {
      double error = weights[width] - ROWS.target("width")[i];
      each[i][width] = 1;
      for (int k = 0; k < width; k++) {
        each[i][k] = ROWS.features()[i * width + k];
        error += weights[k] * each[i][k];
      }
      Vectors.scale(each[i], 2 * WIDTH.weight() * error);
      Vectors.add(mean, 1.0 / n, each[i]);
    }
    double squares = Arrays.stream(each).mapToDouble(g -> Vectors.dot(g, g)).sum();
    double length = Vectors.dot(mean, mean);
    double trace = (squares - n * length) / (n - 1);
    var layout = ParameterLayout.of(network, ROWS.shape());
    try (var loss = loss(training, ROWS)) {
      var at = new InstrumentSpec.Moments.Every(1);
      var found =
          new NoiseScale(new InstrumentSpec.NoiseScale(at))
              .read(new View(layout, weights, split -> loss, 5, 1, Optional.empty()));
      double expected = trace / (length - trace / n);
      assertThat(found[0]).isCloseTo(expected, within(1e-4 * expected));
      double diversity = squares / (n * n * length);
      assertThat(found[1]).isCloseTo(diversity, within(1e-5 * diversity));
    }
  }

  @ParameterizedTest
  @MethodSource("trainings")
  void gradientsOfSingleExamplesAreThoseOfCohortsOfOne(TrainingSpec training) {
    var examples = examples(training);
    var weights = start(training, examples, 5);
    double expected = 0;
    for (int i = 0; i < examples.count(); i++) {
      var one = new Oracle(training, examples.slice(i, i + 1));
      var gradient = one.gradient(Fixtures.doubles(weights));
      expected += Vectors.dot(gradient, gradient) / examples.count();
    }
    try (var loss = loss(training, examples)) {
      assertThat(loss.meanSquare(weights)).isCloseTo(expected, within(1e-4 * expected));
    }
  }

  @Test
  void examplesBeyondABlockCountLikeTheOthers() {
    var training = trainings().get(0);
    var many = Fixtures.images(2100, 4, 6);
    var weights = start(training, many, 5);
    var expected = new Oracle(training, many).gradient(Fixtures.doubles(weights));
    try (var loss = loss(training, many)) {
      assertThat(loss.gradient(weights)).containsExactly(expected, within(1e-5));
    }
  }

  /** Whatever PyTorch can differentiate twice, {@code golden.py} has written down. */
  @Tag("thorough")
  @Test
  void productsAreThoseOfPyTorch() throws IOException {
    JsonNode golden;
    try (var in = CurvatureTest.class.getResourceAsStream("/curvature.json")) {
      golden = new ObjectMapper().readTree(in);
    }
    var softly = new SoftAssertions();
    var seen = new HashSet<LossFunction.Key>(); // how they are trained does not matter
    for (var each : GoldenCases.all()) {
      if (differentiable(each) && seen.add(LossFunction.Key.of(each.training()))) {
        assertThat(golden.has(each.name())).as(each.name()).isTrue();
        compare(softly, each, golden.get(each.name()));
      }
    }
    softly.assertAll();
  }

  private static boolean differentiable(GoldenCase each) {
    return each.training().network().all().values().stream()
        .noneMatch(layer -> layer instanceof BatchNorm);
  }

  private static void compare(SoftAssertions softly, GoldenCase each, JsonNode golden) {
    var weights = start(each.training(), each.examples(), each.seed());
    var layout = ParameterLayout.of(each.training().network(), each.examples().shape());
    try (var loss = loss(each.training(), each.examples())) {
      var found =
          Map.of(
              "gradient", loss.gradient(weights),
              "product", loss.product(weights, direction(weights.length)));
      for (var what : Set.of("gradient", "product")) {
        double size = Math.max(1e-3, Vectors.norm(found.get(what)));
        for (var parameter : layout.parameters()) {
          int from = parameter.offset();
          var part = Arrays.copyOfRange(found.get(what), from, from + parameter.size());
          var ends = new double[] {Vectors.norm(part), part[0], part[part.length - 1]};
          for (int i = 0; i < ends.length; i++) {
            softly
                .assertThat(ends[i])
                .as("%s: %s, %s of %s", each.name(), what, i, parameter.name())
                .isCloseTo(
                    golden.get(what).get(parameter.name()).get(i).asDouble(), within(2e-5 * size));
          }
        }
      }
    }
  }
}
