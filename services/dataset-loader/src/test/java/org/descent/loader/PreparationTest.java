package org.descent.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import org.apache.kafka.common.errors.TimeoutException;
import org.descent.contracts.event.DatasetRejected;
import org.descent.contracts.event.ExperimentSubmitted;
import org.descent.contracts.event.Location;
import org.descent.experiment.spec.ExperimentReader;
import org.descent.transport.DatasetRows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreparationTest {
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
        .isEqualTo("preparing the data failed: " + trouble.getName());
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

  /** The answer when writing the rows runs into {@code trouble}. */
  private static DatasetRejected rejected(Throwable trouble) {
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
        new Preparation(config, new ReadAhead(), log, metrics).prepare(SUBMITTED);
  }
}
