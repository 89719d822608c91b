package org.descent.experiment.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import java.util.List;
import java.util.regex.Pattern;
import org.descent.contracts.spec.InstrumentSpec;
import org.descent.contracts.spec.InstrumentSpec.Moments;
import org.descent.contracts.spec.TrainingSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an experiment says of instruments. */
class InstrumentsTest {
  private static final String HEAD =
      """
      apiVersion: descent/v1
      kind: Experiment
      name: e
      data: {line: {images: 64}}
      network: {layers: [flatten, {dense: {units: 2}}], heads: [binary]}
      """;

  private static final Pattern HAVE_LAYERS =
      Pattern.compile("sharpness|hessian-.*|.*-norm|.*-quantiles|dead-units|activation-.*");

  private static TrainingSpec read(String instruments) {
    var text = HEAD + "snapshots: [5, 7]\ninstruments: " + instruments + "\n";
    return ExperimentReader.yaml(text).variants().get(0).training();
  }

  @Test
  void eachSaysWhatItLooksAtAndWhen() {
    assertThat(read("[sharpness, {gradient-norm: {at: {every: 1}, layers: true}}]").instruments())
        .containsExactly(
            new InstrumentSpec.Sharpness(1, 0.001, false, new Moments.Every(100)),
            new InstrumentSpec.GradientNorm(
                true, InstrumentSpec.GradientNorm.Of.SPLIT, new Moments.Every(1)));
    assertThat(
            read("[{hessian-trace: {samples: 7}}, {weight-norm: {at: snapshots}}]").instruments())
        .containsExactly(
            new InstrumentSpec.HessianTrace(7, false, new Moments.Every(100)),
            new InstrumentSpec.WeightNorm(false, new Moments.Snapshots()));
    assertThat(read("none").instruments()).isEqualTo(List.of());
  }

  @Test
  void everyCurveSaysWhoFindsIt() {
    for (var type : InstrumentSpec.class.getAnnotation(JsonSubTypes.class).value()) {
      var one = "split: {validation: 0.2}\nsnapshots: [5]\ninstruments: [" + type.name() + "]\n";
      var spec =
          ExperimentReader.yaml(HEAD + one).variants().get(0).training().instruments().get(0);
      for (var curve : spec.curves()) {
        assertThat(InstrumentSpec.finder(curve)).as(curve).contains(type.name());
      }
      assertThat(InstrumentSpec.finder(spec.curves().get(0) + ".layer0").isPresent())
          .as("%s: of layers", type.name())
          .isEqualTo(HAVE_LAYERS.matcher(type.name()).matches());
    }
    assertThat(InstrumentSpec.finder("loss")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [sharp]                              | sharp is unknown
          [sharpness, sharpness]               | instruments: sharpness is there twice, expected each once
          [{sharpness: {largest: 0}}]          | largest: 0, expected 1 to 10
          [{sharpness: {tolerance: 0.5}}]      | tolerance: 0.5, expected 0.000001 to 0.1
          [{hessian-trace: {samples: 4}}]      | samples: 4, expected 5 to 1000
          [{weight-norm: {at: {every: 0}}}]    | every: 0, expected 1 to 10000000 iterations
          [{weight-norm: {at: never}}]         | never is unknown
          [{hessian-spectrum: {vectors: 0}}]   | vectors: 0, expected 1 to 100
          [{hessian-spectrum: {steps: 4}}]     | steps: 4, expected 5 to 200
          [{split-cosine: {on: [train]}}]      | on: [train], expected validation, test or both
          [split-cosine]                       | instruments: split-cosine: there are no examples for validation, expected it on train
          """)
  void whatTheyCannotMeanIsRefused(String instruments, String message) {
    var refused = catchThrowableOfType(InvalidExperiment.class, () -> read(instruments));
    assertThat(refused).hasMessageContaining(message);
  }

  @Test
  void snapshotsHaveToBeThereToLookAt() {
    var refused =
        catchThrowableOfType(
            InvalidExperiment.class,
            () -> ExperimentReader.yaml(HEAD + "instruments: [{weight-norm: {at: snapshots}}]\n"));
    assertThat(refused)
        .hasMessageContaining("at snapshots, of which there are none, expected {every: 100}");
  }

  @Test
  void unitsDieWhereThereIsRelu() {
    assertThat(read("[dead-units]").instruments()).hasSize(1); // the default
    var refused =
        catchThrowableOfType(
            InvalidExperiment.class,
            () ->
                ExperimentReader.yaml(
                    HEAD.replace("units: 2", "units: 2, activation: tanh")
                        + "instruments: [dead-units]\n"));
    assertThat(refused)
        .hasMessageContaining("dead-units are units with relu, and no layer has that");
  }

  @Test
  void theLossThatIsTrainedWithBatchNormIsAnother() {
    var head = HEAD.replace("{dense: {units: 2}}", "{dense: {units: 2}}, batch-norm");
    ExperimentReader.yaml(head + "instruments: [weight-norm]\n");
    var refused =
        catchThrowableOfType(
            InvalidExperiment.class,
            () -> ExperimentReader.yaml(head + "instruments: [gradient-norm]\n"));
    assertThat(refused)
        .hasMessageContaining(
            "instruments: gradient-norm differentiates the loss of the network as it will be used");
  }
}
