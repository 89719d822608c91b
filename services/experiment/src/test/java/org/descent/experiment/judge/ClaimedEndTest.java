package org.descent.experiment.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.descent.contracts.event.DatasetPrepared;
import org.descent.contracts.event.End;
import org.descent.contracts.event.Location;
import org.descent.contracts.event.Metrics;
import org.descent.contracts.event.Provenance;
import org.descent.contracts.event.TrialTrained;
import org.descent.experiment.spec.ExperimentReader;
import org.junit.jupiter.api.Test;

class ClaimedEndTest {
  private static final String EXPERIMENT =
      """
      apiVersion: descent/v1
      kind: Experiment
      name: e
      data: {random: {images: 40, side: 4, positives: 10, seed: 3}}
      network: {layers: [flatten], heads: [binary]}
      budget: 100
      """;
  private static final String TO_ACCURACY = "target: {accuracy: 0.9}";

  @Test
  void endsThatCanBeAreNotContradicted() {
    assertThat(said(TO_ACCURACY, End.CONVERGED, 40, 0.3, 0.9f)).isEmpty(); // as float32 has it
    assertThat(said("target: {loss: 0.3}", End.CONVERGED, 40, 0.3f, 0.2)).isEmpty();
    assertThat(said(TO_ACCURACY, End.EXHAUSTED, 100, 0.3, 0.8)).isEmpty();
    assertThat(said(TO_ACCURACY, End.DIVERGED, 7, Double.NaN, Double.NaN)).isEmpty();
    assertThat(said(TO_ACCURACY, End.DIVERGED, 7, Double.POSITIVE_INFINITY, 0.5)).isEmpty();
  }

  @Test
  void whoHasConvergedHasReachedTheTarget() {
    assertThat(said(TO_ACCURACY, End.CONVERGED, 40, 0.3, 0.8))
        .containsExactly(
            "claimed to have converged with accuracy 0.8000000, its target is 0.9000000");
    assertThat(said("target: {loss: 0.3}", End.CONVERGED, 40, 0.4, 1))
        .containsExactly("claimed to have converged with loss 0.4000000, its target is 0.3000000");
  }

  @Test
  void nobodyConvergesWithoutALoss() {
    assertThat(said(TO_ACCURACY, End.CONVERGED, 40, Double.NaN, 1))
        .containsExactly("claimed to have converged with a loss of NaN");
    assertThat(said(TO_ACCURACY, End.CONVERGED, 40, Double.NaN, Double.NaN)).hasSize(2);
  }

  @Test
  void whatDecidedIsWhatWasMeasuredOnItsSplit() {
    var measured = "split: {validation: 0.5}\ntarget: {accuracy: 0.9, on: validation}";
    var claim = claim(measured, End.CONVERGED, 41, new Metrics(0.1, 0.5, List.of()));

    assertThat(Judge.contradictions(claim)).as("nothing is claimed of it").isEmpty();
    assertThat(Judge.contradictions(holding(claim, 0.95))).isEmpty();
    assertThat(Judge.contradictions(holding(claim, 0.5)))
        .containsExactly(
            "claimed to have converged with accuracy 0.5000000, its target is 0.9000000");
  }

  @Test
  void aBudgetIsUsedUpWhenItIsOverAndNotBefore() {
    assertThat(said(TO_ACCURACY, End.EXHAUSTED, 99, 0.3, 0.8))
        .containsExactly("claimed to have used up its budget of 100 at iteration 99");
    assertThat(said(TO_ACCURACY, End.CONVERGED, 101, 0.3, 1))
        .containsExactly("ended at iteration 101 of 100");
  }

  @Test
  void whoHasDivergedHasNoLoss() {
    assertThat(said(TO_ACCURACY, End.DIVERGED, 40, 0.3, 0.8))
        .containsExactly("claimed to have diverged with a loss of 0.3");
    assertThat(said(TO_ACCURACY + "\nbatch: 5", End.DIVERGED, 40, 0.3, 0.8))
        .as("its last batch may have had none")
        .isEmpty();
  }

  private static List<String> said(
      String more, End end, int iterations, double loss, double accuracy) {
    return Judge.contradictions(
        claim(more, end, iterations, new Metrics(loss, accuracy, List.of())));
  }

  private static TrialTrained holding(TrialTrained claim, double accuracy) {
    return new TrialTrained(
        claim.trial(),
        claim.experiment(),
        claim.variant(),
        claim.seed(),
        claim.cohort(),
        claim.end(),
        claim.iterations(),
        claim.claimed(),
        claim.training(),
        claim.dataset(),
        claim.model(),
        claim.provenance(),
        claim.seconds(),
        "",
        null,
        "",
        null,
        Map.of("validation", new Metrics(0.1, accuracy, List.of())),
        false,
        "",
        "");
  }

  private static TrialTrained claim(String more, End end, int iterations, Metrics claimed) {
    var place = new Location("t", 0, 0, 0);
    var training = ExperimentReader.yaml(EXPERIMENT + more).variants().get(0).training();
    var data = new DatasetPrepared("e", "d", "s", List.of(1), List.of("label"), 4, 0, 0, 1, place);
    return new TrialTrained(
        "e.0.1",
        "e",
        0,
        1,
        "e.c0",
        end,
        iterations,
        claimed,
        training,
        data,
        place,
        new Provenance("b", "tf", "CPU:0", "stacked", "g"),
        0.1);
  }
}
