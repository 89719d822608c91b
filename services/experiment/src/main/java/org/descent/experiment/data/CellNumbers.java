package org.descent.experiment.data;

import java.util.Optional;
import java.util.regex.Pattern;
import org.descent.contracts.InvalidSpec;

/**
 * The numbers of a table, whose decimals all follow a point, or all a comma where that does not
 * separate values.
 */
final class CellNumbers {
  private static final Pattern COMMA = Pattern.compile("[+-]?\\d*+,\\d++([eE][+-]?\\d{1,4})?");

  private final boolean commas;
  private String withComma;
  private String withPoint;

  CellNumbers(boolean commas) {
    this.commas = commas;
  }

  /**
   * The number that stands in {@code cells} on {@code row}, if there is one.
   *
   * @throws InvalidSpec if its decimals follow another mark than those of a number before it
   */
  Optional<Float> parse(Cells cells, Table.Row row) {
    var text = cells.of(row);
    if (!commas) {
      return Numbers.parse(text);
    }
    boolean comma = COMMA.matcher(text).matches();
    var number = Numbers.parse(comma ? text.replace(',', '.') : text);
    if (number.isPresent() && (comma || text.indexOf('.') >= 0)) {
      mark(cells, row, comma);
    }
    return number;
  }

  private void mark(Cells cells, Table.Row row, boolean comma) {
    if (comma && withComma == null) {
      withComma = cells.quoted(row) + " on line " + row.number();
    } else if (!comma && withPoint == null) {
      withPoint = cells.quoted(row) + " on line " + row.number();
    }
    InvalidSpec.unless(
        withComma == null || withPoint == null,
        "%s: %s has a decimal %s, expected a %s as %s",
        cells.place(row.number()),
        cells.quoted(row),
        comma ? "comma" : "point",
        comma ? "point" : "comma",
        comma ? withPoint : withComma);
  }
}
