package org.descent.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.descent.contracts.Topics;
import org.descent.contracts.data.Examples;
import org.descent.contracts.event.DatasetPrepared;
import org.descent.contracts.event.Location;
import org.descent.contracts.spec.Split;
import org.junit.jupiter.api.Test;

class DatasetCacheTest {
  private static final Examples FIVE =
      new Examples(List.of(1), new float[] {1, 2, 3, 4, 5}, List.of());

  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger readings = new AtomicInteger();
  private final AtomicInteger shortages = new AtomicInteger();
  private final SharedDatasets shared = new SharedDatasets();
  private final DatasetCache cache = cache();

  private DatasetCache cache() {
    return cache(Long.MAX_VALUE);
  }

  private DatasetCache cache(long largest) {
    return new DatasetCache(
        shared,
        () -> {
          opened.incrementAndGet();
          var consumer = DatasetRowsTest.consumer(DatasetRows.chunk(FIVE));
          return new DatasetRowsReader(consumer, Duration.ofMillis(300)) {
            @Override
            void read(DatasetPrepared dataset, List<Integer> counts, Consumer<Examples> parts) {
              readings.incrementAndGet();
              if (shortages.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new OutOfMemoryError("Java heap space");
              }
              super.read(dataset, counts, parts);
            }
          };
        },
        2,
        largest);
  }

  @Test
  void whatOneCacheOfAProcessHoldsAnotherDoesNotRead() {
    var other = cache();

    var first = cache.splits(prepared(3, 1, 1));

    assertThat(other.splits(prepared(3, 1, 1))).isSameAs(first);
    assertThat(readings).hasValue(1);
    other.splits(prepared(4, 0, 1));
    assertThat(readings).hasValue(2);
  }

  @Test
  void rowsAreDividedIntoSplits() {
    var splits = cache.splits(prepared(3, 1, 1));

    assertThat(splits.keySet()).containsExactly(Split.TRAIN, Split.VALIDATION, Split.TEST);
    assertThat(splits.get(Split.TRAIN).features()).containsExactly(1, 2, 3);
    assertThat(splits.get(Split.VALIDATION).features()).containsExactly(4);
    assertThat(splits.get(Split.TEST).features()).containsExactly(5);
  }

  @Test
  void splitWithoutRowsIsLeftOut() {
    assertThat(cache.splits(prepared(5, 0, 0)).keySet()).containsExactly(Split.TRAIN);
  }

  @Test
  void datasetIsReadOnce() {
    var first = cache.splits(prepared(3, 1, 1));

    assertThat(cache.splits(prepared(3, 1, 1))).isSameAs(first);
    assertThat(opened).hasValue(1);
  }

  @Test
  void sameRowsDividedOtherwiseAreAnotherDataset() {
    assertThat(cache.splits(prepared(3, 1, 1)).get(Split.TRAIN).count()).isEqualTo(3);
    assertThat(cache.splits(prepared(4, 0, 1)).get(Split.TRAIN).count()).isEqualTo(4);
  }

  @Test
  void datasetsReadBeforeMakeRoomForTheNext() {
    var before = new WeakReference<>(cache.splits(prepared(5, 0, 0)));
    shortages.set(1);

    assertThat(cache.splits(prepared(3, 1, 1)).get(Split.TRAIN).features())
        .containsExactly(1, 2, 3);
    assertThat(readings).as("and tried again").hasValue(3);
    for (int i = 0; i < 100 && before.get() != null; i++) {
      System.gc();
    }
    assertThat(before.get()).as("nobody holds the first one any more").isNull();
  }

  @Test
  void datasetThatDoesNotFitAloneIsAnErrorAndTheNextIsRead() {
    shortages.set(1);
    var dataset = prepared(5, 0, 0);

    assertThatThrownBy(() -> cache.splits(dataset)).isInstanceOf(OutOfMemoryError.class);
    assertThat(cache.splits(dataset)).hasSize(1);
  }

  @Test
  void datasetThatIsTooLargeToBeKeptComesInBlocksOfEachSplit() {
    var dataset = prepared(3, 1, 1);

    assertThat(parts(cache(23), dataset))
        .containsExactly("train [1.0, 2.0]", "train [3.0]", "validation [4.0]", "test [5.0]");
    assertThat(parts(cache(24), dataset))
        .containsExactly("train [1.0, 2.0, 3.0]", "validation [4.0]", "test [5.0]");
  }

  @Test
  void whatIsTooLargeIsReadEveryTimeUnlessAnotherCacheHoldsIt() {
    var small = cache(0);
    parts(small, prepared(3, 1, 1));
    parts(small, prepared(3, 1, 1));
    assertThat(readings).hasValue(2);

    var held = cache.splits(prepared(3, 1, 1));

    assertThat(parts(small, prepared(3, 1, 1))).hasSize(3);
    assertThat(readings).hasValue(3);
    assertThat(held).hasSize(3);
  }

  /** What is handed on, in blocks of 2 where it is. */
  private static List<String> parts(DatasetCache cache, DatasetPrepared dataset) {
    var parts = new ArrayList<String>();
    cache.each(
        dataset,
        2,
        (split, part) -> parts.add(split.word() + " " + Arrays.toString(part.features())));
    return parts;
  }

  private static DatasetPrepared prepared(int train, int validation, int test) {
    var rows = new Location(Topics.DATASET_ROWS, 0, 0, 0);
    return DatasetRows.of(FIVE).prepared("e", train, validation, test, rows);
  }
}
