package org.descent.control.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.descent.contracts.Topics;
import org.descent.contracts.event.Event;
import org.descent.contracts.event.Location;
import org.descent.contracts.event.TrialFailed;
import org.descent.control.log.Replay.Range;
import org.descent.messaging.DeadLetters;
import org.descent.transport.Events;
import org.junit.jupiter.api.Test;

class HearingTest {
  private final List<Event> heard = new ArrayList<>();
  private final List<Long> putAside = new ArrayList<>();
  private final Replay replay = new Replay();
  private Event refused;
  private final Hearing hearing =
      new Hearing(
          this::take,
          (event, at) -> {},
          replay,
          new DeadLetters(null) {
            @Override
            public CompletableFuture<Void> put(
                ConsumerRecord<String, byte[]> unreadable, String reason) {
              putAside.add(unreadable.offset());
              return CompletableFuture.completedFuture(null);
            }
          },
          new EarlierLetters(Map.of()) {
            @Override
            void read(Set<Location> found) {
              found.add(Location.of(Topics.EXPERIMENTS, 0, 1));
              found.add(Location.of(Topics.EXPERIMENTS, 0, 3));
            }
          });

  @Test
  void whatWasPutAsideBeforeIsNotPutAsideAgainAtTheNextStart() {
    replay.begin(Map.of(new TopicPartition(Topics.EXPERIMENTS, 0), new Range(0, 3)));
    for (long offset = 0; offset < 4; offset++) {
      hearing.hear(List.of(record(Topics.EXPERIMENTS, offset, "{poison")));
      replay.passed(new TopicPartition(Topics.EXPERIMENTS, 0), offset + 1);
    }

    assertThat(putAside).as("the last one is new").containsExactly(0L, 2L, 3L);
  }

  @Test
  void eachTopicTellsOfItsOwn() {
    var failed = new TrialFailed("e-1.0.1", "e-1", 0, 1, "e-1.c0000", "why");
    hearing.hear(
        List.of(
            record(Topics.EVALUATIONS, 0, Events.encode(failed)),
            record(Topics.REPORTS, 5, Events.encode(failed))));

    assertThat(heard).containsExactly(failed);
    assertThat(putAside).containsExactly(5L);
  }

  @Test
  void whatIsReadSideBySideIsHeardInItsOrder() {
    var records = new ArrayList<ConsumerRecord<String, byte[]>>();
    var told = new ArrayList<Event>();
    var unreadable = new ArrayList<Long>();
    for (int offset = 0; offset < 500; offset++) {
      if (offset % 7 == 3) {
        records.add(record(Topics.EVALUATIONS, offset, "{poison"));
        unreadable.add((long) offset);
      } else if (offset % 7 == 5) {
        records.add(record(Topics.EVALUATIONS, offset, (byte[]) null));
      } else {
        var failed = new TrialFailed("e-1.0." + offset, "e-1", 0, offset, "e-1.c0000", "why");
        records.add(record(Topics.EVALUATIONS, offset, Events.encode(failed)));
        told.add(failed);
      }
    }

    hearing.hear(records);

    assertThat(heard).isEqualTo(told);
    assertThat(putAside).isEqualTo(unreadable);
  }

  @Test
  void whatNobodyCanTakeIsPutAsideAndTheNextIsHeard() {
    var failed = new TrialFailed("e-1.0.1", "e-1", 0, 1, "e-1.c0000", "why");
    refused = failed;
    hearing.hear(
        List.of(
            record(Topics.EVALUATIONS, 0, Events.encode(failed)),
            record(
                Topics.EVALUATIONS,
                1,
                Events.encode(new TrialFailed("e-1.0.2", "e-1", 0, 2, "e-1.c0000", "why")))));

    assertThat(putAside).containsExactly(0L);
    assertThat(heard).extracting(Event::key).containsExactly("e-1.0.2");
  }

  @Test
  void notMuchIsReadAtOnce() {
    var large = new byte[Hearing.PORTION_BYTES + 1];
    var half = new byte[Hearing.PORTION_BYTES / 2];
    var records = new ArrayList<ConsumerRecord<String, byte[]>>();
    for (var value : new byte[][] {{}, large, large, half, null, half, half}) {
      records.add(record(Topics.PROGRESS, records.size(), value));
    }

    assertThat(Hearing.portions(records)).extracting(List::size).containsExactly(2, 1, 3, 1);
    assertThat(Hearing.portions(records).stream().flatMap(List::stream)).isEqualTo(records);
    assertThat(Hearing.portions(List.of())).isEmpty();
  }

  private void take(Event event) {
    if (event.equals(refused)) {
      throw new IllegalArgumentException("not that");
    }
    heard.add(event);
  }

  private static ConsumerRecord<String, byte[]> record(String topic, long offset, String value) {
    return record(topic, offset, value.getBytes(StandardCharsets.UTF_8));
  }

  private static ConsumerRecord<String, byte[]> record(String topic, long offset, byte[] value) {
    return new ConsumerRecord<>(topic, 0, offset, "key", value);
  }
}
