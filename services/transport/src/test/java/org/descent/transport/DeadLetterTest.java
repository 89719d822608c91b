package org.descent.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.descent.contracts.Reason;
import org.descent.contracts.Topics;
import org.descent.contracts.event.Location;
import org.junit.jupiter.api.Test;

class DeadLetterTest {
  @Test
  void letterSaysWhereItStoodAndWhy() {
    var letter = written(new ConsumerRecord<>(Topics.MODELS, 2, 7, "k", new byte[] {1, 2}), "why");

    assertThat(letter.origin()).isEqualTo(Location.of(Topics.MODELS, 2, 7));
    assertThat(letter.reason()).isEqualTo("why");
    assertThat(letter.key()).isEqualTo("k");
    assertThat(letter.value()).containsExactly(1, 2);
  }

  @Test
  void whateverIsLongTheLetterFitsIntoARecord() {
    var value = new byte[TopicLayout.MAX_RECORD_BYTES - 1000];
    Arrays.fill(value, (byte) 'x');
    var text = "y".repeat(TopicLayout.MAX_RECORD_BYTES);

    var letter = written(new ConsumerRecord<>(Topics.MODELS, 2, 7, text, value), text);

    assertThat(letter.value()).hasSize(DeadLetter.MAX_VALUE_BYTES).startsWith('x');
    assertThat(letter.key()).hasSize(1000);
    assertThat(letter.reason()).hasSizeLessThanOrEqualTo(Reason.MAX_LENGTH);
  }

  @Test
  void neitherKeyNorValueIsNeeded() {
    var letter = written(new ConsumerRecord<>(Topics.MODELS, 2, 7, null, null), "empty");

    assertThat(letter.key()).isNull();
    assertThat(letter.value()).isNull();
  }

  private static DeadLetter written(ConsumerRecord<String, byte[]> unreadable, String reason) {
    ProducerRecord<String, byte[]> record = DeadLetter.record(unreadable, reason);
    var received = new ConsumerRecord<>(record.topic(), 0, 0, record.key(), record.value());
    record.headers().forEach(received.headers()::add);
    return DeadLetter.of(received);
  }
}
