package org.descent.trainer;

import io.quarkus.test.Mock;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.descent.contracts.event.End;
import org.descent.contracts.event.Metrics;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.learning.CheckpointListener;
import org.descent.learning.Cohort;
import org.descent.learning.CohortCheckpoint;
import org.descent.learning.CurveSlice;
import org.descent.learning.Engine;
import org.descent.learning.Outcome;

/**
 * Ends trials by their seed: 1 converges at iteration 2, 2 fails, 3 brings the engine down, 5 takes
 * a segment of one iteration and stops there as if the process had ended, 6 stops before that, 7, 8
 * and 11 bring the JVM to its limits, others run until they are cancelled.
 */
@Mock
@Singleton
class ScriptedEngine implements Engine {
  /** What the last cohort was to go on from. */
  static volatile CohortCheckpoint seen;

  /** What it says of who trains. */
  static volatile String trains = "scripted";

  static CohortCheckpoint.Running running(Cohort.Trial trial) {
    return new CohortCheckpoint.Running(
        trial.id(),
        1,
        new float[] {1, 2},
        List.of(new float[] {3, 4}, new float[] {5, 6}),
        List.of(new Outcome.Snapshot(1, new float[] {7, 8}, Optional.of(new float[] {9, 10}))),
        0.5);
  }

  @Override
  public String name() {
    return "scripted";
  }

  @Override
  public String trainedBy(TrainingSpec training, List<Integer> inputShape, int examples) {
    return trains;
  }

  @Override
  public void train(Cohort cohort, CohortCheckpoint from, CheckpointListener listener) {
    seen = from;
    for (var trial : cohort.trials()) {
      if (trial.seed() == 1) {
        var curve = new float[][] {{0.5f, 0.25f}, {0.5f, 1}};
        listener.progressed(trial, new CurveSlice(1, List.of("loss", "accuracy"), curve));
        listener.ended(trial, converged());
      } else if (trial.seed() == 2) {
        listener.ended(trial, new Outcome.Failed("no\nluck"));
      } else if (trial.seed() == 3) {
        throw new IllegalStateException("out of cheese");
      } else if (trial.seed() == 5) {
        var curve = new float[][] {{0.5f}, {0.5f}};
        listener.progressed(trial, new CurveSlice(1, List.of("loss", "accuracy"), curve));
        listener.checkpointed(new CohortCheckpoint(List.of(running(trial)), List.of("before")));
      } else if (trial.seed() == 6) {
        return;
      } else if (trial.seed() == 7) {
        throw new OutOfMemoryError("Java heap space");
      } else if (trial.seed() == 8) {
        throw new StackOverflowError();
      } else if (trial.seed() == 11) {
        throw new IllegalStateException("a thread", new OutOfMemoryError("Java heap space"));
      } else {
        while (!listener.cancelled()) {
          LockSupport.parkNanos(1_000_000);
        }
        listener.ended(trial, new Outcome.Cancelled());
      }
    }
  }

  @Override
  public void close() {}

  private static Outcome converged() {
    var snapshots =
        List.of(
            new Outcome.Snapshot(1, new float[] {1, 2}, Optional.of(new float[] {5, 6})),
            new Outcome.Snapshot(2, new float[] {3, 4}, Optional.of(new float[] {7, 8})));
    return new Outcome.Trained(
        End.CONVERGED, 2, new Metrics(0.25, 1, List.of()), snapshots, 0.125, "");
  }
}
