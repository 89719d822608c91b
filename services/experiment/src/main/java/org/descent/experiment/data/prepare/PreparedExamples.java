package org.descent.experiment.data.prepare;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.event.Fitted;
import org.descent.contracts.spec.PreparationSpec;
import org.descent.contracts.spec.SplitSpec;
import org.descent.experiment.data.SourceExamples;
import org.descent.experiment.data.SplitExamples;

/**
 * Examples that are divided and prepared: every {@link PreparationSpec} has a step here.
 *
 * @param fitted the steps in order, with what they have found in the training part
 */
public record PreparedExamples(SplitExamples split, List<Fitted> fitted) {
  static final List<Step<?>> STEPS =
      List.of(
          new Filling(),
          new Standardising(),
          new Stretching(),
          new Scaling(),
          new Noise(),
          new Permuting());

  public PreparedExamples {
    fitted = List.copyOf(fitted);
  }

  /**
   * The examples of {@code source}, divided by {@code split} and prepared by {@code steps}.
   *
   * @param fold the one for validation, from 1, where there are folds
   * @throws InvalidSpec naming the split or the step, and what in the examples does not fit it
   */
  public static PreparedExamples of(
      SourceExamples source, SplitSpec split, int fold, List<PreparationSpec> steps) {
    var divided = source.divided(split, fold);
    var rows = new Step.Rows(divided, source::feature);
    var fitted = new ArrayList<Fitted>();
    for (var spec : all(steps, divided)) {
      var made = made(step(spec), spec, rows);
      fitted.add(new Fitted(spec, made.found()));
      rows = made.rows();
    }
    return new PreparedExamples(rows.split(), fitted);
  }

  /** The same of a split without folds, or of its first one. */
  public static PreparedExamples of(
      SourceExamples source, SplitSpec split, List<PreparationSpec> steps) {
    return of(source, split, 1, steps);
  }

  /** What is missing is filled before anything else. */
  private static List<PreparationSpec> all(List<PreparationSpec> steps, SplitExamples divided) {
    return divided.all().hasGaps()
        ? Stream.concat(Stream.of(new PreparationSpec.Fill()), steps.stream()).toList()
        : steps;
  }

  private static Step<?> step(PreparationSpec spec) {
    return STEPS.stream()
        .filter(step -> step.spec().isInstance(spec))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no step for " + spec));
  }

  private static <S extends PreparationSpec> Step.Made made(
      Step<S> step, PreparationSpec spec, Step.Rows rows) {
    try {
      return step.of(step.spec().cast(spec), rows);
    } catch (InvalidSpec e) {
      throw new InvalidSpec("prepare: " + e.getMessage());
    }
  }
}
