package org.descent.standalone.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Options of the form {@code PATH=VALUE}. */
final class PathValues {
  private PathValues() {}

  /**
   * The values of each path, in the order given.
   *
   * @param option as it is called, for messages
   */
  static Map<String, List<String>> read(String option, List<String> texts) {
    var values = new LinkedHashMap<String, List<String>>();
    for (var text : texts) {
      int equals = text.indexOf('=');
      if (equals <= 0 || text.substring(equals + 1).isBlank()) {
        throw new UserMistake(
            option
                + " "
                + text
                + ": expected PATH=VALUE, for example optimiser.sgd.learningRate=0.3");
      }
      values
          .computeIfAbsent(text.substring(0, equals).strip(), path -> new ArrayList<>())
          .add(text.substring(equals + 1));
    }
    return values;
  }
}
