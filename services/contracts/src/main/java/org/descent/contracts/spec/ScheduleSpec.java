package org.descent.contracts.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.descent.contracts.InvalidSpec;

/**
 * How a number of an optimiser goes on from what it is at the start: a warm-up, then a course. All
 * lengths are in {@code unit}s.
 *
 * @param unit iterations, or epochs: passes through the training split
 * @param warmUp length of a linear rise to 1; 0 for none. In iteration t of w the factor is t / w.
 * @param course what comes after it, its own time beginning at 0
 */
public record ScheduleSpec(Unit unit, double warmUp, Course course) {
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
        "schedule: warmUp %s, expected a number of 0 or more",
        warmUp);
  }

  /** A factor as a function of time. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "course")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Constant.class, name = "constant"),
    @JsonSubTypes.Type(value = Step.class, name = "step"),
    @JsonSubTypes.Type(value = Piecewise.class, name = "piecewise"),
    @JsonSubTypes.Type(value = Exponential.class, name = "exponential"),
    @JsonSubTypes.Type(value = Polynomial.class, name = "polynomial"),
    @JsonSubTypes.Type(value = Cosine.class, name = "cosine"),
    @JsonSubTypes.Type(value = InverseSquareRoot.class, name = "inverse-square-root"),
    @JsonSubTypes.Type(value = OneCycle.class, name = "one-cycle")
  })
  public sealed interface Course {
    /** The last time at which it changes by a jump, or 0: beyond the budget it would never. */
    default double lastJump() {
      return 0;
    }
  }

  /** 1. */
  public record Constant() implements Course {}

  /** {@code factor} for every {@code every} that has passed, multiplied up. */
  public record Step(double every, double factor) implements Course {
    public Step {
      requireLength("step: every", every);
      requireFactor("step", factor);
    }

    @Override
    public double lastJump() {
      return every;
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
          "piecewise: %s times and %s factors, expected as many of each, one or more",
          from.size(),
          factors.size());
      double before = 0;
      for (double time : from) {
        InvalidSpec.unless(
            time > before && Double.isFinite(time), "piecewise: from %s, expected to ascend", from);
        before = time;
      }
      factors.forEach(factor -> requireFactor("piecewise", factor));
    }

    @Override
    public double lastJump() {
      return from.get(from.size() - 1);
    }
  }

  /** factor^(t / every), without steps. */
  public record Exponential(double every, double factor) implements Course {
    public Exponential {
      requireLength("exponential: every", every);
      requireFactor("exponential", factor);
    }
  }

  /** end + (1 - end) (1 - t / over)^power up to {@code over}, then {@code end}. */
  public record Polynomial(double over, double power, double end) implements Course {
    public Polynomial {
      requireLength("polynomial: over", over);
      InvalidSpec.unless(
          power > 0 && Double.isFinite(power), "polynomial: power %s must be above 0", power);
      requireFactor("polynomial: end", end);
    }
  }

  /**
   * end + (1 - end) (1 + cos(π t / over)) / 2, then {@code end}; or with restarts again from 1,
   * each period {@code stretch} times as long as the one before (Loshchilov &amp; Hutter 2017).
   *
   * @param stretch 0 for no restarts, else 1 or more
   */
  public record Cosine(double over, double end, double stretch) implements Course {
    public Cosine {
      requireLength("cosine: over", over);
      requireFactor("cosine: end", end);
      InvalidSpec.unless(
          stretch == 0 || (stretch >= 1 && Double.isFinite(stretch)),
          "cosine: stretch %s, expected 0 (no restarts), or 1 or more",
          stretch);
    }

    @Override
    public double lastJump() {
      return stretch == 0 ? 0 : over;
    }
  }

  /** √(from / max(t, from)): Vaswani et al. 2017. */
  public record InverseSquareRoot(double from) implements Course {
    public InverseSquareRoot {
      requireLength("inverse-square-root: from", from);
    }
  }

  /**
   * From {@code start} up to 1 and down to {@code end}, each half a cosine (Smith &amp; Topin 2018,
   * as PyTorch's OneCycleLR); then {@code end}.
   *
   * @param over length of all
   * @param rise the share of it that goes up
   */
  public record OneCycle(double over, double rise, double start, double end) implements Course {
    public OneCycle {
      requireLength("one-cycle: over", over);
      InvalidSpec.unless(
          rise > 0 && rise < 1, "one-cycle: rise %s, expected above 0 and below 1", rise);
      requireFactor("one-cycle: start", start);
      requireFactor("one-cycle: end", end);
    }
  }

  private static void requireLength(String name, double length) {
    InvalidSpec.unless(
        length > 0 && Double.isFinite(length), "%s %s must be a number above 0", name, length);
  }

  private static void requireFactor(String name, double factor) {
    InvalidSpec.unless(
        factor >= 0 && Double.isFinite(factor),
        "%s: factor %s, expected a number of 0 or more",
        name,
        factor);
  }

  /** Programs take what varies for each iteration, whatever it is. */
  static final ScheduleSpec VARYING = new ScheduleSpec(Unit.ITERATIONS, 0, new Constant());
}
