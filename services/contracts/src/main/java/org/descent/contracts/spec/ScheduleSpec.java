package org.descent.contracts.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.descent.contracts.InvalidSpec;

/**
 * How a number of an optimiser goes on from what it is at the start: a warm-up, then a course. All
 * lengths are in {@code unit}s.
 *
 * @param unit iterations, or epochs: passes through the training split
 * @param warmUp length of a linear rise to 1; 0 for none. In iteration t of w the factor is t / w.
 * @param course what comes after it, its own time beginning at 0
 */
public record ScheduleSpec(
    @Otherwise("iterations") Unit unit,
    @Otherwise("0") double warmUp,
    @Otherwise("constant") Course course) {
  /** What lengths are counted in. */
  public enum Unit {
    @JsonProperty("iterations")
    ITERATIONS,
    @JsonProperty("epochs")
    EPOCHS
  }

  public ScheduleSpec {
    InvalidSpec.unless(
        warmUp >= 0 && Double.isFinite(warmUp),
        "warmUp %s, expected a number of 0 or more",
        warmUp);
  }

  /** A factor as a function of time: each of them is its formula, too. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "course")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Constant.class, name = "constant"),
    @JsonSubTypes.Type(value = Step.class, name = "step"),
    @JsonSubTypes.Type(value = Piecewise.class, name = "piecewise"),
    @JsonSubTypes.Type(value = Exponential.class, name = "exponential"),
    @JsonSubTypes.Type(value = Polynomial.class, name = "polynomial"),
    @JsonSubTypes.Type(value = Cosine.class, name = "cosine"),
    @JsonSubTypes.Type(value = CosineRestarts.class, name = "cosine-restarts"),
    @JsonSubTypes.Type(value = InverseSquareRoot.class, name = "inverse-square-root"),
    @JsonSubTypes.Type(value = OneCycle.class, name = "one-cycle")
  })
  public sealed interface Course {
    /**
     * The factor at a time.
     *
     * @param t from 0
     */
    double factor(double t);

    /** Whether it is 1 at all times from 0 to {@code end}. */
    boolean constant(double end);

    /** The last time that is written for a step to be taken at, or 0 if there is none. */
    default double lastStep() {
      return 0;
    }
  }

  /** 1. */
  public record Constant() implements Course {
    @Override
    public double factor(double t) {
      return 1;
    }

    @Override
    public boolean constant(double end) {
      return true;
    }
  }

  /** {@code factor} for every {@code every} that has passed, multiplied up. */
  public record Step(double every, @Otherwise("0.1") double factor) implements Course {
    public Step {
      requireLength("every", every);
      requireFactor("factor", factor);
    }

    @Override
    public double factor(double t) {
      return StrictMath.pow(factor, Math.floor(t / every));
    }

    @Override
    public double lastStep() {
      return every;
    }

    @Override
    public boolean constant(double end) {
      return factor == 1 || every > end;
    }
  }

  /**
   * {@code factors[i]} from {@code from[i]} on, 1 before the first.
   *
   * @param from ascending
   */
  public record Piecewise(List<Double> from, List<Double> factors) implements Course {
    public Piecewise {
      from = List.copyOf(from);
      factors = List.copyOf(factors);
      InvalidSpec.unless(
          from.size() == factors.size() && !from.isEmpty(),
          "from has %s times, expected one or more and as many as factors (%s)",
          from.size(),
          factors.size());
      double before = 0;
      for (double time : from) {
        InvalidSpec.unless(
            time > before && Double.isFinite(time),
            "from %s, expected numbers above 0 that ascend",
            from);
        before = time;
      }
      factors.forEach(factor -> requireFactor("factors", factor));
    }

    @Override
    public double factor(double t) {
      double factor = 1;
      for (int i = 0; i < from.size() && t >= from.get(i); i++) {
        factor = factors.get(i);
      }
      return factor;
    }

    @Override
    public double lastStep() {
      return from.get(from.size() - 1);
    }

    @Override
    public boolean constant(double end) {
      return IntStream.range(0, from.size())
          .allMatch(i -> factors.get(i) == 1 || from.get(i) > end);
    }
  }

  /** factor^(t / every), without steps. */
  public record Exponential(double every, double factor) implements Course {
    public Exponential {
      requireLength("every", every);
      requireFactor("factor", factor);
    }

    @Override
    public double factor(double t) {
      return StrictMath.pow(factor, t / every);
    }

    @Override
    public boolean constant(double end) {
      return factor == 1;
    }
  }

  /** end + (1 - end) (1 - t / over)^power up to {@code over}, then {@code end}. */
  public record Polynomial(double over, @Otherwise("1") double power, @Otherwise("0") double end)
      implements Course {
    public Polynomial {
      requireLength("over", over);
      InvalidSpec.unless(
          power > 0 && Double.isFinite(power), "power %s, expected a number above 0", power);
      requireFactor("end", end);
    }

    @Override
    public double factor(double t) {
      double left = Math.max(0, 1 - t / over);
      return end + (1 - end) * StrictMath.pow(left, power);
    }

    @Override
    public boolean constant(double end) {
      return this.end == 1;
    }
  }

  /** end + (1 - end) (1 + cos(π t / over)) / 2 up to {@code over}, then {@code end}. */
  public record Cosine(double over, @Otherwise("0") double end) implements Course {
    public Cosine {
      requireLength("over", over);
      requireFactor("end", end);
    }

    @Override
    public double factor(double t) {
      return halfCosine(1, end, t / over);
    }

    @Override
    public boolean constant(double end) {
      return this.end == 1;
    }
  }

  /**
   * Cosines one after the other, each from 1 to {@code end} and {@code stretch} times as long as
   * the one before (Loshchilov &amp; Hutter 2017).
   *
   * @param period the length of the first
   * @param stretch 1 or more
   */
  public record CosineRestarts(
      double period, @Otherwise("1") double stretch, @Otherwise("0") double end) implements Course {
    public CosineRestarts {
      requireLength("period", period);
      InvalidSpec.unless(
          stretch >= 1 && Double.isFinite(stretch), "stretch %s, expected 1 or more", stretch);
      requireFactor("end", end);
    }

    @Override
    public double factor(double t) {
      return halfCosine(1, end, share(t / period));
    }

    /**
     * How much of its period has passed.
     *
     * @param t in first periods
     */
    private double share(double t) {
      if (stretch == 1) {
        return t - Math.floor(t);
      }
      double over = Math.floor(StrictMath.log1p(t * (stretch - 1)) / StrictMath.log(stretch));
      double begun = begun(over);
      if (begun > t) { // the logarithm was rounded up, or down
        begun = begun(--over);
      } else if (begun(over + 1) <= t) {
        begun = begun(++over);
      }
      return (t - begun) / StrictMath.pow(stretch, over);
    }

    /** When the next period begins after {@code over} of them. */
    private double begun(double over) {
      return (StrictMath.pow(stretch, over) - 1) / (stretch - 1);
    }

    @Override
    public boolean constant(double end) {
      return this.end == 1;
    }
  }

  /** √(from / max(t, from)): Vaswani et al. 2017. */
  public record InverseSquareRoot(double from) implements Course {
    public InverseSquareRoot {
      requireLength("from", from);
    }

    @Override
    public double factor(double t) {
      return Math.sqrt(from / Math.max(t, from));
    }

    @Override
    public boolean constant(double end) {
      return from >= end;
    }
  }

  /**
   * From {@code start} up to 1 and down to {@code end}, each half a cosine (Smith &amp; Topin 2018,
   * as PyTorch's OneCycleLR); then {@code end}.
   *
   * @param over length of all
   * @param rise the share of it that goes up
   */
  public record OneCycle(
      double over,
      @Otherwise("0.3") double rise,
      @Otherwise("0.04") double start,
      @Otherwise("4e-6") double end)
      implements Course {
    public OneCycle {
      requireLength("over", over);
      InvalidSpec.unless(rise > 0 && rise < 1, "rise %s, expected above 0 and below 1", rise);
      requireFactor("start", start);
      requireFactor("end", end);
    }

    @Override
    public double factor(double t) {
      double top = over * rise;
      return t < top ? halfCosine(start, 1, t / top) : halfCosine(1, end, (t - top) / (over - top));
    }

    @Override
    public boolean constant(double end) {
      return start == 1 && this.end == 1;
    }
  }

  /** Half a cosine from one number to another; {@code share} of it has passed. */
  private static double halfCosine(double from, double to, double share) {
    return to + (from - to) * (1 + StrictMath.cos(Math.PI * Math.min(share, 1))) / 2;
  }

  private static void requireLength(String name, double length) {
    InvalidSpec.unless(
        length > 0 && Double.isFinite(length), "%s %s, expected a number above 0", name, length);
  }

  private static void requireFactor(String name, double factor) {
    InvalidSpec.unless(
        factor >= 0 && Double.isFinite(factor),
        "%s %s, expected a number of 0 or more",
        name,
        factor);
  }

  /** What takes the place of {@code course} where it is 1 from 0 to {@code end}. */
  private Course shortest(double end) {
    return course.constant(end) ? new Constant() : course;
  }

  /**
   * The same in the simplest words; empty if it changes nothing.
   *
   * @param updates how often it is asked
   * @param epoch iterations of a pass through the training split, if that is known
   */
  Optional<ScheduleSpec> simplest(int updates, OptionalInt epoch) {
    var counted = epoch.equals(OptionalInt.of(1)) ? Unit.ITERATIONS : unit;
    boolean known = counted == Unit.ITERATIONS || epoch.isPresent();
    double length = counted == Unit.ITERATIONS ? 1 : epoch.orElse(1);
    double risen = known && warmUp * length <= 1 ? 0 : warmUp;
    double rest =
        known ? (updates - Math.max(1, risen * length)) / length : Double.POSITIVE_INFINITY;
    var right = new ScheduleSpec(counted, risen, shortest(rest));
    return right.warmUp == 0 && right.course instanceof Constant
        ? Optional.empty()
        : Optional.of(right);
  }

  /** Programs take what varies for each iteration, whatever it is. */
  static final ScheduleSpec VARYING = new ScheduleSpec(Unit.ITERATIONS, 0, new Constant());
}
