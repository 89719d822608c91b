package org.descent.control.plan;

import java.util.List;
import java.util.OptionalInt;

/**
 * Deals cohorts to trainers, one each in turn: to the partitions that they own at the time. Their
 * ids' hashes would often send two of three cohorts to one trainer.
 */
final class Dealing {
  private int dealt;

  /**
   * The partition of the next cohort.
   *
   * @param owned the partitions of each trainer
   * @return nothing if nobody owns any
   */
  OptionalInt next(List<List<Integer>> owned) {
    var owners = owned.stream().filter(partitions -> !partitions.isEmpty()).toList();
    if (owners.isEmpty()) {
      return OptionalInt.empty();
    }
    var partitions = owners.get(dealt % owners.size());
    int partition = partitions.get(dealt / owners.size() % partitions.size());
    dealt = Math.floorMod(dealt + 1, Integer.MAX_VALUE);
    return OptionalInt.of(partition);
  }
}
