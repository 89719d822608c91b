package org.descent.learning;

/** Device. */
public final class Device {
  private Device() {}

  public static Device detect() {
    return new Device();
  }

  public String name() {
    return "CPU:0";
  }

  public String tensorflowVersion() {
    return org.tensorflow.TensorFlow.version();
  }
}
