package org.descent.learning.stacked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.descent.learning.Fixtures.KIND;
import static org.descent.learning.Fixtures.LABEL;
import static org.descent.learning.Fixtures.SIZES;
import static org.descent.learning.Fixtures.TRAITS;
import static org.descent.learning.Fixtures.WIDTH;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.Activation;
import org.descent.contracts.spec.Loss;
import org.descent.contracts.spec.NetworkSpec;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.learning.Fixtures;
import org.descent.learning.graph.Compiled;
import org.descent.learning.graph.Compiled.Array;
import org.descent.learning.graph.Gradients;
import org.descent.learning.graph.Xla;
import org.descent.learning.head.Head;
import org.descent.learning.layer.Formulas;
import org.descent.learning.layer.Mode;
import org.descent.learning.layer.StackedPass;
import org.descent.learning.network.Network;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Output;

/** Derivatives that are written down, for speed, against those that follow from the formulas. */
class DerivedTest {
  private static final int TRIALS = 2;

  static List<TrainingSpec> trainings() {
    var trainings = new ArrayList<TrainingSpec>();
    for (var activation : Activation.values()) {
      trainings.add(Fixtures.training(every(activation), Loss.CROSS_ENTROPY, 1));
    }
    for (var loss : Loss.values()) {
      trainings.add(Fixtures.training(every(Activation.TANH), loss, 1));
    }
    return trainings;
  }

  private static NetworkSpec every(Activation activation) {
    return Fixtures.dense(4, activation, LABEL, KIND, WIDTH, SIZES, TRAITS);
  }

  @Tag("thorough")
  @ParameterizedTest
  @MethodSource("trainings")
  void headsAndActivations(TrainingSpec training) {
    agree(training, Fixtures.images(7, 3, 42), false);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void convolutions(boolean batches) {
    var network = Fixtures.convolutional(Activation.TANH, LABEL);
    agree(Fixtures.training(network, Loss.L2, 1), Fixtures.images(4, 3, 5, 6), batches);
  }

  private static void agree(TrainingSpec training, Examples examples, boolean batches) {
    var written = gradients(training, examples, batches, false);
    var derived = gradients(training, examples, batches, true);
    assertThat(written).hasSameSizeAs(derived).isNotEmpty();
    for (int i = 0; i < written.size(); i++) {
      var expected = Fixtures.doubles(derived.get(i));
      double largest = Arrays.stream(expected).map(Math::abs).max().getAsDouble();
      assertThat(largest).isPositive();
      assertThat(Fixtures.doubles(written.get(i)))
          .as("gradient %s", i)
          .containsExactly(expected, within(1e-5 * largest));
    }
  }

  /** One for each array of parameters. */
  private static List<float[]> gradients(
      TrainingSpec training, Examples examples, boolean batches, boolean deriving) {
    int count = examples.count();
    var spec = training.network();
    var network = Network.of(spec, examples.shape(), count, !batches);
    var intake = network.intake();
    var inputs = new LinkedHashMap<String, Array>();
    for (var array : network.arrays()) {
      inputs.put(array.name(), Array.random(inputs.size(), TRIALS, array.rows(), array.columns()));
    }
    inputs.put(
        "columns",
        batches
            ? Array.random(50, TRIALS, examples.width(), count)
            : new Array(
                intake.matrix().of(examples.features(), count),
                1,
                intake.rows(),
                intake.columns() * count));
    for (var head : spec.heads()) {
      var rows = Head.of(head, training.loss()).targets(examples.columns(head.targets()));
      inputs.put(
          head.name() + "/targets", new Array(transposed(rows, count), 1, head.outputs(), count));
      inputs.put(head.name() + "/scale", new Array(new float[] {0.3f, 0.7f}, TRIALS, 1, 1));
    }
    var names = List.copyOf(inputs.keySet());
    return Compiled.run(
        List.copyOf(inputs.values()),
        (plain, in) -> {
          var fields = new LinkedHashMap<String, Output<?>>();
          names.forEach(name -> fields.put(name, in.get(fields.size())));
          var xla = deriving ? plain.deriving() : plain;
          return gradients(xla, training, network, fields, batches);
        });
  }

  private static List<Output<?>> gradients(
      Xla xla,
      TrainingSpec training,
      Network network,
      Map<String, Output<?>> fields,
      boolean batches) {
    var pass = new StackedPass(xla, Mode.TRAIN, Formulas.of(training), fields);
    var columns = fields.get("columns");
    var logits = batches ? network.ofBatches(pass, columns) : network.ofAll(pass, columns);
    var seeds = new LinkedHashMap<Output<?>, Output<?>>();
    for (int i = 0; i < logits.size(); i++) {
      var head = training.network().heads().get(i);
      seeds.put(
          logits.get(i),
          Head.of(head, training.loss())
              .derivative(
                  pass,
                  logits.get(i),
                  fields.get(head.name() + "/targets"),
                  fields.get(head.name() + "/scale")));
    }
    var wanted = network.arrays().stream().<Output<?>>map(a -> fields.get(a.name())).toList();
    var found = Gradients.of(xla, seeds, wanted);
    var gradients = new ArrayList<Output<?>>();
    for (var array : wanted) {
      var gradient = found.get(array);
      gradients.add(gradient.shape().equals(array.shape()) ? gradient : xla.total(gradient, 2));
    }
    return gradients;
  }

  /** [count, width] → [width, count]. */
  private static float[] transposed(float[] rows, int count) {
    int width = rows.length / count;
    var columns = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      columns[i % width * count + i / width] = rows[i];
    }
    return columns;
  }
}
