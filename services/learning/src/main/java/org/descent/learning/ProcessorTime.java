package org.descent.learning;

import java.lang.management.ManagementFactory;

/** Processor time of the thread that asks, where TensorFlow computes single operations. */
public final class ProcessorTime {
  private ProcessorTime() {}

  /** Seconds from some point on; 0 for ever where the platform does not tell. */
  public static double seconds() {
    var threads = ManagementFactory.getThreadMXBean();
    return threads.isCurrentThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled()
        ? threads.getCurrentThreadCpuTime() / 1e9
        : 0;
  }
}
