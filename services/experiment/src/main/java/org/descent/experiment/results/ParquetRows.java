package org.descent.experiment.results;

import com.jerolba.carpet.CarpetParquetWriter;
import com.jerolba.carpet.io.OutputStreamOutputFile;
import com.jerolba.carpet.model.FieldType;
import com.jerolba.carpet.model.FieldTypes;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * A table as a Parquet file, written row by row: a few megabytes of it are in memory at a time. It
 * is compressed by gzip, which needs no native library here, and which everybody reads.
 */
final class ParquetRows implements Closeable {
  private static final long ROW_GROUP = 16L << 20; // bytes

  private static final Map<Column.Kind, FieldType> TYPES =
      Map.of(
          Column.Kind.TEXT, FieldTypes.STRING,
          Column.Kind.TRUTH, FieldTypes.BOOLEAN,
          Column.Kind.COUNT, FieldTypes.INTEGER,
          Column.Kind.LONG_COUNT, FieldTypes.LONG,
          Column.Kind.MEASUREMENT, FieldTypes.FLOAT,
          Column.Kind.NUMBER, FieldTypes.DOUBLE);

  private final ParquetWriter<Row> writer;

  /**
   * One row.
   *
   * @param cells by column, null for nothing
   */
  record Row(Object[] cells) {}

  /** Begins a file of {@code columns}. */
  ParquetRows(List<Column> columns, OutputStream out) throws IOException {
    var model = FieldTypes.writeRecordModel(Row.class);
    for (int i = 0; i < columns.size(); i++) {
      int index = i;
      var column = columns.get(i);
      model = model.withField(column.name(), TYPES.get(column.kind()), row -> row.cells()[index]);
    }
    writer =
        CarpetParquetWriter.builder(new OutputStreamOutputFile(out), Row.class)
            .withWriteRecordModel(model)
            .withCompressionCodec(CompressionCodecName.GZIP)
            .withRowGroupSize(ROW_GROUP)
            .build();
  }

  void add(Object... cells) throws IOException {
    writer.write(new Row(cells));
  }

  /** Ends the file; {@code out} is closed too. */
  @Override
  public void close() throws IOException {
    writer.close();
  }
}
