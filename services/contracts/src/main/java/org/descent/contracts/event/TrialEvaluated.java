package org.descent.contracts.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;

/**
 * A trained trial has been judged from its published weights.
 *
 * @param training the trainer's own account, untouched
 * @param splits metrics by split: {@code train}, {@code validation}, {@code test} (those that have
 *     rows)
 * @param disagreements what the trainer claimed and the evaluator did not find; empty when they
 *     agree
 * @param lines for networks on two inputs: separating lines at each snapshot
 * @param surfaces those of the trial's variant, or none
 * @param predictions of the training split, at most 1000 examples
 * @param trajectory for a network of one weight and one bias: where it stood at each snapshot;
 *     empty for others, and in events written before it was thought of
 * @param averaged metrics by split at the average of the weights; empty where none is kept, and in
 *     events written before there were any
 * @param classes by split: what heads that say a class say of it, unless they say NaN; empty where
 *     there are none, and in events written before it was thought of
 * @param landscapes those of the trial's variant, or none
 * @param fields of the first trial of a variant, where there are two features: what its heads say
 *     over their plane at some of its snapshots
 */
public record TrialEvaluated(
    TrialTrained training,
    Map<String, Metrics> splits,
    List<String> disagreements,
    List<Line> lines,
    List<Surface> surfaces,
    List<Prediction> predictions,
    List<Step> trajectory,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Metrics> averaged,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, List<Classification>> classes,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Landscape> landscapes,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<DecisionField> fields)
    implements EvaluationEvent {
  /**
   * The line a·x + b·y + c = 0.
   *
   * @param iteration of the snapshot
   * @param plane {@code input} for (x1, x2), {@code hidden} for (h1, h2)
   * @param of the unit or head that is zero on it, for example {@code h1} or {@code label}
   * @param accuracy of that head at the snapshot on the training split; NaN for hidden units
   */
  public record Line(
      int iteration, String plane, String of, double a, double b, double c, double accuracy) {}

  /**
   * A head's outputs.
   *
   * @param values float32 little-endian, [examples, outputs]: probabilities, or numbers for
   *     regression
   */
  public record Prediction(String head, int outputs, byte[] values) {}

  /**
   * A point on the way through the plane of (weight, bias).
   *
   * @param iteration of the snapshot
   */
  public record Step(int iteration, double weight, double bias) {}

  public TrialEvaluated {
    splits = splits == null ? null : Few.entries(splits);
    disagreements = List.copyOf(disagreements);
    lines = List.copyOf(lines);
    surfaces = List.copyOf(surfaces);
    predictions = List.copyOf(predictions);
    trajectory = trajectory == null ? List.of() : List.copyOf(trajectory);
    averaged = Few.entries(averaged);
    classes = Few.entries(classes);
    landscapes = landscapes == null ? List.of() : List.copyOf(landscapes);
    fields = fields == null ? List.of() : List.copyOf(fields);
  }

  /** Without landscapes. */
  public TrialEvaluated(
      TrialTrained training,
      Map<String, Metrics> splits,
      List<String> disagreements,
      List<Line> lines,
      List<Surface> surfaces,
      List<Prediction> predictions,
      List<Step> trajectory,
      Map<String, Metrics> averaged,
      Map<String, List<Classification>> classes) {
    this(
        training,
        splits,
        disagreements,
        lines,
        surfaces,
        predictions,
        trajectory,
        averaged,
        classes,
        List.of(),
        List.of());
  }

  /** Without a trajectory. */
  public TrialEvaluated(
      TrialTrained training,
      Map<String, Metrics> splits,
      List<String> disagreements,
      List<Line> lines,
      List<Surface> surfaces,
      List<Prediction> predictions) {
    this(training, splits, disagreements, lines, surfaces, predictions, List.of());
  }

  /** Without classes. */
  public TrialEvaluated(
      TrialTrained training,
      Map<String, Metrics> splits,
      List<String> disagreements,
      List<Line> lines,
      List<Surface> surfaces,
      List<Prediction> predictions,
      List<Step> trajectory,
      Map<String, Metrics> averaged) {
    this(
        training,
        splits,
        disagreements,
        lines,
        surfaces,
        predictions,
        trajectory,
        averaged,
        Map.of());
  }

  /** Without an average. */
  public TrialEvaluated(
      TrialTrained training,
      Map<String, Metrics> splits,
      List<String> disagreements,
      List<Line> lines,
      List<Surface> surfaces,
      List<Prediction> predictions,
      List<Step> trajectory) {
    this(training, splits, disagreements, lines, surfaces, predictions, trajectory, Map.of());
  }

  /** The same judgement of weights that {@code training} tells of. */
  public TrialEvaluated of(TrialTrained training) {
    return new TrialEvaluated(
        training,
        splits,
        disagreements,
        lines,
        surfaces,
        predictions,
        trajectory,
        averaged,
        classes,
        landscapes,
        fields);
  }

  @Override
  public String key() {
    return training.key();
  }

  @Override
  public End end() {
    return training.end();
  }

  @Override
  public String trial() {
    return training.trial();
  }

  @Override
  public String experiment() {
    return training.experiment();
  }

  @Override
  public int variant() {
    return training.variant();
  }

  @Override
  public long seed() {
    return training.seed();
  }

  @Override
  public String cohort() {
    return training.cohort();
  }
}
