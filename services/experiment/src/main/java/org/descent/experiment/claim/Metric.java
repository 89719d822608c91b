package org.descent.experiment.claim;

import java.util.Locale;
import org.descent.contracts.spec.Split;

/**
 * What is looked at in a trial.
 *
 * @param kind what it is
 * @param split on which, as the evaluator found it at the trial's last iteration; null for
 *     iterations and instruments
 * @param name the head whose it is, empty for that of all heads; of an instrument that of its curve
 */
public record Metric(Kind kind, Split split, String name) {
  /** What can be looked at. */
  public enum Kind {
    /** To the target; a trial that has not reached it says that it needs more. */
    ITERATIONS,
    LOSS,
    ACCURACY,
    /** 1 less the accuracy. */
    ERROR,
    /** What an instrument found at the trial's end. */
    INSTRUMENT
  }

  /** Iterations to the target. */
  public static final Metric ITERATIONS = new Metric(Kind.ITERATIONS, null, "");

  /** Whether the larger is the better. */
  public boolean rises() {
    return kind == Kind.ACCURACY;
  }

  /** {@code iterations}, {@code test.error}. */
  public String text() {
    var word = kind == Kind.INSTRUMENT ? name : kind.name().toLowerCase(Locale.ROOT);
    return split == null ? word : split.word() + "." + (name.isEmpty() ? "" : name + ".") + word;
  }
}
