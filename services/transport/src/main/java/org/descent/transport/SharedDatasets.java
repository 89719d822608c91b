package org.descent.transport;

import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.Split;

/**
 * The datasets that caches of one process hold, so that what one has read the others need not. They
 * stay no longer than a cache holds them. Safe for several threads.
 */
public final class SharedDatasets {
  private final Map<DatasetCache.Key, WeakReference<Map<Split, Examples>>> held = new HashMap<>();

  /** What some cache holds. */
  synchronized Optional<Map<Split, Examples>> find(DatasetCache.Key key) {
    return Optional.ofNullable(held.get(key)).map(WeakReference::get);
  }

  /** What some cache holds, or else what {@code reading} finds. */
  synchronized Map<Split, Examples> of(
      DatasetCache.Key key, Supplier<Map<Split, Examples>> reading) {
    held.values().removeIf(reference -> reference.get() == null);
    var reference = held.get(key);
    var known = reference == null ? null : reference.get();
    if (known == null) {
      known = reading.get();
      held.put(key, new WeakReference<>(known));
    }
    return known;
  }
}
