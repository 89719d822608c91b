package org.descent.experiment.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.DataSpec;

/**
 * The columns of one table as they are read: features are numbers, or texts of which each value
 * gets a column; targets are numbers, or names of classes. Columns that are neither may hold
 * anything; those without a name are features only where somebody says so.
 */
final class TableColumns implements Table.Reading, Consumer<Table.Row> {
  /** What pandas calls a column without a name, such as the index that it writes itself. */
  private static final Pattern UNNAMED = Pattern.compile("|Unnamed: [0-9]+");

  /** What stands where a value is missing, in small letters. */
  private static final Set<String> NOTHING = Set.of("", "na", "n/a", "nan", "null", "?");

  private final DataSpec.Columns spec;
  private final Table table;
  private final CellNumbers numbers;
  private final List<FeatureColumn> features = new ArrayList<>();
  private final List<TargetColumn> targets = new ArrayList<>();
  private final IntList lines = new IntList();
  private int rows;
  private long lacking;

  private TableColumns(DataSpec.Columns spec, Table table) {
    this.spec = spec;
    this.table = table;
    this.numbers = new CellNumbers(table.decimalCommas());
  }

  /** The examples that {@code spec} wants of {@code table}. */
  static SourceExamples read(DataSpec.Columns spec, Table table) {
    var columns = new TableColumns(spec, table);
    table.read(columns);
    return columns.examples();
  }

  @Override
  public Consumer<Table.Row> columns(List<String> header) {
    for (var name : spec.targets()) {
      var cells = new Cells(table, name, column(header, "target", name));
      targets.add(new TargetColumn(cells, spec.classes().get(name), numbers));
    }
    for (var name : features(header)) {
      var cells = new Cells(table, name, column(header, "feature", name));
      features.add(new FeatureColumn(cells, spec.oneHot().contains(name), numbers));
    }
    for (var name : spec.oneHot()) {
      column(header, "oneHot", name);
    }
    return this;
  }

  @Override
  public void accept(Table.Row row) {
    if (!complete(row)) {
      lacking++;
      return;
    }
    for (var feature : features) {
      if (isMissing(feature.cells().of(row))) {
        feature.takesNothing(); // whoever does not want that has not got here
      } else if (!feature.takes(row)) {
        throw new InvalidSpec(feature.cells().place(row.number()) + ": " + noNumber(feature, row));
      }
    }
    targets.forEach(target -> target.add(row));
    lines.add(Math.toIntExact(row.number()));
    rows++;
  }

  /** Whether the row has all values that it needs; if not, the specification may object. */
  private boolean complete(Table.Row row) {
    var target =
        missing(row, targets.stream().filter(other -> !other.knows(row)).map(TargetColumn::cells));
    var feature = missing(row, features.stream().map(FeatureColumn::cells));
    return switch (spec.missing()) {
      case DROP -> target.isEmpty() && feature.isEmpty();
      case MEAN -> {
        target.ifPresent(cells -> refuse(cells, row, ""));
        yield true;
      }
      case REFUSE -> {
        target.ifPresent(cells -> refuse(cells, row, ""));
        feature.ifPresent(
            cells -> refuse(cells, row, ", missing: mean gives features the mean of their column"));
        yield true;
      }
    };
  }

  private static Optional<Cells> missing(Table.Row row, Stream<Cells> columns) {
    return columns.filter(cells -> isMissing(cells.of(row))).findFirst();
  }

  private static void refuse(Cells cells, Table.Row row, String otherwise) {
    var text = cells.of(row);
    throw new InvalidSpec(
        cells.place(row.number())
            + ": no value"
            + (text.isEmpty() ? "" : " (" + cells.quoted(row) + ")")
            + "; missing: drop leaves such rows out"
            + otherwise);
  }

  private static boolean isMissing(String text) {
    return text.length() <= 4 && NOTHING.contains(text.toLowerCase(Locale.ROOT));
  }

  /** What is wrong with a text, and what would make something of all texts of its row. */
  private String noNumber(FeatureColumn feature, Table.Row row) {
    var text = feature.cells().of(row);
    if (Numbers.isDecimal(text)) {
      return Numbers.objection(text);
    }
    var texts =
        Stream.concat(
                spec.oneHot().stream(),
                features.stream()
                    .filter(f -> !f.accepts(row) && !isMissing(f.cells().of(row)))
                    .map(f -> f.cells().title()))
            .toList();
    return Numbers.objection(text)
        + "; oneHot: ["
        + String.join(", ", texts)
        + "] gives each value of a text column a column";
  }

  private SourceExamples examples() {
    InvalidSpec.unless(rows > 0 || lacking > 0, "%s: %s", table.file(), table.emptiness());
    InvalidSpec.unless(rows > 0, "%s: each of its %s rows lacks a value", table.file(), lacking);
    for (var feature : features) {
      InvalidSpec.unless(
          feature.width() > 0,
          "%s, column %s: no row has a value, of which missing: mean could take the mean",
          table.file(),
          feature.cells().title());
    }
    int width = features.stream().mapToInt(FeatureColumn::width).sum();
    InvalidSpec.unless(
        4L * width * rows <= DataDirectory.MAX_BYTES,
        "%s: %s rows of %s features take %s bytes, at most %s are read",
        table.file(),
        rows,
        width,
        4L * width * rows,
        DataDirectory.MAX_BYTES);
    var values = new float[rows * width];
    int offset = 0;
    for (var feature : features) {
      feature.put(values, offset, width);
      offset += feature.width();
    }
    return new SourceExamples(
        new Examples(List.of(width), values, targets.stream().map(TargetColumn::made).toList()),
        features.stream().flatMap(feature -> feature.names().stream()).toList(),
        new ColumnPlace());
  }

  /** A target's line and column, and how its classes are written. */
  private final class ColumnPlace implements RowPlace {
    @Override
    public String of(String target, int row) {
      return table.place(lines.get(row)) + ", column " + target;
    }

    @Override
    public String whole(String target) {
      return table.file() + ", column " + target;
    }

    @Override
    public String classes(String target, String values) {
      return "classes: {" + target + ": " + values + "}";
    }
  }

  /** Those that are asked for, or all that have a name and are no targets. */
  private List<String> features(List<String> header) {
    if (!spec.features().isEmpty()) {
      return spec.features();
    }
    var features =
        header.stream()
            .filter(Predicate.not(UNNAMED.asMatchPredicate()))
            .filter(name -> !spec.targets().contains(name))
            .toList();
    InvalidSpec.unless(
        !features.isEmpty(),
        "%s: every column with a name is a target, none a feature%s",
        table.file(),
        table.hint(header));
    return features;
  }

  private int column(List<String> header, String what, String name) {
    int column = header.indexOf(name);
    if (column < 0) {
      throw new InvalidSpec(
          table.file()
              + ": no column for "
              + what
              + " "
              + name
              + Nearest.hint(name, header)
              + table.hint(header));
    }
    InvalidSpec.unless(
        column == header.lastIndexOf(name), "%s: two columns are named %s", table.file(), name);
    return column;
  }
}
