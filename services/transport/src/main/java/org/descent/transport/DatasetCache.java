package org.descent.transport;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.descent.contracts.data.Examples;
import org.descent.contracts.event.DatasetPrepared;

/**
 * The few datasets used last, by content, divided into their splits. One reader is kept open; after
 * trouble with it a fresh one is opened. Safe for several threads.
 */
public final class DatasetCache implements AutoCloseable {
  private final Supplier<DatasetRowsReader> opener;
  private final Map<Key, Map<String, Examples>> datasets;
  private DatasetRowsReader reader;

  /** The same rows may be divided in different ways. */
  private record Key(String sha256, int train, int validation) {}

  /**
   * @param capacity number of datasets kept, 1 or more
   */
  public DatasetCache(Supplier<DatasetRowsReader> opener, int capacity) {
    this.opener = opener;
    this.datasets =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Key, Map<String, Examples>> eldest) {
            return size() > capacity;
          }
        };
  }

  /**
   * The splits that have rows, in the order {@code train}, {@code validation}, {@code test}.
   *
   * @throws UnreadableRecord if the log does not hold them as promised
   * @throws org.apache.kafka.common.KafkaException if the broker stays silent
   */
  public synchronized Map<String, Examples> splits(DatasetPrepared dataset) {
    var key = new Key(dataset.sha256(), dataset.train(), dataset.validation());
    var known = datasets.get(key);
    if (known == null) {
      known = divided(read(dataset), dataset);
      datasets.put(key, known);
    }
    return known;
  }

  @Override
  public synchronized void close() {
    if (reader != null) {
      reader.close();
      reader = null;
    }
  }

  private Examples read(DatasetPrepared dataset) {
    if (reader == null) {
      reader = opener.get();
    }
    try {
      return reader.read(dataset);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private static Map<String, Examples> divided(Examples all, DatasetPrepared dataset) {
    int train = dataset.train();
    int test = train + dataset.validation();
    var splits = new LinkedHashMap<String, Examples>();
    put(splits, "train", all, 0, train);
    put(splits, "validation", all, train, test);
    put(splits, "test", all, test, all.count());
    return Collections.unmodifiableMap(splits);
  }

  private static void put(
      Map<String, Examples> splits, String name, Examples all, int from, int to) {
    if (to - from == all.count()) {
      splits.put(name, all);
    } else if (to > from) {
      splits.put(name, all.slice(from, to));
    }
  }
}
