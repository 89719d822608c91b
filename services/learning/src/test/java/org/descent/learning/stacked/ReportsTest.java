package org.descent.learning.stacked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.descent.learning.CheckpointListener;
import org.descent.learning.Cohort;
import org.descent.learning.CohortCheckpoint;
import org.descent.learning.CurveSlice;
import org.descent.learning.Outcome;
import org.descent.learning.Reports;
import org.junit.jupiter.api.Test;

class ReportsTest {
  @Test
  void aTrialThatIsGivenUpHasNotEnded() {
    var taken = new ArrayList<CohortCheckpoint>();
    var reports = new Reports(keeping(taken), CohortCheckpoint.START);
    var atFour = running("a", 4);
    reports.checkpointed(List.of(atFour));

    reports.ended(trial("a"), new Outcome.Cancelled());
    reports.ended(trial("b"), new Outcome.Cancelled());
    reports.ended(trial("c"), new Outcome.Failed("no luck"));
    var atNine = running("d", 9);
    reports.checkpointed(List.of(atNine)); // as another thread's, a moment later

    assertThat(taken.get(1).running()).containsExactly(atFour, atNine);
    assertThat(taken.get(1).ended()).containsExactly("c");
  }

  @Test
  void anErrorOfTheListenerEndsTheCohortAndReachesWhoStartedIt() {
    var reports =
        new Reports(
            new CheckpointListener() {
              @Override
              public void progressed(Cohort.Trial trial, CurveSlice slice) {
                throw new OutOfMemoryError("Java heap space");
              }

              @Override
              public void ended(Cohort.Trial trial, Outcome outcome) {}

              @Override
              public boolean cancelled() {
                return false;
              }

              @Override
              public boolean checkpointDue() {
                return false;
              }

              @Override
              public void checkpointed(CohortCheckpoint checkpoint) {}
            },
            CohortCheckpoint.START);

    reports.progressed(trial("a"), null);

    assertThat(reports.cancelled()).isTrue();
    assertThatThrownBy(reports::rethrow).isInstanceOf(OutOfMemoryError.class);
  }

  private static Cohort.Trial trial(String id) {
    return new Cohort.Trial(id, 1, null);
  }

  private static CohortCheckpoint.Running running(String id, int iterations) {
    return new CohortCheckpoint.Running(id, iterations, new float[] {1}, List.of(), List.of(), 0.5);
  }

  private static CheckpointListener keeping(List<CohortCheckpoint> taken) {
    return new CheckpointListener() {
      @Override
      public void progressed(Cohort.Trial trial, CurveSlice slice) {}

      @Override
      public void ended(Cohort.Trial trial, Outcome outcome) {}

      @Override
      public boolean cancelled() {
        return false;
      }

      @Override
      public boolean checkpointDue() {
        return false;
      }

      @Override
      public void checkpointed(CohortCheckpoint checkpoint) {
        taken.add(checkpoint);
      }
    };
  }
}
