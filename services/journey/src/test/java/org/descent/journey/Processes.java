package org.descent.journey;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** How processes end. */
public final class Processes {
  /** What a process is given to end in good order, once nobody wants anything of it any more. */
  private static final int GRACE_SECONDS = 30;

  private Processes() {}

  /**
   * The exit code, once there is one.
   *
   * @param what is said of a process that hangs, which is killed
   */
  public static int awaitExit(Process process, Supplier<String> what) {
    try {
      if (process.waitFor(Eventually.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        return process.exitValue();
      }
      process.destroyForcibly();
      throw new AssertionError("still running: " + what.get());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** SIGTERM, and SIGKILL where that takes too long. */
  public static void stop(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
        kill(process);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** SIGKILL; it is gone then. */
  public static void kill(Process process) {
    process.destroyForcibly();
    awaitExit(process, () -> process.info().toString());
  }
}
