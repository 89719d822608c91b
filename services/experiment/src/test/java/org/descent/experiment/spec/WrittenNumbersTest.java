package org.descent.experiment.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.descent.contracts.spec.ClippingSpec;
import org.descent.contracts.spec.DataSpec;
import org.descent.contracts.spec.Initialiser;
import org.descent.contracts.spec.LayerSpec;
import org.descent.contracts.spec.OptimiserSpec;
import org.descent.contracts.spec.ScheduleSpec;
import org.descent.contracts.spec.TrainingSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every number that an experiment may have, wherever it is written. */
class WrittenNumbersTest {
  static final String HEAD = "apiVersion: descent/v1\nkind: Experiment\nname: e\n";

  /** Between them they have every number there is. */
  static final List<String> EXPERIMENTS =
      List.of(
          """
          data: {point: {x: 1, y: 0.5}}
          split: {validation: 0.1, test: 0.1, seed: 1}
          network: {heads: [{binary: {weight: 2, tolerance: 0.01}}]}
          initialisation: {weights: {uniform: {low: -2, high: 2}}, biases: {constant: 0.1}}
          optimiser: {sgd: {learningRate: 0.1}}
          surface: {weight: {from: -2, to: 2, step: 0.1}, bias: {from: -2, to: 2, step: 0.1}}
          budget: 100
          target: {loss: 0.9}
          snapshots: {every: 5}
          seeds: 3
          """,
          """
          data: {random: {images: 64, side: 4, positives: 11, seed: 2}}
          network: {layers: [flatten, {dense: {units: 4}}], heads: [{multi-class: {classes: 2, weight: 1}}]}
          initialisation: {weights: {normal: {sigma: 0.1}}, biases: {truncated-normal: {sigma: 0.1}}}
          optimiser: {momentum: {learningRate: 0.1, momentum: 0.9}}
          batch: {size: 16}
          target: {accuracy: 0.9}
          snapshots: {logarithmic: 5}
          seeds: [1, 2]
          """,
          """
          data: {detection: {images: 64, seed: 2}}
          network:
            layers: [{conv2d: {filters: 2, kernel: 3}}, {conv2d: {filters: 2, kernel: [3, 2]}}, flatten]
            heads: [{regression: {weight: 0.01, tolerance: 0.5}}]
          optimiser: {adam: {learningRate: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8}}
          batch: 16
          snapshots: [1, 10]
          reported: [{iterations: 20}]
          vary: {budget: [100, 200]}
          """
              .replace("reported: [{iterations: 20}]\n", ""),
          """
          data: xor
          network: {layers: [{dense: {units: 2}}], heads: [binary]}
          batch: 2
          budget: 100
          vary:
            optimiser:
              - {nesterov: {learningRate: 0.1, momentum: 0.9}}
              - {rmsprop: {learningRate: 0.1, decay: 0.9, epsilon: 1e-8}}
              - {adagrad: {learningRate: 0.1, epsilon: 1e-8}}
              - {adamax: {learningRate: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8}}
              - {adamw: {learningRate: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.1}}
              - {nadamw: {learningRate: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.1}}
              - {lion: {learningRate: 0.1, beta1: 0.9, beta2: 0.999, weightDecay: 0.1}}
              - {rprop: {learningRate: 0.1, shrink: 0.5, grow: 1.2, smallest: 1e-6, largest: 50}}
              - muon:
                  learningRate: 0.1
                  momentum: 0.9
                  weightDecay: 0.1
                  others: {learningRate: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.1}
          """,
          """
          data: xor
          network: {heads: [binary]}
          budget: 100
          snapshots: [10]
          instruments:
            - {sharpness: {largest: 2, tolerance: 0.001, at: {every: 10}}}
            - {hessian-trace: {samples: 10, at: {every: 10}}}
            - {gradient-norm: {layers: true, at: snapshots}}
            - weight-norm
            - noise-scale
            - gradient-cosine
            - {update-norm: {layers: true}}
            - {weight-quantiles: {layers: true}}
            - gradient-quantiles
            - {hessian-spectrum: {vectors: 5, steps: 30, at: {every: 10}}}
          landscapes:
            - {random: {axes: 1, points: 5, reach: 0.5}}
            - {eigenvectors: {axes: 2, points: 5, reach: 0.5, tolerance: 0.001}}
            - {trajectory: {axes: 2, points: 5, on: [train]}}
            - {interpolation: {points: 5}}
          """,
          """
          data: xor
          network: {heads: [binary]}
          optimiser: {momentum: {learningRate: 0.1}}
          budget: 100
          update: {momentum: {warmUp: 3}, decay: {rate: 0.1}}
          vary:
            update.clipping: [none, {value: 1}, {norm: 1}]
            update.schedule:
              - none
              - {warmUp: 5, course: {step: {every: 5, factor: 0.5}}}
              - {course: {piecewise: {from: [2, 5], factors: [0.5, 0.25]}}}
              - {course: {exponential: {every: 5, factor: 0.5}}}
              - {course: {polynomial: {over: 50, power: 2, end: 0.1}}}
              - {course: {cosine: {over: 50, end: 0.1}}}
              - {course: {cosine-restarts: {period: 50, stretch: 2, end: 0.1}}}
              - {course: {inverse-square-root: {from: 5}}}
              - {course: {one-cycle: {over: 50, rise: 0.5, start: 0.1, end: 0.1}}}
          """,
          """
          data: {random: {images: 64, side: 6, positives: 11, seed: 2}}
          network:
            layers:
              - {random-flip: horizontal}
              - {random-shift: 2}
              - {gaussian-noise: 0.1}
              - {conv2d: {filters: 4, kernel: 2, stride: 1, padding: 1, dilation: 1, groups: 1}}
              - {residual: {layers: [{conv2d: {filters: 4, kernel: 1}}, {dropout: {rate: 0.5}}]}}
              - {batch-norm: {momentum: 0.1, epsilon: 1e-5}}
              - {max-pool: {window: 2, stride: 1}}
              - {average-pool: {window: [2, 1], stride: [1, 2]}}
              - flatten
              - {conv1d: {filters: 2, kernel: 3, stride: 2, padding: 0, dilation: 1, groups: 1}}
              - {max-pool1d: {window: 2, stride: 1}}
              - {average-pool1d: {window: 2, stride: 1}}
              - {slice: {from: 0, length: 2}}
              - {layer-norm: {epsilon: 1e-5}}
              - {gru: {units: 3}}
              - {embedding: {vocabulary: 3, width: 2}}
              - global-average-pool
              - {activation: tanh}
            heads: [binary]
          """,
          """
          data: {linear: {strengths: [2, 1]}}
          network: {layers: [{dense: {units: 2}}], heads: [{regression: {target: mode1, tolerance: 0.1}}]}
          initialisation: {weights: {identity: {gain: 0.1}}}
          seeds: 1
          """,
          """
          data: {modular-addition: {modulus: 5}}
          network: {layers: [{dense: {units: 2}}], heads: [{multi-class: {classes: 5}}]}
          """,
          """
          data: {parity: {examples: 64, bits: 5, most: 3, seed: 1}}
          network: {layers: [{dense: {units: 2}}], heads: [{binary: {target: parity3}}]}
          """,
          """
          data: {teacher: {examples: 64, inputs: 5, outputs: 2, hidden: [4, 3], seed: 1}}
          network: {layers: [{dense: {units: 2}}], heads: [{regression: {targets: [y1, y2], tolerance: 0.1}}]}
          """,
          """
          data: {encoder: {bits: 3}}
          network:
            layers: [{dense: {units: 2}}]
            heads: [{multi-label: {targets: [bit1, bit2, bit3], weight: 2, tolerance: 0.4, smoothing: 0.1}}]
          """,
          """
          data: {idx: {images: a, labels: b, limit: 5}}
          network: {layers: [flatten], heads: [{multi-class: {classes: 10}}]}
          reported: [{iterations: 20}]
          """);

  private record Leaf(String experiment, TreePath path, Number number) {}

  static Stream<Arguments> numbers() {
    return leaves().map(leaf -> Arguments.of(leaf.path().toString(), leaf));
  }

  private static Stream<Leaf> leaves() {
    return EXPERIMENTS.stream()
        .flatMap(
            text -> {
              var found = new ArrayList<Leaf>();
              collect(tree(text), text, List.of(), found);
              return found.stream();
            });
  }

  private static void collect(Tree tree, String text, List<Object> steps, List<Leaf> into) {
    if (tree instanceof Tree.Mapping mapping) {
      mapping.entries().forEach((key, value) -> collect(value, text, with(steps, key), into));
    } else if (tree instanceof Tree.Sequence list) {
      for (int i = 0; i < list.items().size(); i++) {
        collect(list.items().get(i), text, with(steps, i), into);
      }
    } else if (tree instanceof Tree.Scalar scalar && scalar.value() instanceof Number number) {
      into.add(new Leaf(text, new TreePath(steps), number));
    }
  }

  private static List<Object> with(List<Object> steps, Object step) {
    var longer = new ArrayList<>(steps);
    longer.add(step);
    return longer;
  }

  private static Tree.Mapping tree(String text) {
    return (Tree.Mapping) YamlText.parse(HEAD + text, "", new Problems());
  }

  private static List<Problem> problems(Leaf leaf, Object value) {
    var changed =
        leaf.path().set(tree(leaf.experiment()), new Tree.Scalar(Place.NOWHERE, value), false);
    var thrown =
        catchThrowableOfType(
            InvalidExperiment.class, () -> ExperimentReader.document(changed.plain()));
    assertThat(thrown).as("%s: %s was accepted", leaf.path(), value).isNotNull();
    return thrown.problems();
  }

  @Test
  void asTheyStandTheyAreAccepted() {
    for (var text : EXPERIMENTS) {
      assertThatCode(() -> ExperimentReader.yaml(HEAD + text)).doesNotThrowAnyException();
    }
  }

  @Test
  void noSpecificationIsForgotten() {
    var read = new HashSet<Class<?>>();
    for (var text : EXPERIMENTS) {
      var experiment = ExperimentReader.yaml(HEAD + text);
      records(experiment.data(), read);
      experiment.variants().forEach(v -> records(v.training(), read));
    }

    assertThat(read)
        .containsAll(Arrays.asList(OptimiserSpec.class.getPermittedSubclasses()))
        .containsAll(Arrays.asList(ScheduleSpec.Course.class.getPermittedSubclasses()))
        .containsAll(Arrays.asList(ClippingSpec.class.getPermittedSubclasses()))
        .containsAll(Arrays.asList(LayerSpec.class.getPermittedSubclasses()))
        .contains(Initialiser.Normal.class, Initialiser.TruncatedNormal.class)
        .contains(Initialiser.Uniform.class, Initialiser.Constant.class)
        .contains(DataSpec.Point.class, TrainingSpec.class);
  }

  private static void records(Object value, Set<Class<?>> into) {
    if (value instanceof List<?> list) {
      list.forEach(item -> records(item, into));
    } else if (value instanceof Record record) {
      into.add(record.getClass());
      for (var component : record.getClass().getRecordComponents()) {
        try {
          records(component.getAccessor().invoke(record), into);
        } catch (ReflectiveOperationException e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("numbers")
  void numberBeyondFloat32IsRefused(String path, Leaf leaf) {
    assertThat(problems(leaf, 1e39)).allMatch(p -> p.message().contains("expected "));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("numbers")
  void numberInQuotesIsToldToLoseThem(String path, Leaf leaf) {
    var text = Numbers.text(leaf.number());

    assertThat(problems(leaf, text))
        .hasSize(1)
        .allMatch(p -> p.message().startsWith("the text \"" + text + "\", expected "))
        .allMatch(p -> p.message().contains("; take away the quotes"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("numbers")
  void wordForANumberIsRefused(String path, Leaf leaf) {
    assertThat(problems(leaf, "many")).allMatch(p -> p.message().contains("expected "));
  }
}
