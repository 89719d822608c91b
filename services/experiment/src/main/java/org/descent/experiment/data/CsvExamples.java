package org.descent.experiment.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.DataSpec;

/**
 * Numeric columns of a CSV file with a header (RFC 4180, UTF-8). Columns that are neither features
 * nor targets may hold anything; those without a name are features only where somebody says so.
 */
final class CsvExamples {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).setTrim(true).get();

  /** What pandas calls a column without a name, such as the index that it writes itself. */
  private static final Pattern UNNAMED = Pattern.compile("|Unnamed: [0-9]+");

  private final Path file;

  private CsvExamples(Path file) {
    this.file = file;
  }

  /** Where the file's columns come from. */
  static final class Columns implements Source<DataSpec.Csv> {
    @Override
    public Class<DataSpec.Csv> spec() {
      return DataSpec.Csv.class;
    }

    @Override
    public KnownData known(DataSpec.Csv spec) {
      return KnownData.fromFile(spec.targets());
    }

    @Override
    public SourceExamples open(DataSpec.Csv spec, DataDirectory files) {
      return new CsvExamples(files.file("file", spec.file())).load(spec);
    }
  }

  private SourceExamples load(DataSpec.Csv spec) {
    requireTable(FileKind.head(file));
    try (var parser =
        CSVParser.parse(Files.newBufferedReader(file, StandardCharsets.UTF_8), FORMAT)) {
      return read(spec, parser);
    } catch (IOException e) {
      throw unreadable(e);
    } catch (UncheckedIOException e) {
      throw unreadable(e.getCause());
    }
  }

  private RuntimeException unreadable(IOException e) {
    if (e instanceof CharacterCodingException) {
      return new InvalidSpec(file + ": not text in UTF-8");
    }
    return e instanceof CSVException
        ? new InvalidSpec(file + ": not CSV: " + e.getMessage() + separatedOtherwise())
        : new UncheckedIOException(e);
  }

  /** Says what a file that cannot be a table of comma-separated values is instead. */
  private void requireTable(byte[] head) {
    var kind = FileKind.of(head);
    InvalidSpec.unless(kind.isEmpty(), "%s: not CSV: %s", file, kind.orElse(""));
    var header = firstLine(head);
    InvalidSpec.unless(
        header.indexOf('\0') < 0, "%s: not CSV: it has NUL characters; is it UTF-16?", file);
    InvalidSpec.unless(
        header.indexOf(',') >= 0 || Separator.instead(header).isEmpty(),
        "%s line 1: no commas%s",
        file,
        separatedOtherwise());
  }

  private String separatedOtherwise() {
    return Separator.instead(firstLine(FileKind.head(file)))
        .map(s -> "; values seem to be separated by " + s.name() + ", expected commas")
        .orElse("");
  }

  /** The first that is not blank. */
  private static String firstLine(byte[] head) {
    return new String(head, StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.isBlank())
        .findFirst()
        .orElse("");
  }

  private SourceExamples read(DataSpec.Csv spec, CSVParser parser) {
    var records = parser.iterator();
    InvalidSpec.unless(records.hasNext(), "%s: empty, expected a header", file);
    var header = new ArrayList<>(records.next().toList());
    header.set(0, header.get(0).replaceFirst("^\uFEFF", "")); // byte order mark
    var targets = columns(header, "target", spec.targets());
    var features = columns(header, "feature", features(spec, header));

    var values = new FloatList();
    var labels = targets.stream().map(t -> new FloatList()).toList();
    var lines = new IntList();
    long before = parser.getCurrentLineNumber();
    while (records.hasNext()) {
      long last = parser.getCurrentLineNumber(); // hasNext has read the record already
      var record = records.next();
      long line = last - (last - before > 1 ? lineEnds(record) : 0);
      before = last;
      var row = new Row(file, line, header, record);
      lines.add(Math.toIntExact(line));
      features.forEach(column -> values.add(row.number(column)));
      for (int t = 0; t < labels.size(); t++) {
        labels.get(t).add(row.number(targets.get(t)));
      }
    }
    InvalidSpec.unless(values.size() > 0, "%s: a header but no rows", file);
    var examples =
        new Examples(
            List.of(features.size()),
            values.toArray(),
            IntStream.range(0, labels.size())
                .mapToObj(t -> new Examples.Target(spec.targets().get(t), labels.get(t).toArray()))
                .toList());
    return new SourceExamples(examples, (target, row) -> place(file, lines.get(row), target));
  }

  /** Line ends within the cells of a record, which ends so many lines below its first. */
  private static long lineEnds(CSVRecord record) {
    return record.stream().flatMapToInt(String::chars).filter(c -> c == '\n').count();
  }

  /** Those that are asked for, or all that have a name and are no targets. */
  private List<String> features(DataSpec.Csv spec, List<String> header) {
    if (!spec.features().isEmpty()) {
      return spec.features();
    }
    var named = header.stream().filter(Predicate.not(UNNAMED.asMatchPredicate())).toList();
    var features = named.stream().filter(name -> !spec.targets().contains(name)).toList();
    InvalidSpec.unless(
        !features.isEmpty(), "%s: every column with a name is a target, none a feature", file);
    return features;
  }

  private List<Integer> columns(List<String> header, String what, List<String> names) {
    return names.stream()
        .map(
            name -> {
              int column = header.indexOf(name);
              InvalidSpec.unless(
                  column >= 0,
                  "%s: no column for %s %s%s%s",
                  file,
                  what,
                  name,
                  Nearest.hint(name, header.stream().filter(n -> !n.isBlank()).toList()),
                  separatedOtherwise());
              InvalidSpec.unless(
                  column == header.lastIndexOf(name),
                  "%s line 1: two columns are named %s",
                  file,
                  name);
              return column;
            })
        .toList();
  }

  private static String place(Path file, long line, String column) {
    return file + " line " + line + ", column " + column;
  }

  private record Row(Path file, long line, List<String> header, CSVRecord values) {
    Row {
      InvalidSpec.unless(
          values.size() == header.size(),
          "%s line %s: %s values, expected %s as in the header",
          file,
          line,
          values.size(),
          header.size());
    }

    float number(int column) {
      var text = values.get(column);
      return Numbers.parse(text)
          .orElseThrow(
              () ->
                  new InvalidSpec(
                      place(file, line, header.get(column)) + ": " + Numbers.objection(text)));
    }
  }
}
