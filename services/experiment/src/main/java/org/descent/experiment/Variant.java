package org.descent.experiment;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.descent.contracts.spec.TrainingSpec;

/**
 * One combination of what varies in an experiment.
 *
 * @param ordinal its place in the experiment, from 0
 * @param label the values of the axes, for example {@code l2, sigmoid}; the experiment's name if
 *     nothing varies
 * @param settings axis name → what its value is called, its name or else as written, in the order
 *     of the axes; empty if nothing varies
 * @param training what it trains, every default filled in
 * @param published what was published of it elsewhere
 */
public record Variant(
    int ordinal,
    String label,
    Map<String, String> settings,
    TrainingSpec training,
    Published published) {
  public Variant {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  /** One of which a number of iterations was published, or nothing. */
  public Variant(
      int ordinal,
      String label,
      Map<String, String> settings,
      TrainingSpec training,
      OptionalInt reported) {
    this(ordinal, label, settings, training, Published.iterations(reported));
  }

  /** The same by another label. */
  public Variant called(String label) {
    return new Variant(ordinal, label, settings, training, published);
  }

  /** The same for so many iterations at most. */
  public Variant within(int iterations) {
    return new Variant(ordinal, label, settings, training.within(iterations), published);
  }

  /** The iterations to convergence that were published for it elsewhere. */
  public OptionalInt reported() {
    return published.iterations();
  }
}
