package org.descent.learning;

/**
 * Unpacks TensorFlow's native libraries ahead of time: run when an image is built, so that no
 * container writes 680 MB at its start. They go where {@code org.bytedeco.javacpp.cachedir} says.
 */
public final class Natives {
  private Natives() {}

  /** Unpacks, and shows with a small sum that they work. */
  public static void main(String[] args) {
    var device = Device.detect();
    System.out.println("TensorFlow " + device.tensorflowVersion() + " on " + device.name());
  }
}
