package org.descent.journey;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.descent.contracts.Topics;
import org.descent.contracts.event.DatasetRejected;
import org.descent.contracts.event.TrainingProgressed;
import org.descent.contracts.event.TrialFailed;
import org.descent.transport.Events;

/** Records that nobody can read, whatever their topic: one of each kind. */
enum Poison {
  NOT_JSON(() -> utf8("{not an event")),
  EMPTY(() -> new byte[0]),
  NULL(() -> utf8("null")),
  A_LIST(() -> utf8("[]")),
  A_NUMBER(() -> utf8("1e999999999")),
  NO_TYPE(() -> utf8("{}")),
  UNKNOWN_TYPE(() -> utf8("{\"type\":\"Nobody\",\"experiment\":\"e-1\"}")),
  NAME_OF_A_CLASS(() -> utf8("[\"java.lang.Runtime\",{\"type\":\"java.lang.Runtime\"}]")),
  NOTHING_BUT_A_TYPE(() -> utf8("{\"type\":\"CohortPlanned\"}")),
  WRONG_TYPES(() -> utf8("{\"type\":\"TrialTrained\",\"trial\":{},\"iterations\":[\"many\"]}")),
  NO_BASE64(
      () ->
          utf8(
              "{\"type\":\"ModelPublished\",\"trial\":\"e-1.0.1\",\"experiment\":\"e-1\","
                  + "\"cohort\":\"e-1.c0\",\"parameters\":1,\"iterations\":[1],\"weights\":\"!\"}")),
  DIGITS(() -> utf8("{\"type\":\"TrialFailed\",\"seed\":" + "9".repeat(1 << 20) + "}")),
  LONG_TEXT(() -> utf8("{\"type\":\"" + "T".repeat(1 << 20) + "\"}")),
  NESTED_LISTS(() -> utf8("[".repeat(200_000))),
  NESTED_OBJECTS(() -> utf8("{\"type\":\"CohortPlanned\",\"trials\":" + "{\"a\":".repeat(100_000))),
  MANY_FIELDS(() -> utf8("{" + "\"a\":1,".repeat(200_000) + "\"type\":\"Nobody\"}")),
  NO_UTF8(() -> new byte[] {'{', '"', (byte) 0xC3, 0x28, (byte) 0xFF, '"', ':', '1', '}'}),
  CONTROL_CHARACTERS(() -> utf8("\u001b[2J\u0007{\"type\":\u0000\"\r\nDatasetRejected\"}")),
  CBOR_AND_NOTHING(() -> cbor()),
  CBOR_NOISE(() -> cbor(0xF9, 0x01, 0xBF, 0x61, 0xFF, 0x18)),
  CBOR_NESTED(() -> cbor(fill(0x81, 200_000))),
  CBOR_OF_TWO_GIGABYTES(() -> cbor(0x5A, 0x7F, 0xFF, 0xFF, 0xFF, 1, 2, 3)),
  CBOR_OF_EXABYTES(() -> cbor(0x7B, 0x3F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1)),
  CBOR_ENDLESS(() -> cbor(fill(0x9F, 100_000))),
  CBOR_CUT(Poison::half),
  ANOTHER_FAMILY(null),
  CLOUD_EVENT(() -> utf8("x"), "content-type", utf8("application/cloudevents+json")),
  CLOUD_EVENT_WITHOUT_AN_ID(() -> utf8("x"), "ce_specversion", utf8("1.0"), "ce_id", null),
  LONG_HEADER(() -> utf8("x"), "long", fill8(1 << 20)),
  MANY_HEADERS(() -> utf8("x")),
  LONG_KEY(() -> utf8("x")),
  STRANGE_KEY(() -> utf8("x")),
  LARGE(() -> fill8(16_000_000));

  /** Everybody reads these but who is about to train, or nobody at all. */
  static final Set<String> READ_BY_FEW = Set.of(Topics.CHECKPOINTS, Topics.DEAD_LETTERS);

  private final Supplier<byte[]> value;
  private final List<Object> headers;

  Poison(Supplier<byte[]> value, Object... headers) {
    this.value = value;
    this.headers = Arrays.asList(headers);
  }

  /**
   * One for {@code topic}.
   *
   * @param key no other record's, or compaction would remove either
   */
  ProducerRecord<String, byte[]> record(String topic, String key) {
    var named = new RecordHeaders();
    for (int i = 0; i < headers.size(); i += 2) {
      named.add((String) headers.get(i), (byte[]) headers.get(i + 1));
    }
    for (int i = 0; this == MANY_HEADERS && i < 20_000; i++) {
      named.add("header-" + i, utf8("1"));
    }
    return new ProducerRecord<>(topic, null, key(key), value(topic), named);
  }

  private String key(String key) {
    return switch (this) {
      case LONG_KEY -> key + "k".repeat(300_000);
      case STRANGE_KEY -> key + "\u0000\u001b[31m\n\r\u202e\ud83d\ude00,\"=1+1";
      default -> key;
    };
  }

  private byte[] value(String topic) {
    if (value != null) {
      return value.get();
    }
    boolean ofTrials = Set.of(Topics.TRAININGS, Topics.EVALUATIONS).contains(topic);
    return Events.encode(ofTrials ? new DatasetRejected("e-1", "why", 0) : failed());
  }

  private static TrialFailed failed() {
    return new TrialFailed("e-1.0.1", "e-1", 0, 1, "e-1.c0000", "why");
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }

  /** Bytes after the mark of CBOR. */
  private static byte[] cbor(int... bytes) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0xD9, (byte) 0xD9, (byte) 0xF7});
    for (int b : bytes) {
      out.write(b);
    }
    return out.toByteArray();
  }

  private static int[] fill(int value, int count) {
    var all = new int[count];
    Arrays.fill(all, value);
    return all;
  }

  private static byte[] fill8(int count) {
    var all = new byte[count];
    Arrays.fill(all, (byte) 'x');
    return all;
  }

  /** Half of an event that is written as CBOR. */
  private static byte[] half() {
    var whole =
        Events.encode(
            new TrainingProgressed(
                "e-1.c0000",
                "e-1",
                List.of("loss"),
                List.of(new TrainingProgressed.Slice("e-1.0.1", 1, 2)),
                List.of(new float[] {1, 2})));
    return Arrays.copyOf(whole, whole.length / 2);
  }
}
