package org.descent.learning.stacked;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.descent.contracts.event.End;
import org.descent.learning.Cohort;
import org.descent.learning.CohortCheckpoint;
import org.descent.learning.Engine;
import org.descent.learning.EngineSettings;
import org.descent.learning.Engines;
import org.descent.learning.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trials that use up a part of their budget, and go on with more of it later. */
class PausedTest {
  private static final int WHOLE = 150;

  @ParameterizedTest
  @ValueSource(strings = {Engines.STACKED, Engines.SINGLE})
  void whoGoesOnComesToWhatItWouldHaveComeToAtOnce(String name) {
    var cohort = MeasuredCompanyTest.cohort(16);
    try (var engine = Engines.create(new EngineSettings(1, 50, name))) {
      var whole = train(engine, within(cohort, WHOLE, false), CohortCheckpoint.START);
      // 41 is where some measure a split; at 97, within a segment, nobody does
      for (int pause : new int[] {41, 97}) {
        var first = train(engine, within(cohort, pause, true), CohortCheckpoint.START);
        var kept = first.outcomes().values().stream().map(Outcome.Trained::kept);
        var running = kept.flatMap(Optional::stream).toList();
        var ended =
            first.outcomes().entrySet().stream()
                .filter(outcome -> outcome.getValue().kept().isEmpty())
                .map(outcome -> outcome.getKey())
                .toList();
        assertThat(running).isNotEmpty();
        var rest =
            train(engine, within(cohort, WHOLE, false), new CohortCheckpoint(running, ended));
        for (var state : running) {
          var trial = state.trial();
          Company.assertSame(trial, rest.outcomes().get(trial), whole.outcomes().get(trial));
          assertThat(rest.losses().get(trial))
              .as("%s from %s on", trial, state.iterations())
              .isEqualTo(whole.losses().get(trial).subList(pause - 1, end(whole, trial)));
        }
        for (var trial : ended) {
          assertThat(first.outcomes().get(trial).iterations())
              .as(trial)
              .isEqualTo(whole.outcomes().get(trial).iterations());
        }
      }
    }
  }

  private static int end(Checkpoints whole, String trial) {
    return whole.outcomes().get(trial).iterations();
  }

  @Test
  void stateIsKeptOfThoseAloneThatUsedUpTheirBudgetAndAreAskedFor() {
    var cohort = MeasuredCompanyTest.cohort(16);
    try (var engine = Engines.create(new EngineSettings(1, 50, Engines.STACKED))) {
      var kept = train(engine, within(cohort, 100, true), CohortCheckpoint.START);
      kept.outcomes()
          .values()
          .forEach(
              outcome ->
                  assertThat(outcome.kept().isPresent())
                      .isEqualTo(outcome.end() == End.EXHAUSTED && outcome.stopped().isEmpty()));
      var plain = train(engine, within(cohort, 100, false), CohortCheckpoint.START);
      assertThat(plain.outcomes().values()).allMatch(outcome -> outcome.kept().isEmpty());
    }
  }

  private static Cohort within(Cohort cohort, int iterations, boolean kept) {
    Stream<Cohort.Trial> trials =
        cohort.trials().stream()
            .map(t -> new Cohort.Trial(t.id(), t.seed(), t.training().within(iterations), kept));
    return new Cohort(List.copyOf(trials.toList()), cohort.train(), cohort.others());
  }

  private static Checkpoints train(Engine engine, Cohort cohort, CohortCheckpoint from) {
    var heard = new Checkpoints();
    engine.train(cohort, from, heard);
    return heard;
  }
}
