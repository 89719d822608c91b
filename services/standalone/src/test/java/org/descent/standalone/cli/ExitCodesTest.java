package org.descent.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.descent.contracts.event.End;
import org.descent.experiment.results.ExperimentStatus;
import org.descent.experiment.results.State;
import org.junit.jupiter.api.Test;

/** What a script learns of how experiments ended. */
class ExitCodesTest {
  @Test
  void trialsThatAllEndedWellAreFine() {
    assertThat(code(complete(Map.of(End.CONVERGED, 1, End.EXHAUSTED, 1, End.DIVERGED, 1), 0)))
        .isEqualTo(ExitCode.OK);
  }

  @Test
  void disagreementOfTrainerAndEvaluatorIsAFailure() {
    assertThat(code(complete(Map.of(End.CONVERGED, 3), 1))).isEqualTo(ExitCode.FAILED);
  }

  @Test
  void failedTrialIsAFailure() {
    assertThat(code(complete(Map.of(End.CONVERGED, 2, End.FAILED, 1), 0)))
        .isEqualTo(ExitCode.FAILED);
  }

  @Test
  void disputedTrialsHaveAColumnWhereThereAreAny() {
    var fine = complete(Map.of(End.CONVERGED, 3), 0);
    var disputed = complete(Map.of(End.CONVERGED, 3), 2);

    assertThat(StatusTable.lines(List.of(fine), false).get(0)).doesNotContain("disputed");
    assertThat(StatusTable.lines(List.of(fine, disputed), false))
        .containsExactly(
            "experiment  state     trials  ended  converged  diverged  failed  disputed  iterations",
            "x-1         complete       3      3          3         0       0         0         700",
            "x-1         complete       3      3          3         0       0         2         700");
  }

  private static int code(ExperimentStatus status) {
    return RunCommand.code(List.of(status));
  }

  private static ExperimentStatus complete(Map<End, Integer> ends, int disagreements) {
    return new ExperimentStatus(
        "x-1",
        "x-1",
        0,
        "x",
        "X",
        State.COMPLETE,
        "",
        3,
        3,
        new EnumMap<>(ends),
        700,
        1000,
        true,
        disagreements,
        "",
        0,
        "",
        List.of(),
        "",
        false);
  }
}
