package org.descent.standalone.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.descent.contracts.event.End;
import org.descent.experiment.results.ExperimentResult;
import org.descent.experiment.results.ExperimentResult.SplitMetrics;
import org.descent.experiment.results.ExperimentResult.TrialResult;
import org.descent.experiment.results.ExperimentResult.VariantResult;
import org.descent.experiment.results.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MlflowExportTest {
  private static final int LENGTH = 2500;

  @TempDir Path directory;

  private FakeMlflow mlflow;

  @BeforeEach
  void start() throws IOException {
    mlflow = new FakeMlflow();
  }

  @AfterEach
  void stop() {
    mlflow.close();
  }

  @Test
  void aTrialIsARunWithItsSettingsItsCurvesAndWhatWasFoundAtItsEnd() throws IOException {
    export(LENGTH);

    assertThat(mlflow.experiments()).containsExactly("xor-1");
    assertThat(mlflow.runs()).hasSize(2);
    var run = mlflow.runs().get(0);
    assertThat(run.status).isEqualTo("FINISHED");
    assertThat(run.tags)
        .containsEntry("mlflow.runName", "l2, seed 7")
        .containsEntry("descent.trial", "xor-1.0.7")
        .containsEntry("descent.end", "converged");
    assertThat(run.parameters).containsEntry("layers.0.units", "8").containsEntry("loss", "l2");
    assertThat(run.metric("loss")).hasSize(LENGTH);
    assertThat(run.metric("loss").get(0).path("step").asInt()).isEqualTo(1);
    assertThat(run.metric("loss").get(1).path("value").asText()).isEqualTo("NaN");
    assertThat(run.metric("end.train.loss"))
        .singleElement()
        .matches(m -> m.get("value").asDouble() == 0.25);
    assertThat(run.metric("iterationsToTarget").get(0).path("value").asInt()).isEqualTo(LENGTH);
    assertThat(mlflow.runs().get(1).status).as("without a curve").isEqualTo("FAILED");
    assertThat(mlflow.runs().get(1).metrics).isEmpty();
  }

  @Test
  void longCurvesKeepTheirEndsAndExtremes() throws IOException {
    export(100);

    var loss = mlflow.runs().get(0).metric("loss");
    assertThat(loss).hasSizeLessThanOrEqualTo(100);
    assertThat(loss.get(0).path("step").asInt()).isEqualTo(1);
    assertThat(loss.get(loss.size() - 1).path("step").asInt()).isEqualTo(LENGTH);
  }

  @Test
  void againChangesNothing() throws IOException {
    export(LENGTH);
    int metrics = mlflow.runs().get(0).metrics.size();

    var again = export(LENGTH);

    assertThat(again.runs()).isZero();
    assertThat(again.known()).isEqualTo(2);
    assertThat(mlflow.runs()).hasSize(2);
    assertThat(mlflow.runs().get(0).metrics).hasSize(metrics);
  }

  @Test
  void aRunThatWasNotFinishedIsMadeAnew() throws IOException {
    mlflow.breakAfter(2); // in the midst of the first one's curve
    assertThatThrownBy(() -> export(LENGTH))
        .isInstanceOf(MlflowFailure.class)
        .hasMessageContaining("answered 500: the database is locked");
    assertThat(mlflow.runs()).hasSize(1);
    mlflow.breakAfter(Integer.MAX_VALUE);

    export(LENGTH);

    assertThat(mlflow.runs()).hasSize(2);
    assertThat(mlflow.runs()).filteredOn(run -> run.status.equals("RUNNING")).isEmpty();
    assertThat(
            mlflow.runs().stream()
                .filter(run -> run.tags.get("descent.trial").equals("xor-1.0.7"))
                .findFirst()
                .orElseThrow()
                .metric("loss"))
        .hasSize(LENGTH);
  }

  @Test
  void anAddressWhereNobodyAnswersIsSaidInALine() {
    for (var wrong : new String[] {"localhost:5000", "ftp://localhost/"}) {
      assertThatThrownBy(() -> new MlflowExport(URI.create(wrong), 10))
          .hasMessage("MLflow at " + wrong + ", expected http://HOST:PORT");
    }
    var address = mlflow.address();
    mlflow.close();
    assertThatThrownBy(() -> new MlflowExport(address, 10).write(result(), curves()))
        .isInstanceOf(MlflowFailure.class)
        .hasMessageStartingWith("no MLflow answers at http://127.0.0.1:");
  }

  private MlflowExport export(int points) throws IOException {
    var export = new MlflowExport(mlflow.address(), points);
    export.write(result(), curves());
    return export;
  }

  private static ExperimentResult result() {
    var variant =
        new VariantResult(
            0,
            "l2",
            Map.of("loss", "l2", "layers[0].units", "8"),
            LENGTH,
            null,
            null,
            null,
            List.of(trial(7, End.CONVERGED, LENGTH), trial(8, End.FAILED, null)),
            List.of());
    return new ExperimentResult(
        "xor-1", "xor", "xor", State.COMPLETE, null, null, List.of(variant), List.of());
  }

  private static TrialResult trial(long seed, End end, Integer toTarget) {
    Map<String, SplitMetrics> metrics =
        toTarget == null ? Map.of() : Map.of("train", new SplitMetrics(0.25, 1.0, List.of()));
    return new TrialResult(
        "xor-1.0." + seed,
        seed,
        end,
        toTarget,
        toTarget == null ? 0 : toTarget,
        metrics,
        null,
        null,
        List.of(),
        null,
        toTarget == null ? null : 1.5,
        null,
        null,
        toTarget == null ? "no memory" : null,
        null,
        null);
  }

  private Path curves() throws IOException {
    var text = new StringBuilder("experiment,variant,seed,trial,iteration,loss,accuracy\n");
    for (int i = 1; i <= LENGTH; i++) {
      var loss = i == 2 ? "NaN" : String.valueOf(1f / i);
      text.append("xor-1,0,7,xor-1.0.7,").append(i).append(',').append(loss).append(",0.5\n");
    }
    return Files.writeString(directory.resolve("xor.csv"), text);
  }
}
