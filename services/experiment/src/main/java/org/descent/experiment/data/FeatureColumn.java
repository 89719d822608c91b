package org.descent.experiment.data;

import java.util.Arrays;
import java.util.List;

/** A feature of a table as it is read: a number a row, or a text that gets a column a value. */
final class FeatureColumn {
  private final Cells cells;
  private final CellNumbers numbers;
  private final FloatList values = new FloatList();
  private final Categories categories; // null where there are numbers

  FeatureColumn(Cells cells, boolean oneHot, CellNumbers numbers) {
    this.cells = cells;
    this.numbers = numbers;
    this.categories = oneHot ? new Categories() : null;
  }

  Cells cells() {
    return cells;
  }

  /** Whether {@code row} has something for it. */
  boolean accepts(Table.Row row) {
    return categories != null || numbers.parse(cells, row).isPresent();
  }

  /** The same, and takes it. */
  boolean takes(Table.Row row) {
    if (categories != null) {
      values.add(categories.number(cells.of(row)));
      return true;
    }
    var number = numbers.parse(cells, row);
    number.ifPresent(values::add);
    return number.isPresent();
  }

  /** Takes that nothing is there: all columns that it becomes have NaN. */
  void takesNothing() {
    values.add(Float.NaN);
  }

  /** What the columns that it becomes are called. */
  List<FeatureName> names() {
    return categories == null
        ? List.of(new FeatureName(cells.name(), null))
        : categories.sorted().stream().map(value -> new FeatureName(cells.name(), value)).toList();
  }

  /** How many columns it becomes. */
  int width() {
    return categories == null ? 1 : categories.count();
  }

  /**
   * Writes itself into {@code rows}, which are {@code width} wide, from column {@code offset} on.
   */
  void put(float[] rows, int offset, int width) {
    int[] ranks = categories == null ? null : categories.ranks();
    for (int row = 0; row < values.size(); row++) {
      float value = values.get(row);
      if (Float.isNaN(value)) {
        Arrays.fill(rows, row * width + offset, row * width + offset + width(), Float.NaN);
      } else if (ranks == null) {
        rows[row * width + offset] = value;
      } else {
        rows[row * width + offset + ranks[(int) value]] = 1;
      }
    }
  }
}
