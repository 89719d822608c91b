package org.descent.loader;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.descent.experiment.Experiment;

/**
 * Data that this process has read before its dataset-loader hears of their experiments: they need
 * not be read twice. Each is handed out once, if nobody has written to its files since. Safe for
 * several threads.
 */
public final class ReadAhead {
  /** What may be kept at the most, as a share of the heap. */
  private static final int SHARE = 32;

  private final long capacity;
  private final Map<String, ExperimentData> kept = new LinkedHashMap<>();

  /** Room for a small share of the heap: what does not fit is read again. */
  public ReadAhead() {
    this(Runtime.getRuntime().maxMemory() / SHARE);
  }

  /**
   * @param capacity in bytes
   */
  ReadAhead(long capacity) {
    this.capacity = capacity;
  }

  /** Keeps {@code data} if they were read from files, are no folds, and there is room. */
  public synchronized void put(ExperimentData data) {
    if (data.isWorthKeeping() && bytes() + data.bytes() <= capacity) {
      kept.putIfAbsent(data.submission(), data);
    }
  }

  /** Keeps what {@code other} has, which keeps nothing any more. */
  public void takeOver(ReadAhead other) {
    other.emptied().values().forEach(this::put);
  }

  /**
   * The data of {@code experiment}.
   *
   * @param base where its files are read from now
   */
  synchronized Optional<ExperimentData> take(Experiment experiment, Path base) {
    return Optional.ofNullable(kept.remove(experiment.submission()))
        .filter(data -> data.isCurrent(base));
  }

  private synchronized Map<String, ExperimentData> emptied() {
    var all = new LinkedHashMap<>(kept);
    kept.clear();
    return all;
  }

  private long bytes() {
    return kept.values().stream().mapToLong(ExperimentData::bytes).sum();
  }
}
