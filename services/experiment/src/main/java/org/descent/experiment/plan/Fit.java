package org.descent.experiment.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.BatchSpec;
import org.descent.contracts.spec.HeadKind;
import org.descent.contracts.spec.HeadSpec;
import org.descent.contracts.spec.LandscapeSpec;
import org.descent.contracts.spec.Loss;
import org.descent.contracts.spec.NetworkSpec;
import org.descent.contracts.spec.OptimiserSpec;
import org.descent.contracts.spec.ParameterLayout;
import org.descent.contracts.spec.ParameterRole;
import org.descent.contracts.spec.ScheduleSpec;
import org.descent.contracts.spec.Split;
import org.descent.contracts.spec.TargetSpec;
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
      for (var target : head.targets()) {
        InvalidSpec.unless(
            targets.contains(target),
            "head %s: the data has no target %s, expected %s%s",
            head.name(),
            target,
            targets.size() == 1 ? "" : "one of ",
            String.join(", ", targets));
      }
    }
  }

  /**
   * The network can be laid out on examples of {@code shape}, its snapshots fit a record, and it is
   * small enough for the surface that is asked for.
   *
   * @param shape of one example, without the batch axis
   */
  public static void shape(TrainingSpec training, List<Integer> shape) {
    var layout = ParameterLayout.of(training.network(), shape);
    int parameters = layout.size();
    long kept = training.snapshots().size() + 1L; // the end is kept, too
    if (training.averages()) {
      InvalidSpec.unless(
          2 * kept * parameters <= ParameterLayout.MAX_PARAMETERS,
          "update: %s snapshots and the end, of %s parameters and as many averages each, make %s"
              + " numbers, expected at most %s",
          kept - 1,
          parameters,
          2 * kept * parameters,
          ParameterLayout.MAX_PARAMETERS);
    }
    InvalidSpec.unless(
        kept * parameters <= ParameterLayout.MAX_PARAMETERS,
        "snapshots: %s and the end, of %s parameters each, make %s numbers, expected at most %s",
        kept - 1,
        parameters,
        kept * parameters,
        ParameterLayout.MAX_PARAMETERS);
    long directions = training.landscapes().stream().mapToLong(LandscapeSpec::axes).sum();
    long rows = (training.averages() ? 2 : 1) * kept;
    InvalidSpec.unless(
        directions == 0 || (rows + directions) * parameters <= ParameterLayout.MAX_PARAMETERS,
        "landscapes: %s axes beside %s snapshots and the end, of %s parameters each, make %s"
            + " numbers, expected at most %s",
        directions,
        kept - 1,
        parameters,
        (rows + directions) * parameters,
        ParameterLayout.MAX_PARAMETERS);
    if (training.optimiser() instanceof OptimiserSpec.Muon) {
      InvalidSpec.unless(
          hasHiddenWeights(training.network(), layout),
          "optimiser: muon is for the weights of hidden layers, expected a network that has some");
    }
    training
        .surfaceGrid()
        .ifPresent(
            grid -> {
              InvalidSpec.unless(
                  parameters == 2,
                  "surface: the network has %s parameters, expected one weight and one bias",
                  parameters);
              InvalidSpec.unless(
                  training.network().heads().get(0).kind() == HeadKind.BINARY,
                  "surface: the head is a regression, expected a binary one");
              InvalidSpec.unless(
                  training.loss() == Loss.L2 || training.loss() == Loss.CROSS_ENTROPY,
                  "surface: the loss is %s, expected l2 or cross-entropy",
                  training.loss().name().toLowerCase(Locale.ROOT));
              InvalidSpec.unless(
                  training.network().heads().get(0).smoothing() == 0,
                  "surface: the head smooths labels by %s, expected one that does not",
                  training.network().heads().get(0).smoothing());
              long points = (long) grid.weight().points().length * grid.bias().points().length;
              InvalidSpec.unless(
                  points <= MAX_SURFACE_POINTS,
                  "surface: %s grid points, expected at most %s",
                  points,
                  MAX_SURFACE_POINTS);
            });
  }

  private static boolean hasHiddenWeights(NetworkSpec network, ParameterLayout layout) {
    return layout.parameters().stream()
        .filter(p -> p.role() == ParameterRole.WEIGHT)
        .anyMatch(
            p -> network.heads().stream().noneMatch(h -> p.name().startsWith(h.name() + "/")));
  }

  /**
   * What is scheduled comes to pass within the budget.
   *
   * @param train number of training examples, if that is known
   */
  public static void schedules(TrainingSpec training, OptionalInt train) {
    var epoch = train.stream().map(training.batch()::epoch).findFirst();
    schedule("schedule", training.updates().schedule(), training.iterations(), epoch);
    schedule("momentum", training.updates().momentum(), training.iterations(), epoch);
  }

  private static void schedule(String key, ScheduleSpec schedule, int budget, OptionalInt epoch) {
    boolean epochs = schedule != null && schedule.unit() == ScheduleSpec.Unit.EPOCHS;
    if (schedule == null || (epochs && epoch.isEmpty())) {
      return;
    }
    double unit = epochs ? epoch.getAsInt() : 1;
    double risen = schedule.warmUp() * unit;
    InvalidSpec.unless(
        risen <= budget,
        "update: %s: warmUp %s%s, expected at most the budget of %s iterations",
        key,
        InvalidSpec.written(schedule.warmUp()),
        epochs ? " epochs of " + (int) unit + " iterations" : "",
        budget);
    double last = schedule.course().lastStep();
    InvalidSpec.unless(
        last == 0 || Math.max(risen, 1) + last * unit <= budget,
        "update: %s: a step %s %s after the warm-up, expected one within the budget of %s iterations",
        key,
        InvalidSpec.written(last),
        epochs ? "epochs of " + (int) unit + " iterations" : "iterations",
        budget);
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

  /**
   * What is judged on splits can be: they have examples.
   *
   * @param rows the number of examples of each split
   */
  public static void splits(TrainingSpec training, Map<Split, Integer> rows) {
    var patience = training.patience();
    for (var target : training.targets()) {
      split("target", target.on(), rows);
    }
    split("patience", patience == null ? null : patience.on(), rows);
    for (var instrument : training.instruments()) {
      instrument.on().forEach(on -> split("instruments: " + instrument.word(), on, rows));
    }
    for (var landscape : training.landscapes()) {
      landscape.on().forEach(on -> split("landscapes: " + landscape.word(), on, rows));
    }
  }

  private static void split(String what, Split on, Map<Split, Integer> rows) {
    var existing = new ArrayList<Split>();
    for (var split : Split.values()) {
      if (rows.getOrDefault(split, 0) > 0) {
        existing.add(split);
      }
    }
    InvalidSpec.unless(
        on == null || existing.contains(on),
        "%s: there are no examples for %s, expected it on %s",
        what,
        on == null ? "" : on.word(),
        Split.words(existing));
  }

  /**
   * The targets for a loss can be reached: even a perfect head has a loss where labels lie between
   * 0 and 1.
   *
   * @param train the examples for training; a target on others is not looked at
   */
  public static void reach(TrainingSpec training, Examples train) {
    for (var target : training.targets()) {
      boolean trained = !target.measured() || target.on() == Split.TRAIN;
      if (target.metric() == TargetSpec.Metric.LOSS && trained) {
        double least =
            training.network().heads().stream()
                .filter(head -> target.head().isEmpty() || target.head().equals(head.name()))
                .mapToDouble(
                    head ->
                        (target.head().isEmpty() ? head.weight() : 1)
                            * leastLoss(head, training.loss(), train.columns(head.targets())))
                .sum();
        InvalidSpec.unless(
            target.value() >= least * (1 - 1e-6), // float32
            "target: loss %s, expected at least %s, the lowest that there is for these labels",
            target.value(),
            (float) least);
      }
    }
  }

  /** The loss of a head that says exactly {@code targets}: their mean entropy, or 0. */
  private static double leastLoss(HeadSpec head, Loss loss, List<float[]> targets) {
    if (loss != Loss.CROSS_ENTROPY) {
      return 0;
    }
    return switch (head.kind()) {
      case REGRESSION -> 0;
      case MULTI_CLASS ->
          entropy(head.smoothed(1)) + (head.outputs() - 1) * entropy(head.smoothed(0));
      case BINARY, MULTI_LABEL ->
          targets.stream().mapToDouble(labels -> entropy(head, labels)).sum();
    };
  }

  /** The mean entropy of labels from 0 to 1. */
  private static double entropy(HeadSpec head, float[] labels) {
    double sum = 0;
    for (float y : labels) {
      sum += entropy(head.smoothed(y)) + entropy(1 - head.smoothed(y));
    }
    return sum / labels.length;
  }

  private static double entropy(double share) {
    return share > 0 ? -share * Math.log(share) : 0;
  }
}
