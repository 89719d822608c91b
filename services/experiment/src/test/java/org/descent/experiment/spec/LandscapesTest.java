package org.descent.experiment.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.descent.contracts.spec.LandscapeSpec;
import org.descent.contracts.spec.Split;
import org.descent.contracts.spec.TrainingSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an experiment says of landscapes. */
class LandscapesTest {
  private static final String HEAD =
      """
      apiVersion: descent/v1
      kind: Experiment
      name: e
      data: {line: {images: 64}}
      network: {layers: [flatten, {dense: {units: 2}}], heads: [binary]}
      """;

  private static TrainingSpec read(String landscapes) {
    var text = HEAD + "snapshots: [5, 7]\nlandscapes: " + landscapes + "\n";
    return ExperimentReader.yaml(text).variants().get(0).training();
  }

  @Test
  void eachSaysWhereItLies() {
    var train = List.of(Split.TRAIN);
    assertThat(read("[random, {trajectory: {points: 31}}, interpolation]").landscapes())
        .containsExactly(
            new LandscapeSpec.Random(2, 25, 1, train),
            new LandscapeSpec.Trajectory(2, 31, train),
            new LandscapeSpec.Interpolation(51, train));
    assertThat(read("[{eigenvectors: {axes: 1, reach: 0.5, tolerance: 0.01}}]").landscapes())
        .containsExactly(new LandscapeSpec.Eigenvectors(1, 25, 0.5, 0.01, train));
    assertThat(read("none").landscapes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [sphere]                            | sphere is unknown
          [random, random]                    | landscapes: random is there twice, expected each once
          [{random: {axes: 3}}]               | axes: 3, expected 1 or 2
          [{random: {points: 2}}]             | points: 2, expected 3 to 201
          [{random: {points: 202}}]           | points: 202, expected 3 to 201
          [{random: {reach: 0}}]              | reach: 0, expected above 0 and at most 1000
          [{random: {on: []}}]                | on: nothing, expected some of train, validation, test
          [{random: {on: [train, train]}}]    | on: [train, train], expected each split once
          [{random: {on: [test]}}]            | landscapes: random: there are no examples for test, expected it on train
          [{eigenvectors: {tolerance: 1}}]    | tolerance: 1, expected 0.000001 to 0.1
          """)
  void whatTheyCannotMeanIsRefused(String landscapes, String message) {
    var refused = catchThrowableOfType(InvalidExperiment.class, () -> read(landscapes));
    assertThat(refused).hasMessageContaining(message);
  }

  @Test
  void aWayHasSnapshots() {
    var refused =
        catchThrowableOfType(
            InvalidExperiment.class,
            () -> ExperimentReader.yaml(HEAD + "landscapes: [trajectory]\n"));
    assertThat(refused)
        .hasMessageContaining("trajectory goes by snapshots, of which there are none");
    ExperimentReader.yaml(HEAD + "landscapes: [random]\n");
  }

  @Test
  void theLossThatIsTrainedWithBatchNormBendsOtherwise() {
    var head = HEAD.replace("{dense: {units: 2}}", "{dense: {units: 2}}, batch-norm");
    ExperimentReader.yaml(head + "landscapes: [random]\n");
    var refused =
        catchThrowableOfType(
            InvalidExperiment.class,
            () -> ExperimentReader.yaml(head + "landscapes: [eigenvectors]\n"));
    assertThat(refused)
        .hasMessageContaining("landscapes: eigenvectors differentiates the loss of the network");
  }

  @Test
  void aSearchHasThoseOfAWinnerThatItConfirms() {
    var search =
        "search: {space: {optimiser.sgd.learningRate: {log-uniform: [0.01, 1]}}, objective:"
            + " {minimise: loss}}\n";
    var refused =
        catchThrowableOfType(
            InvalidExperiment.class,
            () -> ExperimentReader.yaml(HEAD + search + "seeds: 3\nlandscapes: [random]\n"));
    assertThat(refused)
        .hasMessageContaining("landscapes: are of a search's winner from fresh seeds, and there");
    var confirming = HEAD + search + "seeds: {at-most: 3, fresh: 2}\nlandscapes: [random]\n";
    var found = ExperimentReader.yaml(confirming).search().orElseThrow();
    var step = found.first().get(0);
    assertThat(found.seeds()).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(found.seeds().stream().filter(seed -> found.confirms(step, seed)))
        .containsExactly(4L);
  }

  @Test
  void theySayNothingOfTraining() {
    var refused =
        catchThrowableOfType(
            InvalidExperiment.class,
            () -> ExperimentReader.yaml(HEAD + "vary: {landscapes: [none, [random]]}\n"));
    assertThat(refused).hasMessageContaining("landscapes");
  }
}
