package org.descent.experiment.plan;

import java.util.List;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.spec.BatchSpec;
import org.descent.contracts.spec.NetworkSpec;
import org.descent.contracts.spec.ParameterLayout;
import org.descent.contracts.spec.TrainingSpec;

/** Whether a training and its data fit together; each method says what does not. */
public final class Fit {
  /**
   * The most grid points of a surface: its four quantities as float32 take 640 kB, so that they fit
   * a record beside their trial.
   */
  public static final int MAX_SURFACE_POINTS = 40_000;

  private Fit() {}

  /**
   * Every head finds the column it predicts.
   *
   * @param targets the data's target columns
   */
  public static void targets(NetworkSpec network, List<String> targets) {
    for (var head : network.heads()) {
      InvalidSpec.unless(
          targets.contains(head.target()),
          "head %s: the data has no target %s, expected %s%s",
          head.name(),
          head.target(),
          targets.size() == 1 ? "" : "one of ",
          String.join(", ", targets));
    }
  }

  /**
   * The network can be laid out on examples of {@code shape}, its snapshots fit a record, and it is
   * small enough for the surface that is asked for.
   *
   * @param shape of one example, without the batch axis
   */
  public static void shape(TrainingSpec training, List<Integer> shape) {
    int parameters = ParameterLayout.of(training.network(), shape).size();
    long kept = training.snapshots().size() + 1L; // the end is kept, too
    InvalidSpec.unless(
        kept * parameters <= ParameterLayout.MAX_PARAMETERS,
        "snapshots: %s and the end, of %s parameters each, make %s numbers, expected at most %s",
        kept - 1,
        parameters,
        kept * parameters,
        ParameterLayout.MAX_PARAMETERS);
    training
        .surfaceGrid()
        .ifPresent(
            grid -> {
              InvalidSpec.unless(
                  parameters == 2,
                  "surface: the network has %s parameters, expected one weight and one bias",
                  parameters);
              long points = (long) grid.weight().points().length * grid.bias().points().length;
              InvalidSpec.unless(
                  points <= MAX_SURFACE_POINTS,
                  "surface: %s grid points, expected at most %s",
                  points,
                  MAX_SURFACE_POINTS);
            });
  }

  /**
   * A mini-batch can be drawn.
   *
   * @param train number of training examples
   */
  public static void batch(BatchSpec batch, int train) {
    InvalidSpec.unless(
        batch.size() <= train,
        "batch: %s examples, expected at most the %s to train on",
        batch.size(),
        train);
  }
}
