package org.descent.learning.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.Activation;
import org.descent.contracts.spec.HeadKind;
import org.descent.contracts.spec.HeadSpec;
import org.descent.contracts.spec.LayerSpec;
import org.descent.contracts.spec.NetworkSpec;
import org.descent.contracts.spec.ParameterLayout;
import org.descent.learning.Fixtures;
import org.descent.learning.InitialWeights;
import org.descent.learning.Predictor;
import org.descent.learning.graph.Tensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Tensor;
import org.tensorflow.types.TString;

/** Models are loaded and asked by plain TensorFlow Java, with no class of this module. */
class SavedModelsTest {
  @TempDir Path directory;

  @Test
  void everyHeadOfALoadedModelPredictsWhatThePredictorDoes() throws IOException {
    var examples = Fixtures.images(5, 1, 6, 7);
    var network =
        Fixtures.convolutional(
            Activation.TANH,
            Fixtures.LABEL,
            Fixtures.KIND,
            Fixtures.WIDTH,
            Fixtures.SIZES,
            Fixtures.TRAITS);
    var weights = weights(network, examples);

    SavedModels.write(directory, network, examples.shape(), weights);

    try (var predictor = Predictor.of(network, examples.shape())) {
      var predicted = predictor.predict(weights, examples);
      var loaded = ask(directory, examples, 5, 6, 7);
      assertThat(loaded).containsOnlyKeys("label", "kind", "width", "sizes", "traits");
      for (var output : predicted) {
        assertThat(loaded.get(output.head().name()))
            .containsExactly(probabilities(output), within(1e-6f));
      }
    }
  }

  @Test
  void oneExampleCanBeAskedForAndSoCanManyOfAnyShape() throws IOException {
    var network =
        new NetworkSpec(
            List.of(new LayerSpec.Flatten(), new LayerSpec.Dense(3, Activation.RELU)),
            List.of(Fixtures.LABEL));
    var two = Fixtures.images(2, 7, 4, 4);
    SavedModels.write(directory, network, two.shape(), weights(network, two));

    var both = ask(directory, two, 2, 4, 4).get("label");
    var first =
        new Examples(
            two.shape(),
            java.util.Arrays.copyOf(two.features(), 16),
            List.of(new Examples.Target("label", new float[1])));

    assertThat(both).hasSize(2);
    assertThat(ask(directory, first, 1, 4, 4).get("label")).containsExactly(both[0]);
  }

  @Test
  void theSignatureSaysWhatGoesInAndWhatComesOut() throws IOException {
    var network = Fixtures.dense(2, Activation.SIGMOID, Fixtures.LABEL, Fixtures.KIND);
    SavedModels.write(directory, network, List.of(2), weights(network, Fixtures.xor()));

    try (var model = SavedModelBundle.load(directory.toString(), "serve")) {
      // an unknown size equals nothing, not even another
      var signature = model.function("serving_default").signature();
      assertThat(signature.getInputs().get("examples").shape).hasToString("[-1, 2]");
      assertThat(signature.getOutputs().get("label").shape).hasToString("[-1, 1]");
      assertThat(signature.getOutputs().get("kind").shape).hasToString("[-1, 3]");
    }
  }

  @Test
  void theModelItselfTellsWhatItsClassesAreCalled() throws IOException {
    var network = Fixtures.dense(2, Activation.SIGMOID, Fixtures.LABEL, Fixtures.KIND);
    var target = Fixtures.KIND.target();
    var names = List.of("Adelie", "Chinstrap", "Pingüino");
    SavedModels.write(
        directory, network, List.of(2), weights(network, Fixtures.xor()), Map.of(target, names));

    try (var model = SavedModelBundle.load(directory.toString(), "serve");
        var told = model.function(SavedModels.CLASSES).call(Map.of())) {
      assertThat(model.functions()).hasSize(2);
      assertThat(model.function(SavedModels.CLASSES).signature().outputNames())
          .containsExactly("kind");
      var kinds = new ArrayList<String>();
      ((TString) told.get("kind").orElseThrow()).scalars().forEach(s -> kinds.add(s.getObject()));
      assertThat(kinds).isEqualTo(names);
    }
  }

  @Test
  void withoutNamesThereIsOneSignature() throws IOException {
    var network = Fixtures.perceptron(Fixtures.LABEL);
    SavedModels.write(directory, network, List.of(2), new float[] {1, 10, 100});

    try (var model = SavedModelBundle.load(directory.toString(), "serve")) {
      assertThat(model.functions()).hasSize(1);
    }
  }

  @Test
  void aHeadMayHaveAnyName() throws IOException {
    var head = new HeadSpec("größe in px", HeadKind.REGRESSION, "label", 1, 1, 0.5);
    var network = Fixtures.perceptron(head);
    SavedModels.write(directory, network, List.of(2), new float[] {1, 10, 100});

    assertThat(ask(directory, Fixtures.xor(), 4, 2).get("größe in px"))
        .containsExactly(100, 110, 101, 111);
  }

  @Test
  void weightsOfAnotherNetworkAreRefused() {
    assertThatThrownBy(
            () ->
                SavedModels.write(
                    directory, Fixtures.perceptron(Fixtures.LABEL), List.of(2), new float[7]))
        .isInstanceOf(InvalidSpec.class)
        .hasMessage("7 weights for a network of 3 parameters");
  }

  private static float[] weights(NetworkSpec network, Examples examples) {
    return InitialWeights.draw(
        ParameterLayout.of(network, examples.shape()), Fixtures.LIVELY, /* seed= */ 3);
  }

  private static Map<String, float[]> ask(Path model, Examples examples, long... shape) {
    var answers = new HashMap<String, float[]>();
    try (var loaded = SavedModelBundle.load(model.toString(), "serve");
        var x = Tensors.of(examples.features(), shape);
        var result =
            loaded.function("serving_default").call(Map.<String, Tensor>of("examples", x))) {
      for (var entry : result) {
        answers.put(entry.getKey(), Tensors.floats(entry.getValue()));
      }
    }
    return answers;
  }

  /** The output functions, in double precision. */
  private static float[] probabilities(Predictor.Output output) {
    var logits = output.logits();
    var values = new float[logits.length];
    int outputs = output.head().outputs();
    for (int i = 0; i < logits.length; i++) {
      double sum = 0;
      for (int j = i / outputs * outputs; j < (i / outputs + 1) * outputs; j++) {
        sum += Math.exp(logits[j]);
      }
      values[i] =
          switch (output.head().kind()) {
            case BINARY, MULTI_LABEL -> (float) (1 / (1 + Math.exp(-logits[i])));
            case MULTI_CLASS -> (float) (Math.exp(logits[i]) / sum);
            case REGRESSION -> logits[i];
          };
    }
    return values;
  }
}
