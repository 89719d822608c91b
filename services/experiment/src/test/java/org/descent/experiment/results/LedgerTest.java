package org.descent.experiment.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.descent.contracts.event.DatasetRejected;
import org.descent.contracts.event.End;
import org.descent.contracts.event.Event;
import org.descent.contracts.event.ExperimentCancelled;
import org.descent.contracts.event.Metrics;
import org.descent.contracts.event.ReportPublished.Quantile;
import org.descent.contracts.event.TrialEvaluated;
import org.descent.contracts.event.TrialFailed;
import org.junit.jupiter.api.Test;

class LedgerTest {
  @Test
  void everyEventTwiceInAnyOrderChangesNothing() {
    var inOrder = ledger(Story.events());
    for (int seed = 0; seed < 50; seed++) {
      var events = new ArrayList<Event>(Story.events());
      events.addAll(Story.events());
      Collections.shuffle(events, new Random(seed));
      var shuffled = ledger(events);
      assertThat(shuffled.result()).isEqualTo(inOrder.result());
      assertThat(shuffled.status()).isEqualTo(inOrder.status());
      for (var trial : inOrder.curves().trials()) {
        assertThat(shuffled.curves().values(trial, "loss"))
            .isEqualTo(inOrder.curves().values(trial, "loss"));
      }
    }
  }

  @Test
  void whatIsKnownOrForeignIsNothingNew() {
    var ledger = new Ledger(Story.experiment());
    for (var event : Story.events()) {
      assertThat(ledger.on(event)).isTrue();
      assertThat(ledger.on(event)).isFalse();
    }
    assertThat(ledger.on(Story.evaluated(0, 99, End.CONVERGED, 1, 1))).isFalse();
    assertThat(ledger.on(new DatasetRejected("other", "no"))).isFalse();
    assertThat(ledger.on(Story.evaluated(0, 5, End.CONVERGED, 1, 1).training())).isFalse();
  }

  @Test
  void firstEndOfATrialWins() {
    var ledger = ledger(List.of(Story.evaluated(0, 5, End.EXHAUSTED, 6, 0.5)));
    assertThat(ledger.on(Story.failed(0, 5))).isFalse();
    assertThat(ledger.status().ends()).containsExactly(entry(End.EXHAUSTED, 1));
    assertThat(ledger.end(Story.trial(0, 5)).orElseThrow()).isNotInstanceOf(TrialFailed.class);
  }

  @Test
  void statusCountsTrialsAndIterations() {
    var status = ledger(Story.events()).status();
    assertThat(status.state()).isEqualTo(State.COMPLETE);
    assertThat(status.total()).isEqualTo(4);
    assertThat(status.ended()).isEqualTo(4);
    assertThat(status.ends()).isEqualTo(Map.of(End.CONVERGED, 2, End.DIVERGED, 1, End.FAILED, 1));
    assertThat(status.iterations()).isEqualTo(4 + 2 + 3);
    assertThat(status.iterationBudget()).isEqualTo(2 * 2 * 6);
    assertThat(status.curvesComplete()).isTrue();
  }

  @Test
  void disagreementsAreCounted() {
    var agreed = Story.evaluated(0, 5, End.CONVERGED, 4, 1);
    var disputed =
        new TrialEvaluated(
            Story.evaluated(0, 3, End.CONVERGED, 4, 1).training(),
            agreed.splits(),
            List.of("loss: claimed 1, found 2"),
            List.of(),
            List.of(),
            List.of());

    assertThat(ledger(List.of(agreed, disputed, disputed)).status().disagreements()).isEqualTo(1);
    assertThat(ledger(List.of(agreed)).status().disagreements()).isZero();
  }

  @Test
  void divergedTrialHasTheTrainersLossWhateverTheEvaluatorFinds() {
    var diverged = Story.evaluated(0, 3, End.DIVERGED, 2, 0.5).training();
    var found = new Metrics(5e37, 0.5, List.of(new Metrics.Head("label", 5e37, 0.5)));
    var event =
        new TrialEvaluated(
            diverged, Map.of("train", found), List.of(), List.of(), List.of(), List.of());

    var trial = ledger(List.of(event)).result(Story.trial(0, 3)).orElseThrow();

    assertThat(trial.metrics().get("train").loss()).isNull();
    assertThat(trial.divergence().loss()).isEqualTo("NaN");
    assertThat(trial.divergence().what()).isEqualTo("label.loss became NaN at iteration 2");
    assertThat(ledger(Story.events()).result(Story.trial(0, 5)).orElseThrow().divergence())
        .isNull();
  }

  @Test
  void aGapInACurveIsNoticed() {
    var events = Story.events();
    events.remove(1); // iterations 1 and 2 of a trial of 4
    var ledger = ledger(events);
    assertThat(ledger.status().curvesComplete()).isFalse();
    assertThat(ledger.curves().values(Story.trial(0, 5), "loss")).isEmpty();
    ledger.on(Story.events().get(1));
    assertThat(ledger.status().curvesComplete()).isTrue();
    assertThat(ledger.curves().values(Story.trial(0, 5), "loss"))
        .containsExactly(0.9f, 0.7f, 0.8f, 0.6f);
  }

  @Test
  void statesFollowTheEvents() {
    var ledger = new Ledger(Story.experiment());
    assertThat(ledger.status().state()).isEqualTo(State.SUBMITTED);
    ledger.on(Story.prepared());
    assertThat(ledger.status().state()).isEqualTo(State.RUNNING);
    ledger.on(new ExperimentCancelled(Story.ID, Story.experiment().submitted()));
    assertThat(ledger.status().state()).isEqualTo(State.CANCELLED);
    List.of(0, 1)
        .forEach(v -> List.of(5L, 3L).forEach(seed -> ledger.on(Story.cancelled(v, seed))));
    assertThat(ledger.status().state()).isEqualTo(State.CANCELLED);
    assertThat(ledger.status().ended()).isEqualTo(4);

    var rejected = ledger(List.of(Story.prepared(), new DatasetRejected(Story.ID, "no file x")));
    assertThat(rejected.status().state()).isEqualTo(State.REJECTED);
    assertThat(rejected.status().reason()).isEqualTo("no file x");
    assertThat(rejected.result().reason()).isEqualTo("no file x");
  }

  @Test
  void resultTellsEveryTrialInTheOrderOfSeeds() {
    var result = ledger(Story.events()).result();
    assertThat(result.dataset().rows()).isEqualTo("descent.dataset-rows.v1:2:10-11");

    var l2 = result.variants().get(0);
    assertThat(l2.parameters()).isEqualTo(3);
    assertThat(l2.reported()).isEqualTo(4);
    assertThat(l2.trials()).extracting(t -> t.seed()).containsExactly(5L, 3L);
    // one reached at 4, one diverged: the median lies between 4 and never
    assertThat(l2.summary().quantiles().get(2)).isEqualTo(new Quantile(0.5, 6, false));

    var converged = l2.trials().get(0);
    assertThat(converged.iterationsToTarget()).isEqualTo(4);
    assertThat(converged.best())
        .isEqualTo(new ExperimentResult.Best(0.6, 4, 0.16666667, 4)); // 0.25 · 4/6
    assertThat(converged.separates()).isTrue();
    assertThat(converged.agrees()).isTrue();
    assertThat(converged.model()).isEqualTo("descent.models.v1:1:7-7");
    assertThat(converged.provenance().specification()).isEqualTo("0123abcd");

    var diverged = l2.trials().get(1);
    assertThat(diverged.end()).isEqualTo(End.DIVERGED);
    assertThat(diverged.iterationsToTarget()).isNull();
    assertThat(diverged.metrics().get("train").loss()).isNull();
    assertThat(diverged.best().loss()).isEqualTo(1);

    var ce = result.variants().get(1);
    assertThat(ce.summary().quantiles().get(2)).isEqualTo(new Quantile(0.5, 3, true));
    assertThat(ce.trials().get(1).reason()).isEqualTo("no memory");
    assertThat(ce.trials().get(1).provenance()).isNull();
  }

  @Test
  void reportTellsTheSameSummaries() {
    var ledger = ledger(Story.events());
    var summary = ledger.report().variants().get(1);
    assertThat(summary.label()).isEqualTo("cross-entropy");
    assertThat(summary.trials()).isEqualTo(2);
    assertThat(summary.ends()).isEqualTo(Map.of(End.CONVERGED, 1, End.FAILED, 1));
    assertThat(summary.quantiles())
        .isEqualTo(ledger.result().variants().get(1).summary().quantiles());
  }

  private static Ledger ledger(List<? extends Event> events) {
    var ledger = new Ledger(Story.experiment());
    events.forEach(ledger::on);
    return ledger;
  }
}
