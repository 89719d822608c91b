package org.descent.transport;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.descent.contracts.Topics;
import org.descent.contracts.event.Location;

/**
 * A record nobody could read: key and value as received, origin and reason in the headers that
 * SmallRye's {@code dead-letter-queue} strategy writes.
 *
 * @param origin where it stood
 * @param reason one line for people
 */
public record DeadLetter(Location origin, String reason, String key, byte[] value) {
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
    add(headers, REASON_HEADER, reason);
    return new ProducerRecord<>(
        Topics.DEAD_LETTERS, null, unreadable.key(), unreadable.value(), headers);
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
