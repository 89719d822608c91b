package org.descent.experiment.data;

import org.descent.contracts.InvalidSpec;
import org.descent.contracts.Quoted;
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
    if (known < 0) {
      throw objection(
          row,
          Quoted.of("'" + cells.of(row) + "'", "its text")
              + " is none of its classes "
              + given.names());
    }
    return known;
  }

  private float found(Table.Row row) {
    var text = cells.of(row);
    var number = numbers.parse(cells, row);
    boolean names = texts.count() > 0;
    if (number.isPresent() && names) {
      throw objection(
          row,
          cells.quoted(row)
              + " is a number, expected a name as "
              + first
              + "; classes: {"
              + cells.title()
              + ": […]} lists the names of all");
    }
    if (number.isPresent()) {
      return number.get();
    }
    boolean numeric = !names && values.size() > 0;
    if (numeric || Numbers.isDecimal(text)) {
      throw objection(row, Numbers.objection(text));
    }
    first = names ? first : Quoted.of("'" + text + "'", "that") + " on line " + row.number();
    int code = texts.number(text);
    if (texts.count() > MOST_CLASSES) {
      throw objection(
          row,
          "more than " + MOST_CLASSES + " different texts, expected numbers or names of classes");
    }
    return code;
  }

  private InvalidSpec objection(Table.Row row, String message) {
    return new InvalidSpec(cells.place(row.number()) + ": " + message);
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
