package org.descent.experiment.claim;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Variants that have some settings.
 *
 * @param experiment whose they are; empty: that which makes the claim
 * @param settings axis → value as results write it; empty for all variants
 */
public record Group(String experiment, Map<String, String> settings) {
  public Group {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  /** Of the experiment that makes the claim. */
  public Group(Map<String, String> settings) {
    this("", settings);
  }

  /** The same of another experiment. */
  Group in(String other) {
    return new Group(other, settings);
  }

  /** Whether it is another experiment's. */
  public boolean foreign() {
    return !experiment.isEmpty();
  }

  /** Whether a variant of these settings belongs to it. */
  public boolean has(Map<String, String> of) {
    return settings.entrySet().stream().allMatch(s -> s.getValue().equals(of.get(s.getKey())));
  }

  /** {@code all}, or {@code loss=l2, units=8}. */
  public String text() {
    return settings.isEmpty()
        ? "all"
        : String.join(
            ", ", settings.entrySet().stream().map(s -> s.getKey() + "=" + s.getValue()).toList());
  }
}
