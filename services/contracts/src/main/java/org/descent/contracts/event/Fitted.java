package org.descent.contracts.event;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.descent.contracts.spec.PreparationSpec;

/**
 * A step of preparation, and what was found for it in the training part.
 *
 * @param spec the step
 * @param found by name; of a number for each feature, channel or all, those in their order
 */
public record Fitted(PreparationSpec spec, Map<String, List<Double>> found) {
  public Fitted {
    var copied = new LinkedHashMap<String, List<Double>>();
    found.forEach((name, numbers) -> copied.put(name, List.copyOf(numbers)));
    found = Collections.unmodifiableMap(copied);
  }
}
