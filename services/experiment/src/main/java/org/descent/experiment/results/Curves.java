package org.descent.experiment.results;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.PackedCurves;
import org.descent.contracts.event.EvaluationEvent;
import org.descent.contracts.event.TrainingProgressed;
import org.descent.contracts.event.TrialEvaluated;
import org.descent.contracts.spec.Split;

/**
 * The curves of an experiment's trials: every metric at every iteration, and what was measured now
 * and then, of whole splits or by instruments, each of which has iterations of its own. Slices may
 * come in any order and more than once; where two slices overlap, what was known first stays. Long
 * slices stay as packed as they came. Safe for use by several threads.
 */
public final class Curves {
  /** The fewest points a thinned curve may be asked for: first, last, lowest, highest. */
  public static final int MIN_POINTS = 4;

  private final Map<String, Curve> curves = new LinkedHashMap<>();
  private final Map<String, MeasuredCurves> measured = new LinkedHashMap<>();
  private long iterations;

  /** One point of a curve; iterations count from 1. */
  public record Point(int iteration, float value) {}

  /** Trials with a curve, in order of appearance. */
  public synchronized Set<String> trials() {
    return Collections.unmodifiableSet(new LinkedHashSet<>(curves.keySet()));
  }

  /** Names of {@code trial}'s metrics in order; empty if it has no curve. */
  public synchronized List<String> metrics(String trial) {
    var curve = curves.get(trial);
    return curve == null ? List.of() : curve.metrics();
  }

  /** The same of what was measured now and then: {@code validation.loss}, {@code sharpness}, …. */
  public synchronized List<String> measured(String trial) {
    return together(trial).metrics();
  }

  /** Those of them that its instruments have found. */
  public List<String> instruments(String trial) {
    return measured(trial).stream()
        .filter(metric -> Split.of(metric.replaceFirst("\\..*", "")).isEmpty())
        .toList();
  }

  private MeasuredCurves together(String trial) {
    return measured.getOrDefault(trial, MeasuredCurves.NONE);
  }

  /** All of {@code trial}'s metrics, those of each iteration first. */
  public synchronized List<String> allMetrics(String trial) {
    return Stream.concat(metrics(trial).stream(), measured(trial).stream()).toList();
  }

  /** When {@code metric} was measured, ascending; never if that is none that is so. */
  public synchronized int[] measuredAt(String trial, String metric) {
    return together(trial).of(metric).map(MeasuredCurve::iterations).orElseGet(() -> new int[0]);
  }

  /** What was measured then; empty if that metric was not. */
  public synchronized float[] measured(String trial, String metric) {
    return together(trial).of(metric).map(c -> c.values(metric)).orElseGet(() -> new float[0]);
  }

  /** Whether {@code metric} is one that is measured now and then. */
  public synchronized boolean isMeasured(String trial, String metric) {
    return together(trial).of(metric).isPresent();
  }

  /** Number of iterations of {@code trial} known without a gap from iteration 1 on. */
  public synchronized int iterations(String trial) {
    var curve = curves.get(trial);
    return curve == null ? 0 : curve.length();
  }

  /**
   * How many iterations a trial took to its end: what its trainer says, or as many as are known
   * where it was not trained to one.
   */
  public int iterations(EvaluationEvent end) {
    return end instanceof TrialEvaluated evaluated
        ? evaluated.training().iterations()
        : iterations(end.trial());
  }

  /** The curve without gaps from iteration 1 on, [iterations]; empty if there is none. */
  public synchronized float[] values(String trial, String metric) {
    var curve = curves.get(trial);
    int index = curve == null ? -1 : curve.metrics().indexOf(metric);
    return index < 0 ? new float[0] : curve.values(index);
  }

  /** One point; empty if there is no such curve, or it is not known without a gap so far. */
  public synchronized OptionalDouble at(String trial, String metric, int iteration) {
    var curve = curves.get(trial);
    int index = curve == null ? -1 : curve.metrics().indexOf(metric);
    return index < 0 || iteration > curve.length()
        ? OptionalDouble.empty()
        : OptionalDouble.of(curve.at(index, iteration));
  }

  /**
   * Looks a curve up at {@code iterations}, ascending; beyond its end its last value stands, and
   * between two measurements of a split the earlier one. What has been unpacked for it stays so
   * while there is memory for it.
   *
   * @param into takes the values, [iterations]; untouched if there is no such curve
   * @return how many of {@code iterations} do not lie beyond the end
   */
  public synchronized int sample(String trial, String metric, int[] iterations, float[] into) {
    var own = together(trial).of(metric);
    if (own.isPresent()) {
      return own.get().sample(metric, iterations, into);
    }
    var curve = curves.get(trial);
    int index = curve == null ? -1 : curve.metrics().indexOf(metric);
    return index < 0 ? 0 : curve.sample(index, iterations, into);
  }

  /**
   * The points of a curve that it takes to draw it: see {@link Thinning}.
   *
   * @param columns of pixels along the axis, which ends where the curve does
   */
  public List<Point> drawn(String trial, String metric, Spacing spacing, int columns) {
    int[] at = measuredAt(trial, metric);
    float[] values = measured(trial, metric);
    if (values.length > 0) {
      var kept = new BitSet(values.length);
      var thinning = new Thinning(spacing, at[at.length - 1], columns);
      thinning.mark(i -> at[i], values.length, i -> values[i], true, kept);
      Thinning.straighten(kept, List.of(i -> values[i]));
      return kept.stream().mapToObj(i -> new Point(at[i], values[i])).toList();
    }
    return drawn(values(trial, metric), spacing, columns);
  }

  /**
   * The same of any curve.
   *
   * @param values element i is iteration i + 1
   */
  public static List<Point> drawn(float[] values, Spacing spacing, int columns) {
    var kept = kept(values, new Thinning(spacing, values.length, columns), true);
    Thinning.straighten(kept, List.of(i -> values[i]));
    return points(values, kept);
  }

  /** At most {@code points} points of one of {@code trial}'s curves, see below. */
  public List<Point> thinned(String trial, String metric, Spacing spacing, int points) {
    int[] at = measuredAt(trial, metric);
    float[] values = measured(trial, metric);
    return values.length == 0
        ? thinned(values(trial, metric), spacing, points)
        : thinned(values, spacing, points).stream()
            .map(p -> new Point(at[p.iteration() - 1], p.value()))
            .toList();
  }

  /**
   * At most {@code points} points of a curve, in order: the first, the last, the lowest and the
   * highest of each of as many equal parts of it as there is room for, and gaps and lows above 0
   * where there is room for these too.
   *
   * @param values element i is iteration i + 1
   * @throws InvalidSpec if {@code points} is below {@link #MIN_POINTS}
   */
  public static List<Point> thinned(float[] values, Spacing spacing, int points) {
    InvalidSpec.unless(points >= MIN_POINTS, "points %s, expected %s or more", points, MIN_POINTS);
    if (values.length <= points) {
      return IntStream.range(0, values.length).mapToObj(i -> new Point(i + 1, values[i])).toList();
    }
    boolean keepsGaps = points >= MIN_POINTS + 2 && !isPositive(values);
    int columns = points / (Thinning.MOST_OF_A_COLUMN + (keepsGaps ? 2 : 0));
    return points(values, kept(values, new Thinning(spacing, values.length, columns), keepsGaps));
  }

  private static boolean isPositive(float[] values) {
    for (float value : values) {
      if (!(value > 0) || value == Float.POSITIVE_INFINITY) {
        return false;
      }
    }
    return true;
  }

  private static BitSet kept(float[] values, Thinning thinning, boolean keepsGaps) {
    var kept = new BitSet(values.length);
    thinning.mark(i -> i + 1, values.length, i -> values[i], keepsGaps, kept);
    return kept;
  }

  private static List<Point> points(float[] values, BitSet kept) {
    return kept.stream().mapToObj(i -> new Point(i + 1, values[i])).toList();
  }

  /**
   * Adds what is new in a slice.
   *
   * @param values [metrics][count]
   */
  synchronized void add(List<String> metrics, TrainingProgressed.Slice slice, PackedCurves values) {
    var curve = curves.computeIfAbsent(slice.trial(), t -> new Curve(metrics));
    iterations += curve.add(metrics, slice, values);
  }

  /** Adds what is new in measurements; whether something is. */
  synchronized boolean add(TrainingProgressed.Measured measurements) {
    return measured
        .computeIfAbsent(measurements.trial(), t -> new MeasuredCurves())
        .add(measurements);
  }

  /** What is known of {@code trial}'s curves, gaps or not, as an event of {@code experiment}. */
  synchronized Optional<TrainingProgressed> told(String experiment, String trial) {
    var curve = curves.get(trial);
    if (curve == null && !measured.containsKey(trial)) {
      return Optional.empty();
    }
    var slices = new ArrayList<TrainingProgressed.Slice>();
    var values = new ArrayList<float[]>();
    if (curve != null) {
      curve.forEach(
          (first, run) -> {
            slices.add(new TrainingProgressed.Slice(trial, first, run.get(0).length));
            values.addAll(run);
          });
    }
    return Optional.of(
        new TrainingProgressed(
            "",
            experiment,
            metrics(trial),
            slices,
            PackedCurves.of(values),
            together(trial).told(trial)));
  }

  /** Iterations known over all trials, gaps or not. */
  synchronized long iterations() {
    return iterations;
  }
}
