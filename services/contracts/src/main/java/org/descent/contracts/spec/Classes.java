package org.descent.contracts.spec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.HashSet;
import java.util.List;
import org.descent.contracts.InvalidSpec;

/**
 * The values of a target that are the classes 0, 1, …, as they are written: words or numbers.
 *
 * @param values two or more, each once
 */
public record Classes(@JsonValue List<String> values) {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Classes {
    values = List.copyOf(values);
    InvalidSpec.unless(values.size() >= 2, "%s, expected two classes or more", values);
    var seen = new HashSet<String>();
    for (var value : values) {
      InvalidSpec.unless(seen.add(value), "%s is listed twice, expected distinct classes", value);
    }
  }
}
