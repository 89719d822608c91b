package org.descent.journey.web;

import java.time.Duration;
import java.util.function.Supplier;

/** Waits for what others bring about; the limit guards against hanging, it expects no speed. */
final class Patience {
  private Patience() {}

  /** The first answer of {@code question} that is neither null nor false. */
  static <T> T until(Duration limit, Supplier<String> what, Supplier<T> question) {
    long end = System.nanoTime() + limit.toNanos();
    while (true) {
      var answer = question.get();
      if (answer != null && !Boolean.FALSE.equals(answer)) {
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
