package org.descent.experiment.results;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * The table of {@link ResultColumns} for spreadsheets. A text that one would take for a formula has
 * a {@code '} before it.
 */
public final class ResultsCsv {
  /** The table's dialect: comma, quotes where needed, line feed. */
  static final CSVFormat FORMAT = CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();

  static final Pattern NUMBER =
      Pattern.compile(
          "[+-]?([0-9]{1,400}(\\.[0-9]{0,400})?|\\.[0-9]{1,400})([eE][+-]?[0-9]{1,4})?");

  /** A spreadsheet takes text that begins so for a formula. */
  private static final Pattern FORMULA = Pattern.compile("[=+\\-@\\t\\r].*", Pattern.DOTALL);

  private ResultsCsv() {}

  /** Writes a header and one row for each ended trial. */
  public static void write(List<ExperimentResult> experiments, Appendable out) throws IOException {
    var table = new ResultColumns(experiments);
    var printer = new CSVPrinter(out, FORMAT);
    printer.printRecord(table.columns().stream().map(column -> cell(column.name())).toList());
    table.forEach(row -> printer.printRecord(row.stream().map(ResultsCsv::cell).toList()));
    printer.flush();
  }

  /**
   * {@code value} so that no spreadsheet takes it for a formula: such a text gets a ' before it.
   */
  static Object cell(Object value) {
    return value instanceof String text
            && FORMULA.matcher(text).matches()
            && !NUMBER.matcher(text).matches()
        ? "'" + text
        : value;
  }
}
