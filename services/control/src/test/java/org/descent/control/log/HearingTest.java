package org.descent.control.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.descent.control.Eventually.eventually;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.descent.contracts.Topics;
import org.descent.contracts.event.DatasetEvent;
import org.descent.contracts.event.DatasetRejected;
import org.descent.contracts.event.EvaluationEvent;
import org.descent.contracts.event.Event;
import org.descent.contracts.event.ExperimentEvent;
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
  private final Hearing hearing =
      new Hearing(
          heard::add,
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
      hearing.hear(record(Topics.EXPERIMENTS, offset, "{poison"), ExperimentEvent.class);
    }

    assertThat(putAside).as("the last one is new").containsExactly(0L, 2L, 3L);
    assertThat(replay.finished()).isTrue();
  }

  @Test
  void whatSpeaksOfExperimentsWaitsUntilTheyAreKnown() throws Exception {
    replay.begin(
        Map.of(
            new TopicPartition(Topics.DATASETS, 0), new Range(0, 1),
            new TopicPartition(Topics.EVALUATIONS, 0), new Range(0, 1)));
    var failed = new TrialFailed("e-1.0.1", "e-1", 0, 1, "e-1.c0000", "why");
    var early =
        new Thread(
            () ->
                hearing.hear(
                    record(Topics.EVALUATIONS, 0, Events.encode(failed)), EvaluationEvent.class));
    early.start();
    eventually(() -> early.getState().name().endsWith("WAITING") || !early.isAlive());
    var rejected = new DatasetRejected("e-1", "why", 0);
    hearing.hear(record(Topics.DATASETS, 0, Events.encode(rejected)), DatasetEvent.class);
    early.join();

    assertThat(heard).containsExactly(rejected, failed);
  }

  private static ConsumerRecord<String, byte[]> record(String topic, long offset, String value) {
    return record(topic, offset, value.getBytes(StandardCharsets.UTF_8));
  }

  private static ConsumerRecord<String, byte[]> record(String topic, long offset, byte[] value) {
    return new ConsumerRecord<>(topic, 0, offset, "key", value);
  }
}
