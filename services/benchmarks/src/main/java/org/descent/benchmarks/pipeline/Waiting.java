package org.descent.benchmarks.pipeline;

import java.io.InterruptedIOException;

/** Letting time pass. */
final class Waiting {
  private Waiting() {}

  static void millis(long millis) throws InterruptedIOException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting");
    }
  }
}
