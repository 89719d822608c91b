package org.descent.journey;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Waits for what asynchronous processes bring about; the limit is a guard against hanging, not an
 * expectation of speed.
 */
public final class Eventually {
  /** Nothing takes so long on any machine; what does hangs. */
  public static final Duration LIMIT = Duration.ofMinutes(10);

  private Eventually() {}

  /** Returns when {@code condition} holds. */
  public static void holds(Supplier<String> what, BooleanSupplier condition) {
    holds(LIMIT, what, condition);
  }

  static void holds(Duration limit, Supplier<String> what, BooleanSupplier condition) {
    until(limit, what, () -> condition.getAsBoolean() ? true : null);
  }

  /** The first answer of {@code question} that is not null. */
  public static <T> T until(Supplier<String> what, Supplier<T> question) {
    return until(LIMIT, what, question);
  }

  private static <T> T until(Duration limit, Supplier<String> what, Supplier<T> question) {
    long end = System.nanoTime() + limit.toNanos();
    while (true) {
      var answer = question.get();
      if (answer != null) {
        return answer;
      }
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + limit.toSeconds() + " s: " + what.get());
      }
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
