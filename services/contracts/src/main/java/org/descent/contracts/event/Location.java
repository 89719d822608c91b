package org.descent.contracts.event;

/**
 * A range of records in the log.
 *
 * @param firstOffset inclusive
 * @param lastOffset inclusive
 */
public record Location(String topic, int partition, long firstOffset, long lastOffset) {
  /** Where a single record stands. */
  public static Location of(String topic, int partition, long offset) {
    return new Location(topic, partition, offset, offset);
  }

  /** {@code topic:partition:first-last}. */
  @Override
  public String toString() {
    return topic + ":" + partition + ":" + firstOffset + "-" + lastOffset;
  }
}
