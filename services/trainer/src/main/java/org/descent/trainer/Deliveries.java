package org.descent.trainer;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.descent.contracts.Reason;

/**
 * What has been handed to the broker and not yet been acknowledged: a bounded amount. One thread at
 * a time, except for {@link #broken()}.
 */
final class Deliveries {
  /** Enough to keep a broker busy, little enough for a small heap. */
  static final long MAX_BYTES = 32L * 1024 * 1024;

  private record Delivery(CompletableFuture<?> acknowledgement, long bytes) {}

  private final Queue<Delivery> pending = new ArrayDeque<>();
  private long bytes;
  private volatile Throwable trouble;

  /** Remembers one more, waiting for the oldest while there are too many. */
  void add(CompletableFuture<?> acknowledgement, long size) {
    pending.add(new Delivery(acknowledgement, size));
    bytes += size;
    while (bytes > MAX_BYTES || (!pending.isEmpty() && pending.peek().acknowledgement().isDone())) {
      settle();
    }
  }

  /** Something did not even come as far as the broker. */
  void lost(Throwable cause) {
    trouble = cause;
  }

  /** Whether the broker did not take something: the rest is in vain. */
  boolean broken() {
    return trouble != null;
  }

  /**
   * Returns when the broker has everything.
   *
   * @throws Undeliverable if it did not take something
   */
  void settleAll() {
    while (!pending.isEmpty()) {
      settle();
    }
    if (trouble != null) {
      throw failure();
    }
  }

  /** Completes when the broker has everything, with {@link Undeliverable} if it does not. */
  CompletableFuture<Void> settled() {
    if (trouble != null) {
      return CompletableFuture.failedFuture(failure());
    }
    return CompletableFuture.allOf(
            pending.stream().map(Delivery::acknowledgement).toArray(CompletableFuture[]::new))
        .exceptionallyCompose(
            e -> {
              trouble = e instanceof CompletionException ? e.getCause() : e;
              return CompletableFuture.failedFuture(failure());
            });
  }

  private Undeliverable failure() {
    return new Undeliverable("an event did not reach the log: " + Reason.of(trouble), trouble);
  }

  private void settle() {
    var oldest = pending.remove();
    bytes -= oldest.bytes();
    try {
      oldest.acknowledgement().join();
    } catch (CompletionException e) {
      trouble = e.getCause();
    }
  }
}
