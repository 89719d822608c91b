package org.descent.experiment.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.descent.contracts.spec.DataSpec;

/** Which separator a table seems to have, judged by its first rows. */
final class Separators {
  /** Number of rows that are looked at. */
  private static final int ROWS = 20;

  private Separators() {}

  /** What speaks for a separator: more of what comes first outweighs all that follows. */
  private record Evidence(DataSpec.Separator separator, int named, boolean even, int columns) {
    private static final Comparator<Evidence> STRENGTH =
        Comparator.comparingInt(Evidence::named)
            .thenComparing(Evidence::even)
            .thenComparingInt(Evidence::columns);

    static Evidence of(DataSpec.Separator separator, String sample, Collection<String> columns) {
      var rows = rows(separator, sample);
      var header = rows.isEmpty() ? List.<String>of() : rows.get(0);
      int width = header.size();
      int named = (int) columns.stream().filter(header::contains).count();
      boolean even = width > 1 && rows.stream().allMatch(row -> row.size() == width);
      return new Evidence(separator, named, even, even ? width : 1);
    }
  }

  /** A format whose values stand between {@code separator}s. */
  static CSVFormat format(DataSpec.Separator separator) {
    return CSVFormat.RFC4180
        .builder()
        .setDelimiter(separator.character())
        .setIgnoreEmptyLines(true)
        .setIgnoreSurroundingSpaces(true)
        .setTrim(true)
        .get();
  }

  /**
   * The separator of the table that {@code sample} begins with: that under which there are columns
   * of the names that are wanted, as many values in each row, and the most; a comma in doubt.
   *
   * @param columns the names that are wanted
   */
  static DataSpec.Separator of(String sample, Collection<String> columns) {
    return Arrays.stream(DataSpec.Separator.values())
        .map(separator -> Evidence.of(separator, sample, columns))
        .reduce((one, other) -> Evidence.STRENGTH.compare(other, one) > 0 ? other : one)
        .orElseThrow()
        .separator();
  }

  /** What its header seems to be separated by, for people, if it is not {@code separator}. */
  static Optional<String> instead(String header, DataSpec.Separator separator) {
    var outside = header.replaceAll("\"[^\"]*\"?", "");
    long own = count(outside, separator.character());
    var other =
        Arrays.stream(DataSpec.Separator.values())
            .filter(s -> s != separator)
            .filter(s -> count(outside, s.character()) >= Math.max(1, own))
            .max(Comparator.comparingLong(s -> count(outside, s.character())))
            .map(DataSpec.Separator::plural);
    return other.isEmpty() && own == 0 && outside.strip().indexOf(' ') > 0
        ? Optional.of("blanks")
        : other;
  }

  private static long count(String text, char wanted) {
    return text.chars().filter(c -> c == wanted).count();
  }

  /** The first rows, without one that the sample may have cut. */
  private static List<List<String>> rows(DataSpec.Separator separator, String sample) {
    var rows = new ArrayList<List<String>>();
    try (var parser = CSVParser.parse(sample, format(separator))) {
      var records = parser.iterator();
      while (rows.size() < ROWS && records.hasNext()) {
        rows.add(records.next().toList());
      }
    } catch (IOException | UncheckedIOException e) {
      return rows; // another separator may make sense of it, or the table is told what is wrong
    }
    return rows;
  }
}
