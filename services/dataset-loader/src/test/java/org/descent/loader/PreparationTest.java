package org.descent.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.errors.TimeoutException;
import org.descent.contracts.event.DatasetRejected;
import org.descent.contracts.event.ExperimentSubmitted;
import org.descent.contracts.event.Location;
import org.descent.experiment.spec.ExperimentReader;
import org.descent.transport.DatasetRows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreparationTest {
  @TempDir private Path folder;

  private static final ExperimentSubmitted SUBMITTED =
      ExperimentReader.yaml(
              """
              apiVersion: descent/v1
              kind: Experiment
              name: xor
              data: xor
              network: {heads: [binary]}
              budget: 10
              seeds: 1
              """)
          .submitted()
          .again(2);

  @Test
  void dataThatMemoryDoesNotHoldAreRejectedInWords() {
    var rejected = rejected(new OutOfMemoryError("Java heap space"));

    assertThat(rejected.reason())
        .startsWith("the dataset-loader cannot hold the data: memory is short: Java heap space");
    assertThat(rejected.attempt()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(classes = {StackOverflowError.class, IllegalStateException.class})
  void whateverElsePreparingRunsIntoTheExperimentHearsOfIt(Class<? extends Throwable> trouble)
      throws ReflectiveOperationException {
    assertThat(rejected(trouble.getConstructor().newInstance()).reason())
        .isEqualTo(
            "preparing the data failed: "
                + trouble.getSimpleName()
                + ", see the dataset-loader's log");
  }

  @Test
  void brokerThatDoesNotTakeTheRowsIsNotTheExperimentsFault() {
    assertThatThrownBy(() -> rejected(new TimeoutException("not in time")))
        .isInstanceOf(TimeoutException.class);
  }

  @Test
  void whatThisProcessLacksIsNotTheExperimentsFault() {
    assertThatThrownBy(() -> rejected(new NoClassDefFoundError("Gone")))
        .isInstanceOf(NoClassDefFoundError.class);
  }

  @Test
  void moreIsFoundOfFeaturesThanARecordHoldsIsRejectedBeforeAnythingIsWritten() throws IOException {
    int features = 6000;
    var row = "1,".repeat(features / 2) + "2,".repeat(features / 2);
    var other = "1.3333334,".repeat(features);
    var lines = new StringBuilder();
    for (int i = 0; i < 120; i++) {
      lines.append(i % 3 == 0 ? row : other).append(i % 2).append('\n');
    }
    var file = Files.writeString(folder.resolve("wide.csv"), lines);
    var document =
        """
        apiVersion: descent/v1
        kind: Experiment
        name: wide
        data: {csv: {file: '%s', header: false, targets: [column%d]}}
        split: {folds: %d}
        prepare: [{standardise: {each: %s}}]
        network: {heads: [{binary: {name: y, target: column%d}}]}
        budget: 10
        seeds: 100
        """;

    var rejected =
        rejected(
            new IllegalStateException("written"),
            document.formatted(file, features + 1, 100, "feature", features + 1));
    var smaller =
        rejected(
            new IllegalStateException("written"),
            document.formatted(file, features + 1, 100, "all", features + 1));

    assertThat(rejected.reason())
        .matches(
            "prepare: what is found of features takes about \\d+ MB in 100 folds, and the event that"
                + " tells of it holds at most 16 MB; fewer folds, or each: channel or all, make it less");
    assertThat(smaller.reason()).contains("failed: IllegalStateException, see");
  }

  /** The answer when writing the rows runs into {@code trouble}. */
  private static DatasetRejected rejected(Throwable trouble) {
    return rejected(trouble, SUBMITTED);
  }

  private static DatasetRejected rejected(Throwable trouble, String document) {
    return rejected(trouble, ExperimentReader.yaml(document).submitted());
  }

  private static DatasetRejected rejected(Throwable trouble, ExperimentSubmitted submitted) {
    var log =
        new RowsLogInMemory() {
          @Override
          Location write(DatasetRows rows) {
            if (trouble instanceof Error error) {
              throw error;
            }
            throw (RuntimeException) trouble;
          }
        };
    LoaderConfig config = () -> Path.of("/");
    var metrics = new LoaderMetrics(new SimpleMeterRegistry());
    return (DatasetRejected)
        new Preparation(config, new ReadAhead(), log, metrics).prepare(submitted);
  }
}
