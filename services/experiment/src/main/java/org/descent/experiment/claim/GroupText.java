package org.descent.experiment.claim;

import java.util.LinkedHashMap;
import org.descent.contracts.InvalidSpec;

/**
 * Reads groups: {@code all}, or {@code {axis=value, …}}; of another experiment with its name
 * before, {@code xor:all}.
 */
record GroupText(Reading in) {
  Group group() {
    in.space();
    int before = in.at();
    var experiment = in.word();
    if (!experiment.isEmpty() && in.next() == ':') {
      in.skip();
      return variants().in(experiment);
    }
    in.back(before);
    return variants();
  }

  private Group variants() {
    if (in.takes("all")) {
      return new Group(new LinkedHashMap<>());
    }
    in.need("{");
    var settings = new LinkedHashMap<String, String>();
    do {
      var axis = axis();
      if (settings.put(axis, value()) != null) {
        throw new InvalidSpec(
            String.format("'%s': %s stands twice in one group, expected once", in.text(), axis));
      }
    } while (in.takes(","));
    in.need("}");
    return new Group(settings);
  }

  private String axis() {
    int from = in.at();
    while (in.next() != 0 && "=:}".indexOf(in.next()) < 0) {
      in.skip();
    }
    if (in.next() == 0 || in.next() == '}') {
      in.back(from);
      throw in.stray("axis=value");
    }
    var axis = in.text().substring(from, in.at()).strip();
    in.skip();
    return axis;
  }

  /** A value may hold brackets and braces of its own. */
  private String value() {
    int from = in.at();
    int depth = 0;
    while (in.next() != 0) {
      char c = in.next();
      if (depth == 0 && (c == ',' || c == '}')) {
        break;
      }
      depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
      in.skip();
    }
    var value = in.text().substring(from, in.at()).strip();
    if (value.isEmpty()) {
      throw in.stray("a value");
    }
    return value;
  }
}
