package org.descent.experiment.results;

import static org.assertj.core.api.Assertions.assertThat;

import org.descent.contracts.Floats;
import org.descent.contracts.event.End;
import org.descent.contracts.event.Event;
import org.descent.contracts.event.Surface;
import org.descent.contracts.spec.DataSpec;
import org.descent.contracts.spec.SurfaceSpec;
import org.descent.experiment.Experiment;
import org.descent.experiment.results.ExperimentResult.Claim;
import org.descent.experiment.results.ExperimentResult.Verdict;
import org.descent.experiment.spec.ExperimentReader;
import org.junit.jupiter.api.Test;

class ClaimsTest {
  private static final String LINEAR =
      """
      apiVersion: descent/v1
      kind: Experiment
      name: linear
      data: xor
      network: {heads: [binary]}
      claims: [{name: no-line-separates-xor, claim: every train.accuracy of all <= 0.75}]
      """;

  private static final SurfaceSpec GRID =
      new SurfaceSpec(new SurfaceSpec.Axis(-1, 1, 1), new SurfaceSpec.Axis(0, 1, 1));
  private static final Experiment NEURON = Story.experiment(new DataSpec.Point(1, 0.5), GRID);

  @Test
  void whatTheFileClaimsIsCheckedBesideWhatFollowsFromTheExperiment() {
    var linear = ExperimentReader.yaml(LINEAR);
    var ids = new Ledger(linear).result().claims().stream().map(Claim::id).toList();
    assertThat(ids).containsExactly("no-line-separates-xor");
    assertThat(new Ledger(Story.experiment()).result().claims())
        .extracting(Claim::id)
        .containsExactly("order-of-medians", "published-among-trials");
  }

  @Test
  void twoSeedsDoNotTellTheOrderOfPublishedRuns() {
    var events = Story.events();
    var found = claim("order-of-medians", Story.experiment(), events.toArray(Event[]::new));
    assertThat(found.verdict()).isEqualTo(Verdict.NOT_RESOLVED);
    assertThat(found.evidence())
        .isEqualTo(
            "cross-entropy 3 (published 2) before l2 > 6 (published 4): × 1.33 (an interval needs 6"
                + " pairs), 1 of 1 pair, sign test p = 1.000");

    var none = claim("order-of-medians", Story.experiment());
    assertThat(none.verdict()).isEqualTo(Verdict.NOT_RESOLVED);
    assertThat(none.evidence()).isEqualTo("no trials to compare yet");
  }

  @Test
  void gradientOfCrossEntropyIsCountedPointByPoint() {
    // z = w + b on {-1, 0, 1} × {0, 1}: a - ½ and 2(a - ½)a(1 - a)
    var fast = Story.evaluated(1, 5, End.EXHAUSTED, 6, 1, gradient(false));
    var slow = Story.evaluated(0, 5, End.EXHAUSTED, 6, 1, gradient(true));
    var id = "cross-entropy-gradient-dominates";

    assertThat(claim(id, NEURON, fast).verdict()).isEqualTo(Verdict.NOT_RESOLVED);
    var both = claim(id, NEURON, fast, slow);
    assertThat(both.verdict()).isEqualTo(Verdict.HOLDS);
    assertThat(both.evidence()).isEqualTo("6 of 6 grid points");

    var forms = claim("surfaces-match-closed-forms", NEURON, fast, slow);
    assertThat(forms.verdict()).isEqualTo(Verdict.HOLDS);
    assertThat(forms.evidence()).endsWith("over 2 surfaces");

    var swapped =
        claim(
            "surfaces-match-closed-forms",
            NEURON,
            Story.evaluated(1, 5, End.EXHAUSTED, 6, 1, gradient(true)));
    assertThat(swapped.verdict()).isEqualTo(Verdict.CONTRADICTED);
  }

  private static Surface gradient(boolean l2) {
    double[] weights = {-1, 0, 1};
    double[] biases = {0, 1};
    var values = new float[6];
    for (int i = 0; i < 6; i++) {
      double a = 1 / (1 + Math.exp(-(weights[i / 2] + biases[i % 2])));
      values[i] = (float) ((a - 0.5) * (l2 ? 2 * a * (1 - a) : 1));
    }
    return new Surface("weight-gradient", weights, biases, Floats.toBytes(values));
  }

  private static Claim claim(String id, Experiment experiment, Event... events) {
    var ledger = new Ledger(experiment);
    for (var event : events) {
      ledger.on(event);
    }
    return ledger.result().claims().stream().filter(c -> c.id().equals(id)).findFirst().get();
  }
}
