package org.descent.transport;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
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
    long offset = number(letter.headers(), OFFSET_HEADER);
    var origin =
        new Location(
            text(letter.headers(), TOPIC_HEADER),
            (int) number(letter.headers(), PARTITION_HEADER),
            offset,
            offset);
    return new DeadLetter(
        origin, text(letter.headers(), REASON_HEADER), letter.key(), letter.value());
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
