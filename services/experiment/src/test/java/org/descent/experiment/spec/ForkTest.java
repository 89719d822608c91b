package org.descent.experiment.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.descent.contracts.spec.Loss;
import org.descent.contracts.spec.OptimiserSpec;
import org.descent.experiment.Experiment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Training that changes on its way. */
class ForkTest {
  private static final String XOR =
      """
      apiVersion: descent/v1
      kind: Experiment
      name: xor
      data: {xor: {}}
      network:
        layers: [{dense: {units: 2, activation: tanh}}]
        heads: [{binary: {}}]
      optimiser: {sgd: {learningRate: 0.5}}
      budget: 1000
      """;

  private static Experiment read(String more) {
    return ExperimentReader.yaml(XOR + more);
  }

  @Test
  void trialsGoOnOtherwiseFromWhatTheyHaveComeTo() {
    var experiment =
        read("fork: {at: 300, set: {loss: l2, budget: 2000, optimiser.sgd.learningRate: 0.1}}\n");
    var training = experiment.variants().get(0).training();

    assertThat(training.loss()).isEqualTo(Loss.L2);
    assertThat(training.iterations()).isEqualTo(2000);
    assertThat(training.optimiser()).isEqualTo(new OptimiserSpec.Sgd(0.1));
    assertThat(training.stem())
        .isEqualTo(read("").variants().get(0).training().course().within(300));
    assertThat(experiment.variants()).hasSize(1);
  }

  @Test
  void whatVariesBeforeAndWhatVariesLaterAreAxesOfOneGrid() {
    var experiment =
        read(
            """
            vary: {optimiser.sgd.learningRate: [0.5, 0.25]}
            fork:
              - {at: 300, vary: {optimiser: [{adam: {learningRate: 0.1}}, {sgd: {learningRate: 0.1}}]}}
              - {at: 600, set: {loss: l2}}
            """);

    assertThat(experiment.variants())
        .extracting(v -> String.join(" | ", v.settings().keySet()))
        .containsOnly("learningRate | optimiser from 300")
        .hasSize(4);
    var last = experiment.variants().get(3).training();
    assertThat(last.loss()).isEqualTo(Loss.L2);
    assertThat(last.stem().iterations()).isEqualTo(600);
    assertThat(last.stem().optimiser()).isEqualTo(new OptimiserSpec.Sgd(0.1));
    assertThat(last.stem().stem().iterations()).isEqualTo(300);
    assertThat(last.stem().stem().optimiser()).isEqualTo(new OptimiserSpec.Sgd(0.25));
  }

  /** Those of which nothing changes are what the others are compared with. */
  @Test
  void aForkMayLeaveSomeVariantsAsTheyAre() {
    var experiment = read("vary: {loss: [l2, cross-entropy]}\nfork: {at: 300, set: {loss: l2}}\n");
    assertThat(experiment.variants())
        .extracting(v -> v.training().stem().loss() + " " + v.training().loss())
        .containsExactly("L2 L2", "CROSS_ENTROPY L2");
  }

  @Test
  void theDocumentOfAForkMakesTheSameExperimentAgain() {
    var fork =
        ExperimentReader.forked(
            read("reported: [{iterations: 10}]\n"),
            new Forking(500, Map.of("optimiser.sgd.learningRate", List.of("0.1", "0.01"))));

    assertThat(fork.name()).isEqualTo("xor-from-500");
    assertThat(fork.base()).isEqualTo(read("reported: [{iterations: 10}]\n").id());
    assertThat(fork.variants()).hasSize(2).allMatch(v -> v.reported().isEmpty());
    assertThat(ExperimentReader.document(fork.document()).extending(fork.base())).isEqualTo(fork);
    var again = ExperimentReader.forked(fork, new Forking(700, Map.of("loss", List.of("l2"))));
    assertThat(again.variants()).hasSize(2);
    assertThat(again.variants().get(0).training().stem().stem()).isNotNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "fork: {set: {loss: l2}}|at is missing",
        "fork: {at: 1, set: {loss: l2}}|1, expected",
        "fork: {at: 1000, set: {loss: l2}}|1000, expected an iteration below the budget of 1000",
        "fork: {at: 300}|changes nothing, expected set or vary",
        "fork: {at: 300, set: {loss: cross-entropy}}|nothing is another from iteration 300 on",
        "fork: [{at: 300, set: {loss: l2}}, {at: 500, set: {loss: l2}}]|from iteration 500 on",
        "fork: {at: 300, set: {}}|expected a map of paths to values",
        "fork: {at: 300, set: {'network.layers[0].dense.units': 3}}|cannot change on the way",
        "fork: {at: 300, set: {initialisation: {weights: zeros}}}|cannot change on the way",
        "fork: {at: 300, vary: {'network.layers[0].dense.units': [2, 3]}}|cannot change on the way",
        "fork: {at: 300, set: {seeds: 3}}|cannot change on the way",
        "fork: {at: 300, set: {loss: l3}}|l3",
        "fork: {at: 300, set: {loss: l2}, vary: {loss: [l2, hinge]}}|overlaps with fork.set.loss",
        "fork: {at: 300, vary: {loss: [l2, l2]}}|listed twice",
        "fork: {at: 300, sett: {loss: l2}}|unknown key",
        "fork: [{at: 300, set: {loss: l2}}, {at: 300, set: {loss: hinge}}]|expected later than",
        "fork: []|expected {at, set, vary}",
        "fork: 300|300",
        "fork: {at: 300, set: {optimiser.sgd.rate: 3}}|rate"
      })
  void whatCannotBeForkedIsOneClearLine(String fork, String message) {
    assertThatThrownBy(() -> read(fork + "\n"))
        .isInstanceOf(InvalidExperiment.class)
        .satisfies(
            e ->
                assertThat(((InvalidExperiment) e).problems())
                    .singleElement()
                    .satisfies(p -> assertThat(p.toString()).contains(message)));
  }

  @Test
  void aSearchIsNoBase() {
    var search =
        read(
            "search: {space: {optimiser.sgd.learningRate: {log-uniform: [0.001, 1]}},"
                + " objective: {minimise: loss}, variants: 8}\n");
    assertThatThrownBy(
            () -> ExperimentReader.forked(search, new Forking(5, Map.of("loss", List.of("l2")))))
        .hasMessageContaining("xor is a search, expected one that lists its variants");
    assertThatThrownBy(() -> ExperimentReader.forked(read(""), new Forking(5, Map.of())))
        .hasMessageContaining("nothing is to be another, expected PATH=VALUE");
  }

  @Test
  void aBudgetThatAForkSaysIsNotExtended() {
    var fork = read("fork: {at: 300, set: {budget: 2000, loss: l2}}\n");
    assertThatThrownBy(
            () -> ExperimentReader.extended(fork, new Extension(null, 3000, "", Map.of())))
        .hasMessageContaining("a fork of xor says it");
  }
}
