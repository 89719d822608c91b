package org.descent.experiment.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.descent.contracts.Ids;
import org.descent.contracts.event.ExperimentSubmitted;
import org.descent.contracts.spec.DataSpec;
import org.descent.contracts.spec.SplitSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What would be shown as a comparison though nothing differs. */
class DistinctionTest {
  private static final String HEAD =
      "apiVersion: descent/v1\nkind: Experiment\nname: e\nseeds: 2\n";
  private static final String XOR =
      "data: xor\nnetwork: {layers: [{dense: {units: 2}}], heads: [binary]}\n";

  private static List<String> problems(String yaml) {
    var thrown = catchThrowableOfType(InvalidExperiment.class, () -> ExperimentReader.yaml(yaml));
    assertThat(thrown).as("accepted: %s", yaml).isNotNull();
    return thrown.problems().stream().map(p -> p.path() + ": " + p.message()).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          optimiser.sgd.learningRate: [0.3, 0.30000000000000004] | 0.3 and 0.30000000000000004 train the same network: they are one number in float32
          initialisation.weights: [{normal: {sigma: 0.1}}, {normal: {sigma: 0.100000000001}}] | {normal: {sigma: 0.1}} and {normal: {sigma: 0.100000000001}} train the same network: they are one number in float32
          optimiser: [{sgd: {learningRate: 1}}, {momentum: {learningRate: 1, momentum: 0}}] | {sgd: {learningRate: 1}} and {momentum: {learningRate: 1, momentum: 0}} train the same network: without momentum it is sgd
          optimiser: [{momentum: {learningRate: 1}}, {momentum: {learningRate: 1, momentum: 0.9}}] | {momentum: {learningRate: 1}} and {momentum: {learningRate: 1, momentum: 0.9}} train the same network: they mean the same
          update.clipping: [{norm: 1}, {norm: 1.00000000001}] | {norm: 1} and {norm: 1.00000000001} train the same network: they are one number in float32
          update.average: [0.9, 0.90000000000001] | 0.9 and 0.90000000000001 train the same network: they are one number in float32
          update.decay: [none, {rate: 0}] | none and {rate: 0} train the same network: they decay alike
          update.decay: [{rate: 1}, {rate: 1, decoupled: true}] | {rate: 1} and {decoupled: true, rate: 1} train the same network: they decay alike
          update.schedule: [none, {warmUp: 1}] | none and {warmUp: 1} train the same network: their factors are the same
          update.schedule: [none, {course: {step: {every: 9999}}}] | none and {course: {step: {every: 9999}}} train the same network: their factors are the same
          update.schedule: [{warmUp: 9}, {warmUp: 9, unit: epochs}] | {warmUp: 9} and {unit: epochs, warmUp: 9} train the same network: their factors are the same
          update.schedule: [{warmUp: 9}, {warmUp: 9, course: {polynomial: {over: 5, end: 1}}}] | {warmUp: 9} and {course: {polynomial: {end: 1, over: 5}}, warmUp: 9} train the same network: their factors are the same
          network.layers: [[{dense: {units: 2}}], [{dense: {units: 2}}, {dropout: {rate: 0}}]] | [{dense: {units: 2}}] and [{dense: {units: 2}}, {dropout: {rate: 0}}] train the same network: the layer changes nothing
          network.layers: [[], [{activation: none}]] | [] and [{activation: none}] train the same network: the layer changes nothing
          initialisation.biases: [zeros, {constant: 0}] | zeros and {constant: 0} train the same network: both start at 0
          network.layers[0].dense: [{units: 2}, {units: 2, initialisation: {}}] | {units: 2} and {initialisation: {}, units: 2} train the same network: they mean the same
          network.layers[0].dense: [{units: 2}, {units: 2, initialisation: {biases: {constant: 0.1}}}] | {units: 2} and {initialisation: {biases: {constant: 0.1}}, units: 2} train the same network: the layer starts so anyway
          network.layers[0].dense.initialisation: [{weights: zeros}, {weights: {constant: 0}}] | {weights: zeros} and {weights: {constant: 0}} train the same network: both start at 0
          network.layers: [[{dense: {units: 2, bias: false}}], [{dense: {units: 2, bias: false, initialisation: {biases: zeros}}}]] | [{dense: {bias: false, units: 2}}] and [{dense: {bias: false, initialisation: {biases: zeros}, unit… train the same network: the layer starts so anyway
          network.layers: [[{residual: {layers: [{dense: {units: 2}}]}}], [{residual: {layers: [{dense: {units: 2, initialisation: {biases: {constant: 0.1}}}}]}}]] | [{residual: {layers: [{dense: {units: 2}}]}}] and [{residual: {layers: [{dense: {initialisation: {biases: {con… train the same network: the layer starts so anyway
          initialisation.weights: [he-normal, {he-normal: {gain: 1}}] | he-normal and {he-normal: {gain: 1}} train the same network: they mean the same
          network.heads[0]: [binary, {binary: {smoothing: 0}}] | binary and {binary: {smoothing: 0}} train the same network: they mean the same
          network.heads[0]: [{binary: {smoothing: 0.1}}, {multi-label: {targets: [label], smoothing: 0.1}}] | {binary: {smoothing: 0.1}} and {multi-label: {smoothing: 0.1, targets: [label]}} train the same network: a label by itself is binary
          network.heads[0]: [{regression: {target: label, tolerance: 0.1}}, {regression: {targets: [label], tolerance: 0.1}}] | {regression: {target: label, tolerance: 0.1}} and {regression: {targets: [label], tolerance: 0.1}} train the same network: they mean the same
          batch: [full, 4]                            | full and 4 train the same network: either is all of the training data
          batch: [{size: 4, measure: data}, {size: 4, measure: batch}] | {measure: data, size: 4} and {measure: batch, size: 4} train the same network: either is all of the training data
          batch: [2, {size: 2}]                       | 2 and {size: 2} train the same network: they mean the same
          network.layers[0]: [{dense: {units: 2}}, {dense: {units: 2, activation: relu}}] | {dense: {units: 2}} and {dense: {activation: relu, units: 2}} train the same network: they mean the same
          network.layers: [[flatten, {dense: {units: 2}}], [{dense: {units: 2}}]] | [flatten, {dense: {units: 2}}] and [{dense: {units: 2}}] train the same network: nothing is left to flatten
          network.heads[0]: [binary, {binary: {name: x}}] | binary and {binary: {name: x}} train the same network: a head is called what one likes
          target: [{accuracy: 0.8}, {accuracy: 1}]    | {accuracy: 0.8} and {accuracy: 1} train the same network: one is reached when the other is
          target: [{accuracy: 1}, {accuracy: 1, head: label}] | {accuracy: 1} and {accuracy: 1, head: label} train the same network: one is reached when the other is
          target: [{loss: 0.1}, [{loss: 0.1}, {loss: 0.2}]] | {loss: 0.1} and [{loss: 0.1}, {loss: 0.2}] train the same network: one is reached when the other is
          snapshots: [none, [1]]                      | none and [1] train the same network: snapshots, surfaces and instruments do not change training
          """)
  void valuesThatTrainTheSame(String axis, String told) {
    var path = axis.replaceFirst(": .*", "");
    var vary = "vary: {'" + path + "'" + axis.substring(path.length()) + "}\n";

    assertThat(problems(HEAD + XOR + vary)).containsExactly("vary." + path + ": " + told);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "optimiser.sgd.learningRate: [0.3, 0.3000001]",
        "batch: [full, 2]",
        "loss: [l2, cross-entropy, l1, huber, hinge, l2-logits]",
        "network.heads[0]: [binary, {binary: {smoothing: 0.1}}]",
        "initialisation.weights: [he-normal, {he-normal: {gain: 2}}, lecun-normal, orthogonal, identity]",
        "batch: [{size: 2, measure: data}, {size: 2, measure: batch}]",
        "target: [{accuracy: 0.7}, {accuracy: 0.8}]", // 3 and 4 of 4
        "target: [none, {loss: 0}]",
        "budget: [10, 20]",
        "update.schedule: [none, {warmUp: 2}, {course: {step: {every: 9998}}}]",
        "update.decay: [none, {rate: 0.1}, {rate: 0.1, biases: false}]",
        "update.clipping: [{norm: 1}, {value: 1}, none]",
        "update.average: [none, 0.9, 0.99]",
        "network.heads[0]: [binary, {binary: {tolerance: 0.1}}, {binary: {weight: 2}}]",
        "network.layers: [[], [{dense: {units: 2}}]]",
        "network.layers[0].dense.initialisation: [none, {weights: orthogonal}, {biases: zeros}]",
        "network.layers: [[{dense: {units: 2}}], [{dense: {units: 2, bias: false}}]]",
        "network.layers: [[{dropout: {rate: 0}}, {dropout: {rate: 0.1}}], [{dropout: {rate: 0.1}}]]",
        "network.layers: [[layer-norm], [{layer-norm: {epsilon: 1}}], [batch-norm], []]",
        "optimiser: [{momentum: {learningRate: 1}}, {momentum: {learningRate: 1, momentum: 0.5}}]"
      })
  void valuesThatDifferMayBeCompared(String axis) {
    var path = axis.replaceFirst(": .*", "");
    var vary = "vary: {'" + path + "'" + axis.substring(path.length()) + "}\n";

    assertThatCode(() -> ExperimentReader.yaml(HEAD + XOR + vary)).doesNotThrowAnyException();
  }

  @Test
  void schedulesThatTheOptimiserDoesNotRead() {
    assertThat(problems(HEAD + XOR + "vary: {update.momentum: [{warmUp: 5}, {warmUp: 6}]}\n"))
        .containsExactly(
            "vary.update.momentum: {warmUp: 5} and {warmUp: 6} train the same network: the"
                + " optimiser does not ask for it");
    var rprop = "optimiser: {rprop: {learningRate: 0.1}}\n";
    assertThat(problems(HEAD + XOR + rprop + "vary: {update.schedule: [{warmUp: 5}]}\n"))
        .containsExactly(
            "vary.update.schedule: {warmUp: 5} changes nothing: the optimiser reads its learning"
                + " rate at the start only");
  }

  @Test
  void defaultActivationThatNoLayerTakes() {
    var named = XOR.replace("units: 2", "units: 2, activation: tanh");

    assertThat(problems(HEAD + named + "vary: {network.activation: [sigmoid, relu]}\n"))
        .containsExactly(
            "vary.network.activation: sigmoid and relu train the same network: no layer takes its"
                + " activation from it");
    assertThat(problems(HEAD + named + "vary: {network.activation: [sigmoid, relu, none]}\n"))
        .containsExactly(
            "vary.network.activation: sigmoid, relu and none train the same network: no layer takes"
                + " its activation from it");
    assertThat(problems(HEAD + named + "vary: {network.activation: [sigmoid]}\n"))
        .containsExactly(
            "vary.network.activation: sigmoid changes nothing: no layer takes its activation from"
                + " it");
  }

  @Test
  void lossThatNoHeadReads() {
    var regression =
        "data: {detection: {}}\n"
            + "network: {layers: [flatten], heads: [{regression: {tolerance: 1}}]}\n";

    assertThat(problems(HEAD + regression + "vary: {loss: [l2, cross-entropy], budget: [1, 2]}\n"))
        .containsExactly(
            "vary.loss: l2 and cross-entropy train the same network: only regression heads, whose"
                + " loss is l2 either way");
    assertThatCode(
            () -> ExperimentReader.yaml(HEAD + regression + "vary: {loss: [l2, l1, huber]}\n"))
        .doesNotThrowAnyException();
    assertThat(problems(HEAD + regression + "vary: {loss: [l2]}\n"))
        .containsExactly(
            "vary.loss: l2 changes nothing: there are only regression heads, whose loss is l2"
                + " anyway");
  }

  @Test
  void smoothingThatTheLossDoesNotRead() {
    var heads = "vary: {'network.heads[0]': [binary, {binary: {smoothing: 0.1}}]}\n";

    assertThat(problems(HEAD + XOR + "loss: hinge\n" + heads))
        .containsExactly(
            "vary.network.heads[0]: binary and {binary: {smoothing: 0.1}} train the same network:"
                + " only cross-entropy smooths labels");
  }

  @Test
  void surfaceThatVaries() {
    var neuron = "data: {point: {x: 1, y: 1}}\nnetwork: {heads: [binary]}\n";

    assertThat(problems(HEAD + neuron + "vary: {surface: [{}, {bias: {from: 0}}]}\n"))
        .containsExactly(
            "vary.surface: {} and {bias: {from: 0}} train the same network: snapshots, surfaces and"
                + " instruments do not change training");
  }

  @Test
  void cellsThatCoincideAreNamed() {
    var grid =
        "vary: {network.layers: [[], [{dense: {units: 2}}]], network.activation: [tanh, relu]}\n";

    assertThat(problems(HEAD + XOR + grid))
        .containsExactly(
            "vary.network.activation: tanh and relu train the same network: no layer takes its"
                + " activation from it (variants tanh, none and relu, none; values of one axis can be"
                + " listed so that all differ)");
  }

  @Test
  void cellsThatCoincideAcrossAxesAreNamed() {
    // tanh by default and relu by name, and the other way round
    var grid =
        "vary: {'network.layers[0].dense': [{units: 2}, {units: 2, activation: relu}],"
            + " network.activation: [relu, tanh]}\n";

    assertThat(problems(HEAD + XOR + grid)).isNotEmpty();
  }

  @Test
  void seedsThatNothingReads() {
    var constant = "initialisation: {weights: {constant: 1}, biases: zeros}\n";

    assertThat(problems(HEAD + XOR + constant + "batch: 4\n"))
        .containsExactly(
            "seeds: 2 of them train the same network, expected 1: parameters start as constants and"
                + " batches are full");
    assertThatCode(
            () -> ExperimentReader.yaml((HEAD + XOR + constant).replace("seeds: 2", "seeds: 1")))
        .doesNotThrowAnyException();
    assertThatCode(() -> ExperimentReader.yaml(HEAD + XOR + constant + "batch: 2\n"))
        .doesNotThrowAnyException();
    var drops = XOR.replace("{dense: {units: 2}}", "{dense: {units: 2}}, {dropout: {rate: 0.5}}");
    assertThatCode(() -> ExperimentReader.yaml(HEAD + drops + constant)).doesNotThrowAnyException();
    var drawn = XOR.replace("units: 2", "units: 2, initialisation: {weights: he-normal}");
    assertThatCode(() -> ExperimentReader.yaml(HEAD + drawn + constant)).doesNotThrowAnyException();
    assertThatCode(
            () ->
                ExperimentReader.yaml(
                    HEAD
                        + XOR
                        + "vary: {initialisation.weights: [{constant: 1}, glorot-uniform]}\n"))
        .doesNotThrowAnyException();
  }

  /** What an earlier version has accepted stands in logs, and is read. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "vary: {snapshots: [none, [1]]}",
        "vary: {optimiser.sgd.learningRate: [0.3, 0.30000000000000004]}",
        "optimiser: {sgd: {learningRate: 1e39}}",
        "optimiser: {sgd: {learningRate: 1e-46}}",
        "target: {loss: -1}",
        "split: {seed: 3}",
        "initialisation: {weights: {constant: 1}}",
        "snapshots: [20000]"
      })
  void whatHasBeenAcceptedIsNotAskedAgain(String line) {
    var read = new Problems();
    var document = ((Tree.Mapping) YamlText.parse(HEAD + XOR + line, "", read)).plain();

    assertThat(problems(HEAD + XOR + line)).isNotEmpty();
    var id = Ids.experiment("e", Canonical.text(document));
    var accepted =
        ExperimentReader.submitted(
            new ExperimentSubmitted(id, "e", document, new DataSpec.Xor(), SplitSpec.NONE));
    assertThat(accepted.document()).isEqualTo(document);
    assertThat(accepted.variants()).isNotEmpty();
  }
}
