package org.descent.control.page;

import java.util.List;
import java.util.stream.Stream;
import org.descent.control.rest.Refused;

/** What a request lists in a parameter, with commas between. */
final class Listed {
  private Listed() {}

  /**
   * The ids in {@code text}, each once; between two commas there may be nothing.
   *
   * @throws Refused unless they are 1 to {@code most}
   */
  static List<String> ids(String parameter, String text, int most) {
    var ids =
        Stream.of(text.split(","))
            .map(String::strip)
            .filter(id -> !id.isEmpty())
            .distinct()
            .toList();
    if (ids.isEmpty() || ids.size() > most) {
      throw Refused.bad(
          "%s names %d, expected 1 to %d ids with commas between them"
              .formatted(parameter, ids.size(), most));
    }
    return ids;
  }
}
