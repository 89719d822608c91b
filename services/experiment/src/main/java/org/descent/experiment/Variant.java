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
 * @param settings axis name → value as written, in the order of the axes; empty if nothing varies
 * @param training what it trains, every default filled in
 * @param reported the iterations to convergence that were published for it elsewhere
 */
public record Variant(
    int ordinal,
    String label,
    Map<String, String> settings,
    TrainingSpec training,
    OptionalInt reported) {
  public Variant {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }
}
