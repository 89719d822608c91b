package org.descent.standalone.process;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/**
 * Ctrl-C, or any other signal that asks the process to stop: while the command still runs, what is
 * to be done before the end is done, and then the process is halted. Libraries' own ways to end
 * take ten seconds.
 */
public final class Interruption {
  /** By the name of the thread in which the JVM takes a signal. */
  private static final Map<String, Integer> SIGNALS =
      Map.of("SIGHUP handler", 1, "SIGINT handler", 2, "SIGTERM handler", 15);

  /** As shells have it. */
  private static final int BY_SIGNAL = 128;

  private static final List<Runnable> BEFORE = new CopyOnWriteArrayList<>();
  private static boolean expected;
  private static volatile boolean underWay;

  private Interruption() {}

  /** Runs {@code last} before the process ends, after what was registered earlier. */
  public static Registration onInterruption(Runnable last) {
    expect();
    BEFORE.add(last);
    return () -> BEFORE.remove(last);
  }

  /** Withdraws what was registered. */
  public interface Registration extends AutoCloseable {
    @Override
    void close();
  }

  /** Whether the process is stopping because it was asked to. */
  public static boolean isUnderWay() {
    return underWay;
  }

  /** Does not return: the process ends when everything before has been done. */
  public static void waitForTheEnd() {
    while (true) {
      LockSupport.park();
    }
  }

  /** Ends the process, whatever threads libraries have left. */
  public static void end(int code) {
    if (underWay) {
      waitForTheEnd();
    }
    halt(code);
  }

  static synchronized void expect() {
    if (!expected) {
      expected = true;
      Runtime.getRuntime().addShutdownHook(new Thread(Interruption::interrupted, "interruption"));
    }
  }

  private static void interrupted() {
    int signal = signal();
    if (signal == 0) {
      return; // the process ends on its own account
    }
    underWay = true;
    for (var last : BEFORE) {
      last.run();
    }
    halt(BY_SIGNAL + signal);
  }

  private static void halt(int code) {
    TemporaryFolder.delete();
    Runtime.getRuntime().halt(code);
  }

  private static int signal() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(thread -> SIGNALS.getOrDefault(thread.getName(), 0))
        .reduce(0, Math::max);
  }
}
