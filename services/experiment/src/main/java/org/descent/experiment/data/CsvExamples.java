package org.descent.experiment.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.DataSpec;

/** Numeric columns of a CSV file with a header (RFC 4180, UTF-8). */
final class CsvExamples {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).setTrim(true).get();

  private CsvExamples() {}

  static Examples load(DataSpec.Csv spec, DataDirectory files) {
    var file = files.file("file", spec.file());
    try (var parser =
        CSVParser.parse(Files.newBufferedReader(file, StandardCharsets.UTF_8), FORMAT)) {
      return read(spec, file, parser);
    } catch (CharacterCodingException e) {
      throw new InvalidSpec(file + ": not text in UTF-8");
    } catch (CSVException e) {
      throw new InvalidSpec(file + ": not CSV: " + e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof CSVException
          || e.getCause() instanceof CharacterCodingException) {
        throw new InvalidSpec(file + ": not CSV: " + e.getCause().getMessage());
      }
      throw e;
    }
  }

  private static Examples read(DataSpec.Csv spec, Path file, CSVParser parser) {
    var records = parser.iterator();
    InvalidSpec.unless(records.hasNext(), "%s: empty, expected a header", file);
    var header = header(file, records.next());
    var targets = columns(file, header, "target", spec.targets());
    var features =
        spec.features().isEmpty()
            ? IntStream.range(0, header.size()).filter(c -> !targets.contains(c)).boxed().toList()
            : columns(file, header, "feature", spec.features());
    InvalidSpec.unless(!features.isEmpty(), "%s: every column is a target, none a feature", file);

    var values = new FloatList();
    var labels = targets.stream().map(t -> new FloatList()).toList();
    while (records.hasNext()) {
      long line = parser.getCurrentLineNumber(); // hasNext has read the record already
      var row = new Row(file, line, header, records.next());
      features.forEach(column -> values.add(row.number(column)));
      for (int t = 0; t < labels.size(); t++) {
        labels.get(t).add(row.number(targets.get(t)));
      }
    }
    InvalidSpec.unless(values.size() > 0, "%s: a header but no rows", file);
    return new Examples(
        List.of(features.size()),
        values.toArray(),
        IntStream.range(0, labels.size())
            .mapToObj(t -> new Examples.Target(spec.targets().get(t), labels.get(t).toArray()))
            .toList());
  }

  private static List<String> header(Path file, CSVRecord first) {
    var header = new ArrayList<>(first.toList());
    header.set(0, header.get(0).replaceFirst("^\uFEFF", "")); // byte order mark
    var seen = new HashSet<String>();
    for (var name : header) {
      InvalidSpec.unless(!name.isBlank(), "%s line 1: a column without a name", file);
      InvalidSpec.unless(seen.add(name), "%s line 1: two columns are named %s", file, name);
    }
    return header;
  }

  private static List<Integer> columns(
      Path file, List<String> header, String what, List<String> names) {
    return names.stream()
        .map(
            name -> {
              InvalidSpec.unless(
                  header.contains(name),
                  "%s: no column for %s %s%s",
                  file,
                  what,
                  name,
                  Nearest.hint(name, header));
              return header.indexOf(name);
            })
        .toList();
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
      return Numbers.parse(values.get(column))
          .orElseThrow(
              () ->
                  new InvalidSpec(
                      file
                          + " line "
                          + line
                          + ", column "
                          + header.get(column)
                          + ": '"
                          + values.get(column)
                          + "' is not a finite number"));
    }
  }
}
