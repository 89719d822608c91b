package org.descent.experiment.claim;

import java.util.Locale;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.spec.Split;
import org.descent.experiment.claim.Assertion.Bounds;

/**
 * What is looked at in a trial.
 *
 * @param kind what it is
 * @param split on which, as the evaluator found it at the trial's last iteration; null for
 *     iterations and instruments
 * @param name the head whose it is, empty for that of all heads; of an instrument, or of a first
 *     time, that of its curve
 * @param until where a curve has to come to for a first time; null for others
 */
public record Metric(Kind kind, Split split, String name, Bounds until) {
  /** What is not a first time. */
  public Metric(Kind kind, Split split, String name) {
    this(kind, split, name, null);
  }

  /** The first iteration at which {@code curve} lies between bounds. */
  static Metric first(String curve, Bounds until) {
    return new Metric(Kind.FIRST, null, curve, until);
  }

  /** What can be looked at. */
  public enum Kind {
    /** To the target; a trial that has not reached it says that it needs more. */
    ITERATIONS,
    /** The first iteration at which a curve has come somewhere, or that it takes more. */
    FIRST,
    LOSS,
    ACCURACY,
    /** 1 less the accuracy. */
    ERROR,
    /** What an instrument found at the trial's end. */
    INSTRUMENT
  }

  /** Iterations to the target. */
  public static final Metric ITERATIONS = new Metric(Kind.ITERATIONS, null, "");

  /** Whether it is a number of iterations, which a trial may not have got to. */
  public boolean timed() {
    return kind == Kind.ITERATIONS || kind == Kind.FIRST;
  }

  /** Whether one says how much larger it is than the other. */
  boolean comparesWith(Metric other) {
    boolean alike = kind == other.kind && kind != Kind.INSTRUMENT;
    return timed() && other.timed() || alike || equals(other);
  }

  /** Whether the larger is the better. */
  public boolean rises() {
    return kind == Kind.ACCURACY;
  }

  /** {@code iterations}, {@code test.error}. */
  public String text() {
    if (kind == Kind.FIRST) {
      boolean from = Double.isFinite(until.low());
      var sign =
          (from ? ">" : "<") + ((from ? until.lowIncluded() : until.highIncluded()) ? "=" : "");
      return "first(%s %s %s)"
          .formatted(name, sign, InvalidSpec.written(from ? until.low() : until.high()));
    }
    var word = kind == Kind.INSTRUMENT ? name : kind.name().toLowerCase(Locale.ROOT);
    return split == null ? word : split.word() + "." + (name.isEmpty() ? "" : name + ".") + word;
  }
}
