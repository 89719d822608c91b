package org.descent.experiment.data;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What stands between the values of a table that is not separated by commas. */
record Separator(char character, String name) {
  private static final List<Separator> OTHERS =
      List.of(
          new Separator(';', "semicolons"),
          new Separator('\t', "tabs"),
          new Separator('|', "vertical bars"),
          new Separator(' ', "blanks"));

  /** The one that {@code header} seems to have: it stands there as often as a comma. */
  static Optional<Separator> instead(String header) {
    long commas = new Separator(',', "commas").count(header);
    return OTHERS.stream()
        .filter(s -> s.count(header) > 0 && s.count(header) >= commas)
        .filter(s -> s.character != ' ' || commas == 0)
        .max(Comparator.comparingLong(s -> s.character == ' ' ? 0 : s.count(header)));
  }

  /** How often it stands outside of quotes. */
  private long count(String header) {
    return header.replaceAll("\"[^\"]*\"?", "").chars().filter(c -> c == character).count();
  }
}
