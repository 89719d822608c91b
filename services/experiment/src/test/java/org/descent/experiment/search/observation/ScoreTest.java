package org.descent.experiment.search.observation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.descent.contracts.event.End;
import org.descent.experiment.search.observation.MetricObjective.Take;
import org.descent.experiment.search.observation.Objective.Goal;
import org.junit.jupiter.api.Test;

class ScoreTest {
  private static final Series LOSS =
      new Series(new int[] {1, 10, 20}, new double[] {3, 0.5, Math.sqrt(2)});

  @Test
  void aMetricCountsAtTheEndOrAtItsBest() {
    var trial = trial(End.EXHAUSTED, 20);
    assertThat(MetricObjective.minimise("loss").of(trial)).isEqualTo(Score.of(Math.sqrt(2)));
    assertThat(MetricObjective.maximise("loss").of(trial)).isEqualTo(Score.of(-Math.sqrt(2)));
    assertThat(new MetricObjective("loss", Goal.MINIMISE, Take.BEST).of(trial))
        .isEqualTo(Score.of(0.5));
    assertThat(new MetricObjective("loss", Goal.MAXIMISE, Take.BEST).of(trial))
        .isEqualTo(Score.of(-3));
  }

  @Test
  void whatDivergedFailedOrWasNotMeasuredIsWorst() {
    var objective = MetricObjective.minimise("loss");
    for (var end : List.of(End.DIVERGED, End.FAILED, End.CANCELLED)) {
      assertThat(objective.of(trial(end, 20))).isEqualTo(Score.WORST);
      assertThat(new IterationsToTarget("loss", Goal.MINIMISE).of(trial(end, 20)))
          .isEqualTo(Score.WORST);
    }
    assertThat(MetricObjective.minimise("accuracy").of(trial(End.EXHAUSTED, 20)))
        .isEqualTo(Score.WORST);
    var broken = new TrialResult(0, End.EXHAUSTED, 1, Map.of("loss", Series.of(1, Double.NaN)));
    assertThat(objective.of(broken)).isEqualTo(Score.WORST);
    assertThat(objective.of(List.of(trial(End.EXHAUSTED, 20), broken))).isEqualTo(Score.WORST);
  }

  @Test
  void aTargetThatWasNotReachedIsABoundAndNotAValue() {
    var objective = new IterationsToTarget("loss", Goal.MINIMISE);
    assertThat(objective.of(trial(End.CONVERGED, 20))).isEqualTo(Score.of(20));
    assertThat(objective.of(trial(End.EXHAUSTED, 20))).isEqualTo(new Score(20, true, Math.sqrt(2)));
    // the mean of 20 and at least 20
    assertThat(objective.of(List.of(trial(End.CONVERGED, 20), trial(End.EXHAUSTED, 20))))
        .isEqualTo(new Score(20, true, Math.sqrt(2) / 2));
  }

  @Test
  void boundsComeAfterAllThatIsKnownAndTheUnusableLast() {
    assertThat(
            List.of(
                    Score.WORST,
                    new Score(100, true, 0.2),
                    new Score(9000, true, 0.1),
                    Score.of(5000),
                    Score.of(7))
                .stream()
                .sorted())
        .containsExactly(
            Score.of(7),
            Score.of(5000),
            new Score(9000, true, 0.1),
            new Score(100, true, 0.2),
            Score.WORST);
  }

  @Test
  void aTrialIsKnownAsItWasAtEachBudget() {
    var trial = trial(End.CONVERGED, 20);
    assertThat(trial.after(20)).isEqualTo(trial);
    var earlier = trial.after(12);
    assertThat(earlier.end()).isEqualTo(End.EXHAUSTED);
    assertThat(earlier.iterations()).isEqualTo(12);
    assertThat(earlier.metrics().get("loss").last()).isEqualTo(0.5);
  }

  private static TrialResult trial(End end, int iterations) {
    return new TrialResult(0, end, iterations, Map.of("loss", LOSS));
  }
}
