package org.descent.experiment.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.experiment.spec.ExperimentReader;
import org.junit.jupiter.api.Test;

class LooksTest {
  private static TrainingSpec training(String lines) {
    return ExperimentReader.yaml(
            """
            apiVersion: descent/v1
            kind: Experiment
            name: e
            data: {line: {images: 64}}
            network: {layers: [flatten, {dense: {units: 2}}], heads: [binary]}
            budget: 1000
            """
                + lines)
        .variants()
        .get(0)
        .training();
  }

  private static Optional<Looks> of(String lines) {
    return Looks.of(training(lines), List.of(16, 16, 1), 64);
  }

  @Test
  void whoLooksAtEachLayerByItselfTakesAsLongForEach() {
    double whole = of("instruments: [sharpness]\n").orElseThrow().passes();
    double each = of("instruments: [{sharpness: {layers: true}}]\n").orElseThrow().passes();
    assertThat(each).isEqualTo(3 * whole); // the layer, the head
    double trace = of("instruments: [{hessian-trace: {layers: true}}]\n").orElseThrow().passes();
    assertThat(trace).isEqualTo(of("instruments: [hessian-trace]\n").orElseThrow().passes());
  }

  @Test
  void whoeverLooksOftenTakesLongerThanTraining() {
    var often = "instruments: [sharpness, {gradient-norm: {at: {every: 1}}}]\n";
    // 11 times 1 + 12 · 2.5 passes; the gradient of a full batch is there anyway
    assertThat(of(often).orElseThrow())
        .hasToString(
            "instruments look so often at a trial that uses up its budget: sharpness 11,"
                + " gradient-norm 1000; that takes about as long as 34 % of its training");
    // and 1000 times 1, beside 1000 quarters of one
    assertThat(of(often + "batch: 16\n").orElseThrow().share()).isEqualTo(4 * 1.341);
    var ofBatches = often.replace("at: {every: 1}", "of: batch, at: {every: 1}");
    assertThat(of(ofBatches + "batch: 16\n").orElseThrow().share()).isEqualTo(4 * 0.341);
  }

  @Test
  void landscapesTakeAPassForEachOfTheirPoints() {
    var mapped = "landscapes: [random, {interpolation: {on: [train, test]}}]\n";
    // (25² + 2 · 51) / 3 passes beside 1000
    assertThat(Looks.around(training("snapshots: [1]\nsplit: {test: 0.5}\n" + mapped), 64).get())
        .isEqualTo(
            "landscapes of the first trial of a variant have so many points: random 625,"
                + " interpolation 102; that takes about as long as 24 % of its training, if it"
                + " uses up its budget");
    assertThat(Looks.around(training(""), 64)).isEmpty();
  }

  @Test
  void whatIsSeenAtSnapshotsIsSeenAtTheEndToo() {
    var few = "snapshots: [10, 20]\ninstruments: [{weight-norm: {at: snapshots}}]\n";
    assertThat(of(few).orElseThrow())
        .asString()
        .contains("weight-norm 3; that takes about as long as less than 1 % of its training");
    assertThat(of("")).isEmpty();
  }
}
