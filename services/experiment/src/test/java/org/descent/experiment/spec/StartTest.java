package org.descent.experiment.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.descent.contracts.event.SearchStep;
import org.descent.experiment.Experiment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Searches that try first what they are told. */
class StartTest {
  private static final String RATE = "optimiser.sgd.learningRate";
  private static final String SEARCH =
      """
      apiVersion: descent/v1
      kind: Experiment
      name: rates
      data: {xor: {}}
      network:
        layers: [{dense: {units: 2, activation: tanh}}]
        heads: [{binary: {}}]
      optimiser: {sgd: {learningRate: 0.5}}
      search:
        space: {optimiser.sgd.learningRate: {log-uniform: [0.001, 1]}, loss: {choice: [l2, hinge]}}
        objective: {minimise: loss}
        variants: 12
        FIRST
      """;

  private static Experiment read(String first) {
    return ExperimentReader.yaml(SEARCH.replace("FIRST", first));
  }

  private static List<Map<String, String>> proposed(Experiment experiment) {
    return experiment.search().orElseThrow().first().stream().map(SearchStep::point).toList();
  }

  private static Map<String, String> point(String rate, String loss) {
    return Map.of(RATE, rate, "loss", loss);
  }

  @Test
  void pointsThatAreSaidComeFirstAndThenTheStrategys() {
    var plain = proposed(read(""));
    var told =
        proposed(
            read(
                "first: [{optimiser.sgd.learningRate: 0.25, loss: hinge},"
                    + " {optimiser.sgd.learningRate: 0.125, loss: l2}]"));

    assertThat(told.subList(0, 2)).containsExactly(point("0.25", "hinge"), point("0.125", "l2"));
    // the strategy's own are those of its turns
    assertThat(told.subList(2, told.size())).isEqualTo(plain.subList(2, plain.size()));
  }

  @Test
  void aSearchStartsFromTheBestOfAnotherAndFromSomeOfTheOthers() {
    var ranked = new ArrayList<Map<String, String>>();
    for (int i = 1; i <= 40; i++) {
      ranked.add(Map.of(RATE, i % 2 == 0 ? "2" : String.valueOf(i / 64.0), "loss", "l2", "x", "1"));
    }
    var started = ExperimentReader.starting(read(""), new Start("other-1", ranked));

    // of the twenty that lie in the space the best three, and three at equal steps to the worst
    assertThat(proposed(started).subList(0, 6))
        .extracting(p -> 64 * Double.parseDouble(p.get(RATE)))
        .containsExactly(1.0, 3.0, 5.0, 15.0, 27.0, 39.0);
    assertThat(ExperimentReader.document(started.document())).isEqualTo(started);
  }

  @Test
  void whatDoesNotFitIsSaid() {
    var elsewhere = new Start("other-1", List.of(Map.of("loss", "l2"), point("7", "l2")));
    assertThatThrownBy(() -> ExperimentReader.starting(read(""), elsewhere))
        .hasMessageContaining("none of the 2 points that other-1 has tried lies in the space");
    var first = "first: [{optimiser.sgd.learningRate: 0.25, loss: l2}]";
    assertThatThrownBy(() -> ExperimentReader.starting(read(first), elsewhere))
        .hasMessageContaining("rates says itself what it tries first");
    var grid = SEARCH.substring(0, SEARCH.indexOf("search:"));
    assertThatThrownBy(() -> ExperimentReader.starting(ExperimentReader.yaml(grid), elsewhere))
        .hasMessageContaining("rates searches nothing, expected a search");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "first: 3|3",
        "first: [3]|expected a map of paths to values",
        "first: [{loss: l2}]|optimiser.sgd.learningRate is missing",
        "first: [{optimiser.sgd.learningRate: 2, loss: l2}]|2",
        "first: [{optimiser.sgd.learningRate: 0.1, loss: l3}]|l3, expected one of l2, hinge",
        "first: [{optimiser.sgd.learningRate: 0.1, loss: l2, batch: 3}]|batch: is not searched"
      })
  void wrongPointsAreOneClearLine(String first, String message) {
    assertThatThrownBy(() -> read(first))
        .isInstanceOf(InvalidExperiment.class)
        .satisfies(
            e ->
                assertThat(((InvalidExperiment) e).problems())
                    .singleElement()
                    .satisfies(p -> assertThat(p.toString()).contains(message)));
  }
}
