package org.descent.transport;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.descent.contracts.Ids;
import org.descent.contracts.Topics;
import org.descent.contracts.data.Examples;
import org.descent.contracts.event.DatasetPrepared;
import org.descent.contracts.event.Location;

/**
 * Examples as records of {@link Topics#DATASET_ROWS}. A row is an example's features (row-major)
 * followed by its targets, float32 little-endian; the rows' bytes in order are cut into chunks,
 * wherever the cut may fall. The dataset's id is the first 16 hex digits of the SHA-256 of all of
 * them.
 */
public final class DatasetRows {
  /** The largest chunk. */
  public static final int CHUNK_BYTES = 512 * 1024;

  static final String INDEX_HEADER = "descent-chunk";
  static final String TOTAL_HEADER = "descent-chunks";
  static final String SHA256_HEADER = "descent-sha256";

  private final Examples examples;
  private final int rowWidth;
  private final long bytes;
  private final String sha256;

  private DatasetRows(Examples examples) {
    this.examples = examples;
    rowWidth = examples.width() + examples.targets().size();
    bytes = 4L * rowWidth * examples.count();
    var digest = Ids.sha256Digest();
    for (int i = 0; i < chunks(); i++) {
      digest.update(bytes(i));
    }
    sha256 = java.util.HexFormat.of().formatHex(digest.digest());
  }

  /** The rows of {@code examples}; chunks are made when asked for. */
  public static DatasetRows of(Examples examples) {
    return new DatasetRows(examples);
  }

  /** All records of {@code examples}, in order; for large data ask for one chunk at a time. */
  public static List<ProducerRecord<String, byte[]>> chunk(Examples examples) {
    var rows = of(examples);
    return IntStream.range(0, rows.chunks()).mapToObj(rows::chunk).toList();
  }

  /**
   * The examples that {@code dataset} tells of, by a consumer opened for this one reading.
   *
   * @param consumerConfig at least {@code bootstrap.servers}
   * @throws UnreadableRecord if the log does not hold them as promised
   */
  public static Examples read(Map<String, Object> consumerConfig, DatasetPrepared dataset) {
    try (var reader = DatasetRowsReader.open(consumerConfig)) {
      return reader.read(dataset);
    }
  }

  /** The dataset's id. */
  public String dataset() {
    return sha256.substring(0, 16);
  }

  /** Of all rows' bytes in order, 64 hex digits. */
  public String sha256() {
    return sha256;
  }

  /** Number of records. */
  public int chunks() {
    return Math.toIntExact((bytes + CHUNK_BYTES - 1) / CHUNK_BYTES);
  }

  /** Number of rows. */
  public int count() {
    return examples.count();
  }

  /** Number of bytes of all rows. */
  public long bytes() {
    return bytes;
  }

  /** Record {@code index} of {@link #chunks()}, from 0. */
  public ProducerRecord<String, byte[]> chunk(int index) {
    var content = bytes(index);
    var headers =
        new RecordHeaders()
            .add(INDEX_HEADER, utf8(String.valueOf(index)))
            .add(TOTAL_HEADER, utf8(String.valueOf(chunks())))
            .add(SHA256_HEADER, utf8(Ids.sha256(content)))
            .add("content-type", utf8("application/octet-stream"));
    return new ProducerRecord<>(Topics.DATASET_ROWS, null, dataset(), content, headers);
  }

  /** The event that tells of these rows once they stand at {@code rows}. */
  public DatasetPrepared prepared(
      String experiment, int train, int validation, int test, Location rows) {
    return new DatasetPrepared(
            experiment,
            dataset(),
            sha256,
            examples.shape(),
            examples.targets().stream().map(Examples.Target::name).toList(),
            train,
            validation,
            test,
            chunks(),
            rows)
        .withClasses(
            examples.targets().stream()
                .filter(target -> !target.classes().isEmpty())
                .collect(Collectors.toMap(Examples.Target::name, Examples.Target::classes)));
  }

  /**
   * Checks a record of the topic by itself.
   *
   * @throws UnreadableRecord if it is no chunk of rows
   */
  public static void check(ConsumerRecord<String, byte[]> record) {
    Chunk.of(record).requireHash(record);
  }

  private byte[] bytes(int index) {
    long from = (long) index * CHUNK_BYTES;
    int length = (int) Math.min(CHUNK_BYTES, bytes - from);
    var content = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    int width = examples.width();
    long row = from / 4 / rowWidth;
    int column = (int) (from / 4 % rowWidth);
    while (content.hasRemaining()) {
      content.putFloat(
          column < width
              ? examples.features()[(int) (row * width + column)]
              : examples.targets().get(column - width).values()[(int) row]);
      if (++column == rowWidth) {
        column = 0;
        row++;
      }
    }
    return content.array();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A chunk as received, of the form that chunks have. */
  record Chunk(int index, int total, byte[] content) {
    static Chunk of(ConsumerRecord<String, byte[]> record) {
      if (record.key() == null || !record.key().matches("[0-9a-f]{16}")) {
        throw new UnreadableRecord(
            "dataset rows: key " + record.key() + ", expected a dataset's id of 16 hex digits");
      }
      var content = record.value() == null ? new byte[0] : record.value();
      int index = number(record.headers(), INDEX_HEADER);
      int total = number(record.headers(), TOTAL_HEADER);
      if (index >= total) {
        throw new UnreadableRecord("dataset rows: chunk " + index + " of only " + total);
      }
      if (content.length == 0 || content.length % 4 != 0) {
        throw new UnreadableRecord(
            "dataset rows: " + content.length + " bytes, expected a multiple of 4 above 0");
      }
      return new Chunk(index, total, content);
    }

    /** Proves the chunk by itself: whoever reads all of a dataset proves that instead. */
    void requireHash(ConsumerRecord<String, byte[]> record) {
      var promised = text(record.headers(), SHA256_HEADER);
      var found = Ids.sha256(content);
      if (!found.equals(promised)) {
        throw new UnreadableRecord(
            "dataset rows: chunk " + index + " has sha256 " + found + ", its header " + promised);
      }
    }

    private static int number(Headers headers, String name) {
      var text = text(headers, name);
      if (!text.matches("\\d{1,9}")) {
        throw new UnreadableRecord(
            "dataset rows: header " + name + " is " + text + ", expected a number");
      }
      return Integer.parseInt(text);
    }

    private static String text(Headers headers, String name) {
      var header = headers.lastHeader(name);
      if (header == null) {
        throw new UnreadableRecord("dataset rows: header " + name + " is missing");
      }
      return new String(header.value(), StandardCharsets.UTF_8);
    }
  }
}
