package org.descent.transport;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.descent.contracts.data.Examples;
import org.descent.contracts.event.DatasetPrepared;
import org.descent.contracts.spec.Split;

/**
 * The few datasets used last, by content, divided into their splits. One reader is kept open; after
 * trouble with it a fresh one is opened. Safe for several threads.
 */
public final class DatasetCache implements AutoCloseable {
  private final SharedDatasets shared;
  private final Supplier<DatasetRowsReader> opener;
  private final Map<Key, Map<Split, Examples>> datasets;
  private final long largest;
  private DatasetRowsReader reader;

  /** The same rows may be divided in different ways. */
  record Key(String sha256, int train, int validation) {}

  /**
   * @param shared with other caches of this process
   * @param capacity number of datasets kept, 1 or more
   * @param largest number of bytes of a dataset that {@link #each} keeps
   */
  public DatasetCache(
      SharedDatasets shared, Supplier<DatasetRowsReader> opener, int capacity, long largest) {
    this.shared = shared;
    this.opener = opener;
    this.largest = largest;
    this.datasets =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Key, Map<Split, Examples>> eldest) {
            return size() > capacity;
          }
        };
  }

  /**
   * The splits that have rows.
   *
   * @throws UnreadableRecord if the log does not hold them as promised
   * @throws org.apache.kafka.common.KafkaException if the broker stays silent
   */
  public synchronized Map<Split, Examples> splits(DatasetPrepared dataset) {
    var key = key(dataset);
    var known = datasets.get(key);
    if (known == null) {
      known = withRoom(() -> shared.of(key, () -> read(dataset)));
      datasets.put(key, known);
    }
    return known;
  }

  /**
   * Hands the examples of each split that has some to {@code visitor}, in order: all at once, or of
   * a dataset that is too large to be kept, and that nobody in this process holds, block by block.
   * Others wait meanwhile.
   *
   * @param rows of a block; the last one of a split may have fewer
   * @throws UnreadableRecord if the log does not hold them as promised, which is known at the end
   * @throws org.apache.kafka.common.KafkaException if the broker stays silent
   */
  public void each(DatasetPrepared dataset, int rows, BiConsumer<Split, Examples> visitor) {
    var held = held(dataset);
    if (held.isPresent()) {
      held.get().forEach(visitor);
    } else {
      stream(dataset, rows, visitor);
    }
  }

  private synchronized Optional<Map<Split, Examples>> held(DatasetPrepared dataset) {
    boolean small = DatasetAssembly.bytes(dataset) <= largest;
    return small ? Optional.of(splits(dataset)) : shared.find(key(dataset));
  }

  private synchronized void stream(
      DatasetPrepared dataset, int rows, BiConsumer<Split, Examples> visitor) {
    var blocks = new ArrayList<Split>();
    var counts = new ArrayList<Integer>();
    counts(dataset)
        .forEach(
            (split, count) -> {
              for (int from = 0; from < count; from += Math.min(rows, count - from)) {
                blocks.add(split);
                counts.add(Math.min(rows, count - from));
              }
            });
    var next = blocks.iterator();
    reading(reader -> reader.read(dataset, counts, block -> visitor.accept(next.next(), block)));
  }

  private static Key key(DatasetPrepared dataset) {
    return new Key(dataset.sha256(), dataset.train(), dataset.validation());
  }

  /** Others are let go where there is no room beside them. */
  private Map<Split, Examples> withRoom(Supplier<Map<Split, Examples>> reading) {
    try {
      return reading.get();
    } catch (OutOfMemoryError e) {
      if (datasets.isEmpty()) {
        throw e;
      }
      datasets.clear();
    }
    return reading.get();
  }

  @Override
  public synchronized void close() {
    if (reader != null) {
      reader.close();
      reader = null;
    }
  }

  private Map<Split, Examples> read(DatasetPrepared dataset) {
    var counts = counts(dataset);
    var parts = new ArrayList<Examples>();
    reading(reader -> reader.read(dataset, List.copyOf(counts.values()), parts::add));
    var next = parts.iterator();
    var splits = new EnumMap<Split, Examples>(Split.class);
    counts.keySet().forEach(split -> splits.put(split, next.next()));
    return Collections.unmodifiableMap(splits);
  }

  /** Number of rows of each split that has some, in the order of the rows. */
  private static Map<Split, Integer> counts(DatasetPrepared dataset) {
    var counts = new EnumMap<Split, Integer>(dataset.rowsBySplit());
    counts.values().removeIf(count -> count < 1);
    return counts;
  }

  private void reading(Consumer<DatasetRowsReader> reading) {
    if (reader == null) {
      reader = opener.get();
    }
    try {
      reading.accept(reader);
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }
}
