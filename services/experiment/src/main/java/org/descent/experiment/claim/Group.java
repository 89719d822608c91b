package org.descent.experiment.claim;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Variants that have some settings.
 *
 * @param settings axis → value as results write it; empty for all variants
 */
public record Group(Map<String, String> settings) {
  public Group {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
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
