package org.descent.control.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.descent.contracts.Topics;
import org.descent.control.log.LogForTests;
import org.descent.experiment.results.ExperimentStatus;
import org.descent.experiment.results.State;
import org.junit.jupiter.api.Test;

class AttendanceTest {
  private static final Map<String, String> GROUPS =
      Map.of(Topics.EXPERIMENTS, "loaders", Topics.COHORTS, "trainers", Topics.TRAININGS, "judges");

  private final Map<String, Integer> members =
      new HashMap<>(Map.of("loaders", 1, "trainers", 2, "judges", 1));
  private boolean away;

  private final Attendance attendance =
      new Attendance(
          LogForTests.broker(
              groups -> {
                assertThat(groups).containsExactlyInAnyOrderElementsOf(GROUPS.values());
                if (away) {
                  throw LogForTests.away();
                }
                return members;
              }),
          GROUPS);

  @Test
  void whileEverybodyIsThereNothingIsWaitedFor() {
    look(2);

    assertThat(waiting(State.RUNNING)).isEmpty();
    assertThat(waiting(State.SUBMITTED)).isEmpty();
  }

  @Test
  void anExperimentWaitsForATrainerUntilOneComes() {
    members.put("trainers", 0);
    look(2);
    assertThat(waiting(State.RUNNING)).isEqualTo("no trainer is alive");

    members.put("trainers", 1);
    look(1);
    assertThat(waiting(State.RUNNING)).isEmpty();
  }

  @Test
  void whoIsStartedAnewIsNotMissed() {
    members.put("trainers", 0);
    look(1);
    members.put("trainers", 1);
    look(1);
    members.put("trainers", 0);
    look(1);

    assertThat(waiting(State.RUNNING)).isEmpty();
  }

  @Test
  void anExperimentWaitsForThoseThatItNeedsNow() {
    members.replaceAll((group, count) -> 0);
    look(2);

    assertThat(waiting(State.SUBMITTED)).isEqualTo("no dataset-loader is alive");
    assertThat(waiting(State.RUNNING)).isEqualTo("no evaluator and no trainer is alive");
    assertThat(waiting(State.COMPLETE)).isEmpty();
    assertThat(waiting(State.REJECTED)).isEmpty();
    assertThat(waiting(State.CANCELLED)).isEmpty();
  }

  @Test
  void withoutABrokerNobodyKnowsWhoIsThere() {
    members.put("trainers", 0);
    look(2);
    away = true;
    look(1);
    assertThat(waiting(State.RUNNING)).isEmpty();

    look(1);
    assertThat(waiting(State.RUNNING)).isEqualTo("the broker does not answer");
    assertThat(waiting(State.COMPLETE)).isEmpty();

    away = false;
    look(1);
    assertThat(waiting(State.RUNNING)).isEmpty();
  }

  @Test
  void groupThatMayNotBeAskedAboutIsNotMissed() {
    members.remove("trainers");
    look(2);

    assertThat(waiting(State.RUNNING)).isEmpty();
  }

  private void look(int times) {
    for (int i = 0; i < times; i++) {
      attendance.look();
    }
  }

  private String waiting(State state) {
    var status =
        new ExperimentStatus(
            "e", "e", 0, "e", "E", state, "", 4, 1, Map.of(), 0, 9, true, 0, "", 0, "", List.of(),
            "", false);
    return attendance.in(status).waiting();
  }
}
