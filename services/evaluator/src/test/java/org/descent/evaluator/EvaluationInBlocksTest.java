package org.descent.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.descent.contracts.Floats;
import org.descent.contracts.Topics;
import org.descent.contracts.data.Examples;
import org.descent.contracts.data.Features;
import org.descent.contracts.data.NumberType;
import org.descent.contracts.data.Rescaling;
import org.descent.contracts.event.DatasetPrepared;
import org.descent.contracts.event.End;
import org.descent.contracts.event.Landscape;
import org.descent.contracts.event.Location;
import org.descent.contracts.event.Metrics;
import org.descent.contracts.event.ModelPublished;
import org.descent.contracts.event.Provenance;
import org.descent.contracts.event.Surface;
import org.descent.contracts.event.TrialEvaluated;
import org.descent.contracts.event.TrialTrained;
import org.descent.learning.Predictor;
import org.descent.transport.DatasetCache;
import org.descent.transport.DatasetRows;
import org.descent.transport.DatasetRowsReader;
import org.descent.transport.Events;
import org.descent.transport.SharedDatasets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Data that an evaluator does not keep are judged as if it did. */
class EvaluationInBlocksTest {
  private static final Location ROWS = new Location(Topics.DATASET_ROWS, 0, 0, 1000);

  @Test
  void judgedInBlocksIsJudgedTheSameToTheBit() {
    int width = 1 << 18; // few of these go through a network at once

    var judged = judgedBothWays(width, 11);

    assertThat(judged.splits()).containsOnlyKeys("train", "validation", "test");
    assertThat(judged.averaged()).hasSize(3);
    assertThat(judged.disagreements())
        .filteredOn(line -> line.startsWith("landscape random, train loss at ("))
        .as("both ends and the middle")
        .hasSize(3)
        .allMatch(line -> line.contains(": claimed 9.000000, found 0."));
    assertThat(judged.landscapes()).hasSize(1);
    assertThat(judged.landscapes().get(0).directions()).isEmpty();
  }

  @Test
  @Tag("thorough")
  void soAreLines() {
    var judged = judgedBothWays(2, 540_000);
    assertThat(judged.lines()).hasSize(2);
    assertThat(judged.fields()).hasSize(2).allMatch(field -> field.x().length == 41);
  }

  @Test
  @Tag("thorough")
  void soAreSurfaces() {
    assertThat(judgedBothWays(1, 1_100_000).disagreements())
        .anyMatch(line -> line.startsWith("surface loss: off its closed form by"));
  }

  private static TrialEvaluated judgedBothWays(int width, int train) {
    assertThat(train).isGreaterThan(Predictor.examplesAtOnce(width));
    var rows = DatasetRows.of(examples(width, train + 3));
    var dataset = rows.prepared("e", train, 1, 2, ROWS);

    var whole = evaluated(rows, dataset, Long.MAX_VALUE);
    var inBlocks = evaluated(rows, dataset, 0);

    assertThat(Events.encode(inBlocks)).isEqualTo(Events.encode(whole));
    return whole;
  }

  private static TrialEvaluated evaluated(
      DatasetRows rows, DatasetPrepared dataset, long largestKept) {
    var config = new Config();
    var predictors = new Predictors(config);
    var shelf = new ModelShelf(config, Map.of());
    var at = new Location(Topics.MODELS, 0, 0, 0);
    int width = dataset.shape().get(0);
    shelf.put(at, model(width));
    try (var datasets =
        new DatasetCache(
            new SharedDatasets(),
            () -> new DatasetRowsReader(log(rows), Duration.ofMillis(300)),
            1,
            largestKept)) {
      return new Evaluation(datasets, shelf, predictors).of(trained(dataset, at));
    } finally {
      predictors.close();
    }
  }

  /** Two snapshots, and the average of them. */
  private static ModelPublished model(int width) {
    var weights = new float[2 * (width + 1)];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (i % 7 - 3) / (float) width;
    }
    var surface = new Surface("loss", new double[] {1}, new double[] {0}, new byte[4]);
    return new ModelPublished(
        "t",
        "e",
        List.of(1, 2),
        width + 1,
        Floats.toBytes(weights),
        width == 1 ? List.of(surface) : List.of(),
        Floats.toBytes(weights),
        false,
        List.of(landscape(width + 1)),
        true);
  }

  /** A line on which the loss is 9. */
  private static Landscape landscape(int parameters) {
    return new Landscape(
        "random",
        List.of(new Landscape.Axis(new double[] {-1, 0, 1, 2}, Double.NaN)),
        List.of(new Landscape.Losses("train", Floats.toBytes(new float[] {9, 9, 9, 9}))),
        List.of(),
        new byte[4 * parameters]);
  }

  /** A claim that nothing bears out. */
  private static TrialTrained trained(DatasetPrepared dataset, Location model) {
    return new TrialTrained(
        "t",
        "e",
        0,
        1,
        "e.c0000",
        End.EXHAUSTED,
        2,
        new Metrics(9, 0.5, List.of(new Metrics.Head("label", 9, 0.5))),
        TrialListenerTest.TRAINING,
        dataset,
        model,
        new Provenance("1", "2", "CPU:0", "scripted", "none"),
        0.5);
  }

  private static Examples examples(int width, int count) {
    var bytes = new byte[width * count];
    var labels = new float[count];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 2654435761L >>> 13);
    }
    for (int i = 0; i < count; i++) {
      labels[i] = i % 3 == 0 ? 1 : 0;
    }
    return new Examples(
        List.of(width),
        Features.of(NumberType.U8, bytes, List.of(Rescaling.dividing(255))),
        List.of(new Examples.Target("label", labels)));
  }

  private static Consumer<String, byte[]> log(DatasetRows rows) {
    var consumer =
        new MockConsumer<String, byte[]>("none") {
          @Override
          public synchronized void seek(TopicPartition to, long offset) {
            super.seek(to, offset);
            IntStream.range(0, rows.chunks()).forEach(i -> addRecord(received(rows, i)));
          }
        };
    var partition = new TopicPartition(Topics.DATASET_ROWS, 0);
    consumer.updateBeginningOffsets(Map.of(partition, 0L));
    consumer.updateEndOffsets(Map.of(partition, (long) rows.chunks()));
    return consumer;
  }

  private static ConsumerRecord<String, byte[]> received(DatasetRows rows, int chunk) {
    var sent = rows.chunk(chunk);
    return new ConsumerRecord<>(
        Topics.DATASET_ROWS,
        0,
        chunk,
        0,
        TimestampType.CREATE_TIME,
        0,
        0,
        sent.key(),
        sent.value(),
        new RecordHeaders(sent.headers()),
        Optional.empty());
  }

  private record Config() implements EvaluatorConfig, EvaluatorConfig.Evaluator {
    @Override
    public Evaluator evaluator() {
      return this;
    }

    @Override
    public int datasets() {
      return 1;
    }

    @Override
    public double datasetShare() {
      return 0;
    }

    @Override
    public int networks() {
      return 1;
    }

    @Override
    public long modelBytes() {
      return Long.MAX_VALUE;
    }
  }
}
