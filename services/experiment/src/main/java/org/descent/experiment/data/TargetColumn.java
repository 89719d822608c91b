package org.descent.experiment.data;

import org.descent.contracts.InvalidSpec;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.Classes;

/**
 * A target of a table as it is read: numbers, or names of classes, whose order is either given or
 * that of their characters.
 */
final class TargetColumn {
  /** The most names of classes that a column of texts may have. */
  static final int MOST_CLASSES = 1_000;

  private final Cells cells;
  private final ClassNumbers given; // null where nobody says which classes there are
  private final CellNumbers numbers;
  private final FloatList values = new FloatList();
  private final Categories texts = new Categories();
  private String first;

  TargetColumn(Cells cells, Classes classes, CellNumbers numbers) {
    this.cells = cells;
    this.given = classes == null ? null : new ClassNumbers(classes);
    this.numbers = numbers;
  }

  Cells cells() {
    return cells;
  }

  /** Whether what {@code row} has is the name of a class, whatever it looks like. */
  boolean knows(Table.Row row) {
    return given != null && given.of(cells.of(row)) >= 0;
  }

  void add(Table.Row row) {
    values.add(given != null ? known(row) : found(row));
  }

  private int known(Table.Row row) {
    int known = given.of(cells.of(row));
    InvalidSpec.unless(
        known >= 0,
        "%s: '%s' is none of its classes %s",
        cells.place(row.number()),
        cells.of(row),
        given.names());
    return known;
  }

  private float found(Table.Row row) {
    var text = cells.of(row);
    var number = numbers.parse(cells, row);
    boolean names = texts.count() > 0;
    InvalidSpec.unless(
        number.isEmpty() || !names,
        "%s: %s is a number, expected a name as %s; classes: {%s: […]} lists the names of all",
        cells.place(row.number()),
        text,
        first,
        cells.name());
    if (number.isPresent()) {
      return number.get();
    }
    boolean numeric = !names && values.size() > 0;
    InvalidSpec.unless(
        !numeric && !Numbers.isDecimal(text),
        "%s: %s",
        cells.place(row.number()),
        Numbers.objection(text));
    first = names ? first : "'" + text + "' on line " + row.number();
    int code = texts.number(text);
    InvalidSpec.unless(
        texts.count() <= MOST_CLASSES,
        "%s: more than %s different texts, expected numbers or names of classes",
        cells.place(row.number()),
        MOST_CLASSES);
    return code;
  }

  Examples.Target made() {
    var made = values.toArray();
    if (texts.count() > 0) {
      int[] ranks = texts.ranks();
      for (int row = 0; row < made.length; row++) {
        made[row] = ranks[(int) made[row]];
      }
    }
    return new Examples.Target(cells.name(), made, given != null ? given.names() : texts.sorted());
  }
}
