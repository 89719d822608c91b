package org.descent.experiment.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.descent.experiment.Experiment;
import org.descent.experiment.search.stopping.Hyperband;
import org.descent.experiment.search.stopping.SuccessiveHalving;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchReaderTest {
  private static final String BEFORE =
      """
      apiVersion: descent/v1
      kind: Experiment
      name: rates
      data: {mnist1d: {examples: 200}}
      split: {validation: 0.25}
      network:
        layers: [{dense: {units: 16, activation: relu}}, {dense: {units: 8, activation: relu}}]
        heads: [{multi-class: {classes: 10}}]
      optimiser: {sgd: {learningRate: 0.1}}
      batch: 50
      budget: 90
      """;

  private static Experiment read(String rest) {
    return ExperimentReader.yaml(BEFORE + rest);
  }

  private static Experiment searching(String space, String rest) {
    return read("search: {space: {" + space + "}, objective: {minimise: loss}" + rest + "}");
  }

  @Test
  void variantsThatNeedNoResultsAreKnownFromTheStart() {
    var experiment =
        searching("optimiser.sgd.learningRate: {log-uniform: [0.01, 1]}", ", variants: 20, lag: 3");
    assertThat(experiment.variants()).hasSize(4);
    for (var variant : experiment.variants()) {
      assertThat(variant.settings()).containsOnlyKeys("learningRate");
      assertThat(variant.label())
          .isEqualTo("learningRate " + variant.settings().get("learningRate"));
      double rate = Double.parseDouble(variant.settings().get("learningRate"));
      assertThat(rate).isBetween(0.01, 1.0);
      assertThat(variant.training().optimiser().toString()).contains(Float.toString((float) rate));
    }
  }

  @Test
  void theSameDocumentProposesTheSame() {
    var rest = "search: {space: {batch: {int: [5, 50]}}, objective: {maximise: accuracy}}";
    assertThat(read(rest)).isEqualTo(read(rest));
    assertThat(ExperimentReader.document(read(rest).document())).isEqualTo(read(rest));
  }

  @Test
  void whatIsChosenWithinAnOptionExistsWhereThatIsChosen() {
    var experiment =
        searching(
            "optimiser: {choice: [{sgd: {learningRate: {log-uniform: [0.01, 1]}}},"
                + " {adam: {learningRate: {log-uniform: [0.0001, 0.01]}}}]}",
            ", variants: 20, lag: 10, strategy: random");
    var names = new HashSet<String>();
    for (var variant : experiment.variants()) {
      var settings = variant.settings();
      names.add(settings.get("optimiser"));
      assertThat(settings).containsOnlyKeys("optimiser", "sgd.learningRate", "adam.learningRate");
      assertThat(settings.get("sgd.learningRate").isEmpty())
          .isEqualTo(settings.get("optimiser").equals("adam"));
      assertThat(settings.get("adam.learningRate").isEmpty())
          .isEqualTo(settings.get("optimiser").equals("sgd"));
    }
    assertThat(names).containsExactlyInAnyOrder("sgd", "adam");
  }

  @Test
  void aSearchStandsInEachPlaceOfTheGrid() {
    var experiment =
        read(
            """
            vary: {loss: [l2, cross-entropy]}
            search:
              space: {optimiser.sgd.learningRate: {uniform: [0.01, 1]}}
              objective: {minimise: loss}
              lag: 1
            """);
    assertThat(experiment.search().orElseThrow().arms()).hasSize(2);
    assertThat(experiment.variants().stream().map(v -> v.settings().get("loss")))
        .containsExactly("l2", "cross-entropy", "l2", "cross-entropy");
    assertThat(experiment.variants().stream().map(v -> v.ordinal())).containsExactly(0, 1, 2, 3);
  }

  @Test
  void constraintsHold() {
    var experiment =
        read(
            """
            search:
              space:
                network.layers[0].dense.units: {int: [1, 64]}
                network.layers[1].dense.units: {int: [1, 64]}
              constraints: "network.layers[1].dense.units <= network.layers[0].dense.units"
              objective: {minimise: loss}
              strategy: random
              lag: 30
            """);
    assertThat(experiment.variants()).hasSize(31);
    for (var variant : experiment.variants()) {
      int first = Integer.parseInt(variant.settings().get("layers[0].dense.units"));
      int second = Integer.parseInt(variant.settings().get("layers[1].dense.units"));
      assertThat(second).isLessThanOrEqualTo(first);
    }
  }

  @Test
  void whatIsSameAsAnotherHasItsValue() {
    var experiment =
        searching(
            "'network.layers[0].dense.units': {int: [1, 64]},"
                + " 'network.layers[1].dense.units': {same-as: 'network.layers[0].dense.units'}",
            "");
    for (var variant : experiment.variants()) {
      assertThat(variant.settings().get("layers[0].dense.units"))
          .isEqualTo(variant.settings().get("layers[1].dense.units"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "optimiser.sgd.learningRate: {log-uniform: [0, 1]} | from 0, expected a number above 0",
        "optimiser.sgd.learningRate: {uniform: [1, 1]} | expected the lower end first",
        "optimiser.sgd.learningRate: {uniform: 1} | 1, expected [from, to]",
        "optimiser.sgd.learningRate: {quantised: [0, 1]} | expected [from, to, step]",
        "loss: {choice: []} | expected at least one value",
        "loss: {choice: [l2, l2]} | twice",
        "loss: {choices: [l2]} | unknown",
        "batch: {int: [0, 50]} | expected a whole number from 1",
        "batch: {int: [5, 151]} | 151 examples, expected at most the 150 to train on",
        "budget: {int: [5, 50]} | cannot be searched",
        "data.mnist1d.examples: {int: [5, 50]} | cannot be searched",
        "network.layers[7].dense.units: {int: [5, 50]} | 2 items",
        "batch: {same-as: loss} | is not a parameter",
        "optimiser: {choice: [{adam൩: {learningRate: {uniform: [0, 1]}}}]} | is not a path",
      })
  void wrongSpacesAreRefusedInALine(String space, String expected) {
    assertThatThrownBy(() -> searching(quoted(space), ""))
        .isInstanceOf(InvalidExperiment.class)
        .hasMessageContaining(expected.strip());
  }

  /** A path with brackets has to stand in quotes within braces. */
  private static String quoted(String space) {
    return space.replaceFirst("^([^:]+):", "'$1':");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "objective: {minimise: loss, on: test} | there are no examples for test",
        "objective: {minimise: width.loss} | there is no head width, expected label",
        "objective: {minimise: speed} | expected loss, accuracy, or HEAD.loss",
        "objective: {minimise: loss, maximise: accuracy} | one of minimise and maximise",
        "objective: {minimise: loss}, strategy: nsga2 | expected 2 for this strategy",
        "objective: [{minimise: loss}, {maximise: accuracy}] | expected 1 for this strategy",
        "objective: {minimise: loss}, strategy: bayes | bayes is unknown",
        "objective: {minimise: loss}, variants: 0 | 0, expected a whole number from 1",
        "objective: {minimise: loss}, lag: -1 | -1, expected a whole number from 0",
        "objective: {minimise: loss}, stopping: {successive-halving: {rungs: 8}} | holds no more",
        "objective: {minimise: loss}, stopping: {median: {rungs: 91}} | rungs 91, expected 1 to 90",
        "strategy: tpe | objective is missing",
      })
  void wrongWishesAreRefusedInALine(String rest, String expected) {
    assertThatThrownBy(() -> read("search: {space: {batch: {int: [5, 50]}}, " + rest.strip() + "}"))
        .isInstanceOf(InvalidExperiment.class)
        .hasMessageContaining(expected.strip());
  }

  @Test
  void iterationsToATargetNeedOne() {
    assertThatThrownBy(
            () ->
                read(
                    "target: none\n"
                        + "search: {space: {batch: {int: [5, 50]}}, objective: iterations-to-target}"))
        .hasMessageContaining("there is no target");
  }

  @Test
  void whatVariesIsNotSearched() {
    assertThatThrownBy(
            () ->
                read(
                    "vary: {batch: [10, 20]}\n"
                        + "search: {space: {batch: {int: [5, 50]}}, objective: {minimise: loss}}"))
        .hasMessageContaining("overlaps with vary.batch");
  }

  @Test
  void everyWordIsDocumented() throws IOException {
    var readme = Files.readString(Path.of("../../experiments/README.md"));
    var section = readme.substring(readme.indexOf("### search"), readme.indexOf("### reported"));
    for (var words :
        List.of(
            SearchReader.KEYS,
            SearchReader.DOMAINS,
            SearchReader.STRATEGIES,
            StoppingReader.RULES)) {
      assertThat(words).allMatch(word -> section.contains("`" + word));
    }
  }

  @Test
  void rulesThatNameNoRungsHaveThoseOfTheTable() throws IOException {
    var readme = Files.readString(Path.of("../../experiments/README.md"));
    for (var rule : List.of("successive-halving", "hyperband")) {
      var searching = searching("batch: {int: [5, 50]}", ", stopping: " + rule);
      var stopping = searching.search().orElseThrow().arms().get(0).plan().stopping();
      int factor =
          stopping instanceof SuccessiveHalving halving
              ? halving.factor()
              : ((Hyperband) stopping).factor();
      assertThat(readme).contains("`" + rule + ": {rungs: 4, factor: " + factor + "}`");
      assertThat(stopping.lastBudget()).isEqualTo(90);
      assertThat(stopping.firstBudget(0)).isEqualTo((int) (90 / Math.pow(factor, 3)));
    }
  }

  @Test
  void seedsOfASearchAreAtLeastAndAtMost() {
    var search = "\nsearch: {space: {batch: {int: [5, 50]}}, objective: {minimise: loss}}";
    assertThat(read("seeds: {at-least: 2, at-most: 6, fresh: 4}" + search).seeds()).hasSize(10);
    assertThatThrownBy(() -> read("seeds: {at-least: 3, at-most: 2}" + search))
        .hasMessageContaining("at-most 2, expected at-least (3) or more");
  }
}
