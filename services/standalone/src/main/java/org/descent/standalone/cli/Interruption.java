package org.descent.standalone.cli;

import java.util.concurrent.CountDownLatch;

/** Ctrl-C, or any other request to stop: the JVM runs its hooks while the command still runs. */
final class Interruption {
  private static volatile boolean underWay;

  private Interruption() {}

  /** Runs {@code farewell} as soon as the process is asked to stop, unless it is withdrawn. */
  static Registration onInterruption(Runnable farewell) {
    var hook =
        new Thread(
            () -> {
              underWay = true;
              farewell.run();
            },
            "farewell");
    Runtime.getRuntime().addShutdownHook(hook);
    return () -> {
      if (!underWay) {
        Runtime.getRuntime().removeShutdownHook(hook);
      }
    };
  }

  /** Withdraws what was registered. */
  interface Registration extends AutoCloseable {
    @Override
    void close();
  }

  /** Whether the process is stopping because it was asked to. */
  static boolean isUnderWay() {
    return underWay;
  }

  /** Does not return: the JVM ends when its hooks have run. */
  static void waitForTheEnd() throws InterruptedException {
    new CountDownLatch(1).await();
  }
}
