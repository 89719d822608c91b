package org.descent.transport;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.descent.contracts.Ids;
import org.descent.contracts.Topics;
import org.descent.contracts.data.Examples;
import org.descent.contracts.data.NumberType;
import org.descent.contracts.event.DatasetPrepared;
import org.descent.contracts.event.Location;

/**
 * Examples as records of {@link Topics#DATASET_ROWS}: the numbers of each target and, last, those
 * of the features, one column of all rows after the other, each in the smallest type that holds it
 * to the bit, little-endian, with zeros up to a multiple of 8 bytes; cut into chunks. The dataset's
 * id is the first 16 hex digits of the SHA-256 of its rows in float32, whatever they stand as.
 */
public final class DatasetRows {
  /** The largest chunk. */
  public static final int CHUNK_BYTES = 512 * 1024;

  static final String INDEX_HEADER = "descent-chunk";
  static final String TOTAL_HEADER = "descent-chunks";
  static final String CRC32C_HEADER = "descent-crc32c";

  /** Of chunks written before there were columns. */
  static final String SHA256_HEADER = "descent-sha256";

  private final Examples examples;
  private final List<NumberType> types;

  /** Of the targets. */
  private final List<byte[]> columns;

  private final long bytes;
  private final String sha256;
  private final String checksum;

  private DatasetRows(Examples examples) {
    this.examples = examples;
    var targets = examples.targets().stream().map(Examples.Target::values).toList();
    types =
        Stream.concat(targets.stream().map(NumberType::of), Stream.of(examples.held().type()))
            .toList();
    columns =
        IntStream.range(0, targets.size())
            .mapToObj(i -> bytes(types.get(i), targets.get(i)))
            .toList();
    bytes = columns.stream().mapToLong(column -> padded(column.length)).sum() + padded(held());
    sha256 = identity(examples);
    var crc = new CRC32C();
    for (int i = 0; i < chunks(); i++) {
      crc.update(content(i));
    }
    checksum = hex(crc);
  }

  /** The rows of {@code examples}; chunks are made when asked for. */
  public static DatasetRows of(Examples examples) {
    return new DatasetRows(examples);
  }

  /**
   * SHA-256 of all rows: each its features, row-major, and then its targets, float32 little-endian.
   */
  private static String identity(Examples examples) {
    int width = examples.width();
    var targets = examples.targets().stream().map(Examples.Target::values).toList();
    int rowWidth = width + targets.size();
    int block = Math.max(1, CHUNK_BYTES / 4 / rowWidth);
    var numbers = new float[block * rowWidth];
    var content = ByteBuffer.allocate(4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    var digest = Ids.sha256Digest();
    for (int from = 0; from < examples.count(); from += block) {
      int rows = Math.min(block, examples.count() - from);
      for (int i = 0; i < rows; i++) {
        examples.held().get((from + i) * width, numbers, i * rowWidth, width);
        for (int k = width; k < rowWidth; k++) {
          numbers[i * rowWidth + k] = targets.get(k - width)[from + i];
        }
      }
      content.asFloatBuffer().put(numbers, 0, rows * rowWidth);
      digest.update(content.array(), 0, 4 * rows * rowWidth);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static byte[] bytes(NumberType type, float[] values) {
    var bytes =
        ByteBuffer.allocate(Math.multiplyExact(values.length, type.bytes()))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      switch (type.bytes()) {
        case 1 -> bytes.put((byte) value);
        case 2 -> bytes.putShort((short) value);
        default -> bytes.putFloat(value);
      }
    }
    return bytes.array();
  }

  /** Number of bytes of the features. */
  private long held() {
    return (long) examples.held().length() * examples.held().type().bytes();
  }

  /** The next multiple of 8: no number is cut by a chunk's end. */
  static long padded(long bytes) {
    return (bytes + 7) / 8 * 8;
  }

  static String hex(CRC32C crc) {
    return HexFormat.of().toHexDigits((int) crc.getValue());
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

  /** Of all rows in float32, 64 hex digits: what they are, however they stand in the log. */
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

  /** Number of bytes of all records. */
  public long bytes() {
    return bytes;
  }

  /** Record {@code index} of {@link #chunks()}, from 0. */
  public ProducerRecord<String, byte[]> chunk(int index) {
    var content = content(index);
    var crc = new CRC32C();
    crc.update(content);
    var headers =
        new RecordHeaders()
            .add(INDEX_HEADER, utf8(String.valueOf(index)))
            .add(TOTAL_HEADER, utf8(String.valueOf(chunks())))
            .add(CRC32C_HEADER, utf8(hex(crc)))
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
                .collect(Collectors.toMap(Examples.Target::name, Examples.Target::classes)))
        .inColumns(types, examples.held().rescaled(), checksum);
  }

  /**
   * Checks a record of the topic by itself.
   *
   * @throws UnreadableRecord if it is no chunk of rows
   */
  public static void check(ConsumerRecord<String, byte[]> record) {
    Chunk.of(record).requireWhole(record);
  }

  private byte[] content(int index) {
    long from = (long) index * CHUNK_BYTES;
    var content = ByteBuffer.allocate((int) Math.min(CHUNK_BYTES, bytes - from));
    long start = 0;
    for (var column : columns) {
      long place = Math.max(0, from + content.position() - start);
      if (place < column.length) {
        int count = (int) Math.min(content.remaining(), column.length - place);
        content.put(column, (int) place, count);
      }
      start += padded(column.length);
      pad(content, start - from);
    }
    long place = from + content.position() - start;
    int count = (int) Math.min(content.remaining(), held() - place);
    if (content.hasRemaining() && count > 0) {
      examples.held().bytes(place, content, count);
    }
    return content.array();
  }

  /** Goes on to the place {@code to}, if that is in the chunk at all. */
  private static void pad(ByteBuffer content, long to) {
    if (to > content.position()) {
      content.position((int) Math.min(content.limit(), to));
    }
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
    void requireWhole(ConsumerRecord<String, byte[]> record) {
      boolean old = record.headers().lastHeader(SHA256_HEADER) != null;
      var promised = text(record.headers(), old ? SHA256_HEADER : CRC32C_HEADER);
      var crc = new CRC32C();
      crc.update(content);
      var found = old ? Ids.sha256(content) : hex(crc);
      if (!found.equals(promised)) {
        throw new UnreadableRecord(
            "dataset rows: chunk "
                + index
                + " has "
                + (old ? "sha256 " : "crc32c ")
                + found
                + ", its header "
                + promised);
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
