package org.descent.transport;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  private DatasetRowsReader reader;

  /** The same rows may be divided in different ways. */
  record Key(String sha256, int train, int validation) {}

  /**
   * @param shared with other caches of this process
   * @param capacity number of datasets kept, 1 or more
   */
  public DatasetCache(SharedDatasets shared, Supplier<DatasetRowsReader> opener, int capacity) {
    this.shared = shared;
    this.opener = opener;
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
    var key = new Key(dataset.sha256(), dataset.train(), dataset.validation());
    var known = datasets.get(key);
    if (known == null) {
      known = withRoom(() -> shared.of(key, () -> read(dataset)));
      datasets.put(key, known);
    }
    return known;
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
    var counts = new EnumMap<Split, Integer>(dataset.rowsBySplit());
    counts.values().removeIf(count -> count < 1);
    if (reader == null) {
      reader = opener.get();
    }
    try {
      var parts = reader.read(dataset, List.copyOf(counts.values())).iterator();
      var splits = new EnumMap<Split, Examples>(Split.class);
      counts.keySet().forEach(split -> splits.put(split, parts.next()));
      return Collections.unmodifiableMap(splits);
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }
}
