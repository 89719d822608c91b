package org.descent.experiment.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.descent.contracts.event.DatasetPrepared;
import org.descent.contracts.event.End;
import org.descent.contracts.event.Location;
import org.descent.contracts.event.Metrics;
import org.descent.contracts.event.Provenance;
import org.descent.contracts.event.TrainingProgressed;
import org.descent.contracts.event.TrialEvaluated;
import org.descent.contracts.event.TrialTrained;
import org.descent.experiment.Experiment;
import org.descent.experiment.spec.ExperimentReader;
import org.junit.jupiter.api.Test;

/** A curve that does not end with what was claimed is said, whichever comes first. */
class CurveEndTest {
  private static final Experiment EXPERIMENT =
      ExperimentReader.yaml(
          """
          apiVersion: descent/v1
          kind: Experiment
          name: e
          data: {random: {images: 40, side: 4, positives: 10, seed: 3}}
          network: {layers: [flatten], heads: [binary]}
          budget: 3
          target: none
          seeds: 1
          """);
  private static final String TRIAL = EXPERIMENT.id() + ".0.1";

  private final Ledger ledger = new Ledger(EXPERIMENT);

  @Test
  void aCurveThatEndsWithTheClaimIsNotDisputed() {
    ledger.on(curve(0.5f, 0.4f, 0.3f));
    ledger.on(evaluated(0.3f));

    assertThat(ledger.status().disagreements()).isZero();
    assertThat(trial().agrees()).isTrue();
  }

  @Test
  void aCurveThatComesFirstIsLookedAtWhenItsTrialHasEnded() {
    ledger.on(curve(0.5f, 0.4f, 0.2f));
    ledger.on(evaluated(0.3f));

    assertDisputed();
  }

  @Test
  void aCurveThatComesLastIsLookedAtWhenItIsThere() {
    ledger.on(evaluated(0.3f));
    assertThat(ledger.status().disagreements()).isZero();
    ledger.on(curve(0.5f, 0.4f, 0.2f));

    assertDisputed();
  }

  @Test
  void aLossThatIsNoNumberIsClaimedAsSuch() {
    ledger.on(curve(0.5f, 0.4f, Float.NaN));
    ledger.on(evaluated(0.3f));

    assertThat(ledger.status().disagreements()).isEqualTo(1);
  }

  private void assertDisputed() {
    assertThat(ledger.status().disagreements()).isEqualTo(1);
    assertThat(trial().agrees()).isFalse();
    assertThat(trial().disagreements())
        .containsExactly("loss: claimed 0.3000000, its curve ends with 0.2000000");
  }

  private ExperimentResult.TrialResult trial() {
    return ledger.result(TRIAL).orElseThrow();
  }

  private static TrainingProgressed curve(float... loss) {
    return new TrainingProgressed(
        EXPERIMENT.id() + ".c0",
        EXPERIMENT.id(),
        List.of("loss", "accuracy"),
        List.of(new TrainingProgressed.Slice(TRIAL, 1, loss.length)),
        List.of(loss, new float[] {0.5f, 0.5f, 0.5f}));
  }

  private static TrialEvaluated evaluated(float loss) {
    var metrics = new Metrics(loss, 0.5, List.of());
    var place = new Location("t", 0, 0, 0);
    var trained =
        new TrialTrained(
            TRIAL,
            EXPERIMENT.id(),
            0,
            1,
            EXPERIMENT.id() + ".c0",
            End.EXHAUSTED,
            3,
            metrics,
            EXPERIMENT.variants().get(0).training(),
            new DatasetPrepared(
                EXPERIMENT.id(), "d", "s", List.of(4, 4, 1), List.of("label"), 40, 0, 0, 1, place),
            place,
            new Provenance("b", "tf", "CPU:0", "stacked", "g"),
            0.1);
    return new TrialEvaluated(
        trained, Map.of("train", metrics), List.of(), List.of(), List.of(), List.of());
  }
}
