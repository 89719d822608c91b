package org.descent.contracts.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.stream.Collectors;
import org.descent.contracts.InvalidSpec;

/**
 * What is measured now and then beside each iteration's own metrics: loss and accuracy of whole
 * splits, at the iterations 1, 1 + n, 1 + 2n, … and at the end, always before the iteration's
 * update, of the network as it will be used.
 *
 * @param every how far apart, in {@code unit}, above 0; a whole number of iterations
 * @param unit an epoch is a pass through the training split
 * @param on the splits, at least one, each once; one that has no rows is left out
 * @param least iterations that they are apart at least, where epochs are shorter: then there are
 *     whole epochs between them
 */
public record MeasureSpec(
    double every,
    ScheduleSpec.Unit unit,
    List<Split> on,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) int least) {
  /** As often as that says. */
  public MeasureSpec(double every, ScheduleSpec.Unit unit, List<Split> on) {
    this(every, unit, on, 0);
  }

  public MeasureSpec {
    on = List.copyOf(on);
    boolean iterations = unit == ScheduleSpec.Unit.ITERATIONS;
    InvalidSpec.unless(
        every > 0 && Double.isFinite(every) && (!iterations || every == Math.rint(every)),
        "every %s, expected %s",
        every,
        iterations ? "a whole number of iterations from 1" : "epochs above 0");
    InvalidSpec.unless(!on.isEmpty(), "on nothing, expected some of train, validation, test");
    InvalidSpec.unless(
        on.stream().distinct().count() == on.size(),
        "on [%s], expected each split once",
        on.stream().map(Split::word).collect(Collectors.joining(", ")));
  }

  /** Every {@code iterations} iterations. */
  public static MeasureSpec every(int iterations, List<Split> on) {
    return new MeasureSpec(iterations, ScheduleSpec.Unit.ITERATIONS, on);
  }

  /** Once an epoch. */
  public static MeasureSpec eachEpoch(List<Split> on) {
    return new MeasureSpec(1, ScheduleSpec.Unit.EPOCHS, on);
  }

  /** The same, but so many iterations apart at least. */
  public MeasureSpec apart(int iterations) {
    return new MeasureSpec(every, unit, on, iterations);
  }

  /**
   * Iterations from one measurement to the next, from 1.
   *
   * @param epoch iterations that a pass through the training split takes
   */
  public int interval(int epoch) {
    double iterations = unit == ScheduleSpec.Unit.EPOCHS ? Math.rint(every * epoch) : every;
    if (iterations < least) {
      iterations = Math.ceil((double) least / epoch) * epoch;
    }
    return (int) Math.max(1, Math.min(TrainingSpec.MAX_ITERATIONS, iterations));
  }
}
