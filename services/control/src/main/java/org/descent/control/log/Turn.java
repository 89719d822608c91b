package org.descent.control.log;

import java.time.Duration;
import java.util.Collection;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/** Whether it is this control's turn, by what the broker told it and when it has asked last. */
final class Turn implements ConsumerRebalanceListener {
  private static final Logger LOG = Logger.getLogger(Turn.class);

  /** Whoever has not asked for so long may have been asleep while another one took over. */
  static final Duration FRESH = Duration.ofSeconds(5);

  /** What the one before has written last is on its way here. */
  static final Duration ARRIVAL = Duration.ofSeconds(1);

  private final LongSupplier nanos;
  private volatile boolean assigned;
  private volatile long asked;
  private volatile long from;
  private boolean stoodBy;

  /**
   * Nobody's yet.
   *
   * @param nanos a clock that is never set, in nanoseconds
   */
  Turn(LongSupplier nanos) {
    this.nanos = nanos;
  }

  boolean isOwn() {
    long now = nanos.getAsLong();
    return assigned && now - asked < FRESH.toNanos() && now - from >= 0;
  }

  /** The broker has been asked, and whatever has changed has been told. */
  void asked() {
    asked = nanos.getAsLong();
    stoodBy |= !assigned;
  }

  /** The broker is not asked any more. */
  void end() {
    assigned = false;
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    if (partitions.isEmpty()) {
      return;
    }
    long now = nanos.getAsLong();
    from = now + (stoodBy ? ARRIVAL.toNanos() : 0);
    asked = now;
    assigned = true;
    LOG.info(stoodBy ? "planning, in place of another control" : "planning");
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    if (!partitions.isEmpty()) {
      assigned = false;
      stoodBy = true;
    }
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    onPartitionsRevoked(partitions);
    LOG.warn("another control may plan now");
  }
}
