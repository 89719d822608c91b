package org.descent.control;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Waits for what other threads bring about; the limit guards against hanging, it expects no speed.
 */
public final class Eventually {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private Eventually() {}

  /** Returns when {@code condition} holds. */
  public static void eventually(BooleanSupplier condition) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + LIMIT);
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
