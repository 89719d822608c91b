package org.descent.experiment;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/**
 * The seeds of an experiment, distinct. Those that follow one another, as most do, take no room
 * however many they are; and whether a number is one of them is known at once.
 */
final class SeedList extends AbstractList<Long> implements RandomAccess {
  private final long first;
  private final int count;

  private SeedList(long first, int count) {
    this.first = first;
    this.count = count;
  }

  /** {@code seeds} as they are, unmodifiable. */
  static List<Long> of(List<Long> seeds) {
    if (seeds instanceof SeedList) {
      return seeds;
    }
    for (int i = 1; i < seeds.size(); i++) {
      if (seeds.get(i) != seeds.get(0) + i) {
        return List.copyOf(seeds);
      }
    }
    return seeds.isEmpty() ? List.of() : new SeedList(seeds.get(0), seeds.size());
  }

  @Override
  public Long get(int index) {
    if (index < 0 || index >= count) {
      throw new IndexOutOfBoundsException(index);
    }
    return first + index;
  }

  @Override
  public int size() {
    return count;
  }

  @Override
  public int indexOf(Object seed) {
    return seed instanceof Long number && number - first >= 0 && number - first < count
        ? (int) (number - first)
        : -1;
  }

  @Override
  public int lastIndexOf(Object seed) {
    return indexOf(seed);
  }

  @Override
  public boolean contains(Object seed) {
    return indexOf(seed) >= 0;
  }
}
