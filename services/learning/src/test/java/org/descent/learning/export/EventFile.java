package org.descent.learning.export;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads event files with nothing that they were written with: TFRecord framing, CRC-32C bit by bit
 * (RFC 3720, appendix B.4) and the wire format of protocol buffers, by hand.
 */
final class EventFile {
  /** One event; fields that it does not have are 0 or empty. */
  record Event(double wallTime, long step, String fileVersion, Map<String, Float> scalars) {}

  private EventFile() {}

  static List<Event> read(Path file) throws IOException {
    var in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    var events = new ArrayList<Event>();
    while (in.hasRemaining()) {
      var length = new byte[8];
      in.get(length);
      check(length, in.getInt());
      var data = new byte[(int) ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong()];
      in.get(data);
      check(data, in.getInt());
      events.add(event(data));
    }
    return events;
  }

  private static void check(byte[] data, int expected) {
    int crc = crc32c(data);
    int masked = ((crc >>> 15) | (crc << 17)) + 0xa282ead8;
    if (masked != expected) {
      throw new IllegalStateException("wrong checksum");
    }
  }

  /** The reflected polynomial of Castagnoli is 82F63B78. */
  static int crc32c(byte[] data) {
    int crc = -1;
    for (byte b : data) {
      crc ^= b & 0xff;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 0 ? crc >>> 1 : (crc >>> 1) ^ 0x82f63b78;
      }
    }
    return ~crc;
  }

  private static Event event(byte[] data) {
    var fields = fields(data);
    var scalars = new LinkedHashMap<String, Float>();
    for (var summary : fields.getOrDefault(5, List.of())) {
      for (var value : fields((byte[]) summary).getOrDefault(1, List.of())) {
        var parts = fields((byte[]) value);
        scalars.put(text(parts.get(1).get(0)), Float.intBitsToFloat((Integer) parts.get(2).get(0)));
      }
    }
    return new Event(
        Double.longBitsToDouble((Long) fields.getOrDefault(1, List.of(0L)).get(0)),
        (Long) fields.getOrDefault(2, List.of(0L)).get(0),
        text(fields.getOrDefault(3, List.of(new byte[0])).get(0)),
        scalars);
  }

  private static String text(Object bytes) {
    return new String((byte[]) bytes, StandardCharsets.UTF_8);
  }

  /** Number of a field to its values: Long, Integer or byte[]. */
  private static Map<Integer, List<Object>> fields(byte[] message) {
    var in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
    var fields = new LinkedHashMap<Integer, List<Object>>();
    while (in.hasRemaining()) {
      int key = (int) varint(in);
      Object value =
          switch (key & 7) {
            case 0 -> varint(in);
            case 1 -> in.getLong();
            case 2 -> bytes(in, (int) varint(in));
            case 5 -> in.getInt();
            default -> throw new IllegalStateException("wire type " + (key & 7));
          };
      fields.computeIfAbsent(key >>> 3, k -> new ArrayList<>()).add(value);
    }
    return fields;
  }

  private static byte[] bytes(ByteBuffer in, int length) {
    var bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte b = in.get();
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return value;
      }
    }
  }
}
