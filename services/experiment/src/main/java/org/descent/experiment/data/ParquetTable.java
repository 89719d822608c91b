package org.descent.experiment.data;

import com.jerolba.carpet.CarpetReader;
import com.jerolba.carpet.io.FileSystemInputFile;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.schema.Type;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.Reason;
import org.descent.contracts.spec.DataSpec;

/**
 * A Parquet file as rows of texts: numbers in decimal, truth values as 0 and 1, and nothing where a
 * value is null.
 */
final class ParquetTable implements Table {
  private final Path file;
  private final DataSpec.Columns spec;

  ParquetTable(Path file, DataSpec.Columns spec) {
    this.file = file;
    this.spec = spec;
  }

  @Override
  public Path file() {
    return file;
  }

  @Override
  public String place(long row) {
    return file + " row " + row;
  }

  @Override
  public void read(Reading reading) {
    try {
      var columns = columns();
      var names = columns.stream().map(Type::getName).toList();
      var taking = reading.columns(names);
      columns.stream().filter(column -> isRead(column.getName())).forEach(this::requireFlat);
      try (var rows = new CarpetReader<>(file.toFile(), Map.class).iterator()) {
        long number = 0;
        while (rows.hasNext()) {
          Map<?, ?> row = rows.next();
          number++;
          taking.accept(new Row(number, names.stream().map(name -> text(row.get(name))).toList()));
        }
      }
    } catch (InvalidSpec e) {
      throw e;
    } catch (IOException | RuntimeException e) { // Parquet's readers throw what they come upon
      var head = FileKind.of(Unpacked.head(file)).filter(kind -> !kind.contains("Parquet"));
      throw new InvalidSpec(
          root(e) instanceof ClassNotFoundException codec
              ? file
                  + ": compressed by "
                  + codec.getMessage()
                  + ", expected gzip, lz4, snappy or zstd"
              : file + ": not Parquet, or broken: " + head.orElseGet(() -> Reason.of(root(e))));
    }
  }

  /**
   * What came first of what {@code e} is a consequence of: it names the class of an unknown codec.
   */
  private static Throwable root(Throwable e) {
    return e.getCause() == null ? e : root(e.getCause());
  }

  private List<Type> columns() throws IOException {
    try (var reader = ParquetFileReader.open(new FileSystemInputFile(file.toFile()))) {
      return reader.getFooter().getFileMetaData().getSchema().getFields();
    }
  }

  private boolean isRead(String column) {
    return spec.targets().contains(column)
        || spec.features().isEmpty()
        || spec.features().contains(column);
  }

  private void requireFlat(Type column) {
    InvalidSpec.unless(
        column.isPrimitive() && !column.isRepetition(Type.Repetition.REPEATED),
        "%s: column %s is nested, expected one value a row; features: […] leaves it out",
        file,
        column.getName());
  }

  private static String text(Object value) {
    if (value instanceof Boolean truth) {
      return truth ? "1" : "0";
    }
    return value instanceof BigDecimal decimal
        ? decimal.toPlainString()
        : value == null ? "" : value.toString();
  }
}
