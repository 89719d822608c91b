package org.descent.experiment.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.spec.DataSpec;

/**
 * A CSV file (RFC 4180 with any of some separators, UTF-8, plain or gzip) as rows of texts that
 * know their lines.
 */
final class CsvFile implements Table {
  private final Path file;
  private final DataSpec.Csv spec;
  private final String sample;
  private final DataSpec.Separator separator;

  private CsvFile(Path file, DataSpec.Csv spec, String sample) {
    this.file = file;
    this.spec = spec;
    this.sample = sample;
    this.separator =
        spec.separator() != null
            ? spec.separator()
            : Separators.of(sample, spec.headerless() ? List.of() : spec.targets());
  }

  /** Looks at the beginning of {@code file}, which has to be that of a table. */
  static CsvFile of(Path file, DataSpec.Csv spec) {
    var head = Unpacked.head(file);
    FileKind.of(head)
        .ifPresent(
            kind -> {
              throw new InvalidSpec(file + ": not CSV: " + kind);
            });
    var text = withoutMark(new String(head, StandardCharsets.UTF_8));
    InvalidSpec.unless(
        text.indexOf('\0') < 0, "%s: not CSV: it has NUL characters; is it UTF-16?", file);
    var below = text.split("\\R", spec.skip() + 1);
    return new CsvFile(file, spec, below.length > spec.skip() ? below[spec.skip()] : "");
  }

  @Override
  public Path file() {
    return file;
  }

  @Override
  public boolean decimalCommas() {
    return separator != DataSpec.Separator.COMMA;
  }

  @Override
  public String place(long line) {
    return file + " line " + line;
  }

  @Override
  public String emptiness() {
    return spec.headerless() ? "no rows" : "a header but no rows";
  }

  @Override
  public String hint(List<String> names) {
    long numeric = names.stream().filter(name -> Numbers.parse(name).isPresent()).count();
    boolean values = !spec.headerless() && 2 * numeric > names.size();
    return separatedOtherwise()
        + (values
            ? "; the first row seems to have values: header: false calls the columns column1 to"
                + " column"
                + names.size()
            : "");
  }

  /** What the values seem to be separated by instead, for the end of a message. */
  private String separatedOtherwise() {
    var header = sample.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
    return Separators.instead(header, separator)
        .map(
            name ->
                "; values seem to be separated by "
                    + name
                    + ", expected "
                    + (name.equals("blanks") && spec.separator() == null
                        ? "commas, semicolons, tabs or vertical bars"
                        : separator.plural()))
        .orElse("");
  }

  @Override
  public void read(Reading reading) {
    try (var content = Unpacked.open(file);
        var text = new BufferedReader(new InputStreamReader(content, strict()))) {
      skipped(text);
      try (var parser = CSVParser.parse(text, Separators.format(separator))) {
        rows(parser, reading);
      }
    } catch (IOException e) {
      throw unreadable(e);
    } catch (UncheckedIOException e) {
      throw unreadable(e.getCause());
    }
  }

  private static CharsetDecoder strict() {
    return StandardCharsets.UTF_8
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  /** Leaves out the byte order mark and the lines above the table. */
  private void skipped(BufferedReader text) throws IOException {
    text.mark(1);
    if (text.read() != '\uFEFF') {
      text.reset();
    }
    for (int line = 0; line < spec.skip(); line++) {
      InvalidSpec.unless(text.readLine() != null, "%s: %s lines, all of them skipped", file, line);
    }
  }

  private void rows(CSVParser parser, Reading reading) {
    var records = parser.iterator();
    InvalidSpec.unless(
        records.hasNext(),
        "%s: empty, expected %s",
        file,
        spec.headerless() ? "rows of values" : "a header");
    List<String> names = null;
    Consumer<Row> taking = null;
    long before = 0;
    while (records.hasNext()) {
      long last = parser.getCurrentLineNumber(); // hasNext has read the record already
      var record = records.next();
      long line = last - (last - before > 1 ? lineEnds(record) : 0);
      before = last;
      if (names == null) {
        names = names(record);
        taking = reading.columns(names);
        if (!spec.headerless()) {
          continue;
        }
      }
      taking.accept(row(record, spec.skip() + line, names.size()));
    }
  }

  private List<String> names(CSVRecord first) {
    return spec.headerless()
        ? IntStream.rangeClosed(1, first.size()).mapToObj(i -> "column" + i).toList()
        : first.toList();
  }

  /** Line ends within the cells of a record, which ends so many lines below its first. */
  private static long lineEnds(CSVRecord record) {
    return record.stream().flatMapToInt(String::chars).filter(c -> c == '\n').count();
  }

  private Row row(CSVRecord record, long line, int columns) {
    InvalidSpec.unless(
        record.size() == columns,
        "%s line %s: %s values, expected %s as in the %s",
        file,
        line,
        record.size(),
        columns,
        spec.headerless() ? "first row" : "header");
    return new Row(line, record.toList());
  }

  private static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private RuntimeException unreadable(IOException e) {
    if (e instanceof CharacterCodingException) {
      return new InvalidSpec(file + ": not text in UTF-8");
    }
    return e instanceof CSVException
        ? new InvalidSpec(file + ": not CSV: " + e.getMessage() + separatedOtherwise())
        : Unpacked.objection(file, e);
  }
}
