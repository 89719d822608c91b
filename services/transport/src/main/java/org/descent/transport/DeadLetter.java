package org.descent.transport;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.descent.contracts.Reason;
import org.descent.contracts.Topics;
import org.descent.contracts.event.Location;

/**
 * A record nobody could read: key and value as received, origin and reason in the headers that
 * SmallRye's {@code dead-letter-queue} strategy would write. What is long is cut, since a letter
 * has to fit where the record has fitted; all of it stands at its origin.
 *
 * @param origin where it stood
 * @param reason one line for people
 * @param value at most the first {@link #MAX_VALUE_BYTES}
 */
public record DeadLetter(Location origin, String reason, String key, byte[] value) {
  /** The most of a value that is kept. */
  public static final int MAX_VALUE_BYTES = 1 << 20;

  /** The most of a key that is kept, in characters. */
  private static final int MAX_KEY_LENGTH = 1000;

  public static final String TOPIC_HEADER = "dead-letter-topic";
  public static final String PARTITION_HEADER = "dead-letter-partition";
  public static final String OFFSET_HEADER = "dead-letter-offset";
  public static final String REASON_HEADER = "dead-letter-reason";

  /**
   * The dead letter in a record of {@link org.descent.contracts.Topics#DEAD_LETTERS}; a header that
   * is missing reads as {@code unknown} or -1.
   */
  public static DeadLetter of(ConsumerRecord<String, byte[]> letter) {
    var origin =
        Location.of(
            text(letter.headers(), TOPIC_HEADER),
            (int) number(letter.headers(), PARTITION_HEADER),
            number(letter.headers(), OFFSET_HEADER));
    return new DeadLetter(
        origin, text(letter.headers(), REASON_HEADER), letter.key(), letter.value());
  }

  /**
   * {@code unreadable} as a record of {@link Topics#DEAD_LETTERS}.
   *
   * @param reason one line for people
   */
  public static ProducerRecord<String, byte[]> record(
      ConsumerRecord<String, byte[]> unreadable, String reason) {
    var headers = new RecordHeaders();
    add(headers, TOPIC_HEADER, unreadable.topic());
    add(headers, PARTITION_HEADER, Integer.toString(unreadable.partition()));
    add(headers, OFFSET_HEADER, Long.toString(unreadable.offset()));
    add(headers, REASON_HEADER, Reason.line(reason));
    return new ProducerRecord<>(
        Topics.DEAD_LETTERS, null, cut(unreadable.key()), cut(unreadable.value()), headers);
  }

  private static String cut(String key) {
    return key == null || key.length() <= MAX_KEY_LENGTH ? key : key.substring(0, MAX_KEY_LENGTH);
  }

  private static byte[] cut(byte[] value) {
    return value == null || value.length <= MAX_VALUE_BYTES
        ? value
        : Arrays.copyOf(value, MAX_VALUE_BYTES);
  }

  private static void add(Headers headers, String name, String text) {
    headers.add(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(Headers headers, String name) {
    var header = headers.lastHeader(name);
    return header == null ? "unknown" : new String(header.value(), StandardCharsets.UTF_8);
  }

  private static long number(Headers headers, String name) {
    var text = text(headers, name);
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : -1;
  }
}
