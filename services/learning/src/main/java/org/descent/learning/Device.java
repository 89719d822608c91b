package org.descent.learning;

import java.util.List;
import org.tensorflow.DeviceSpec;
import org.tensorflow.Graph;
import org.tensorflow.TensorFlow;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Add;

/**
 * What TensorFlow computes on: the first GPU it can use, otherwise the CPU. What is put on a GPU
 * that is not there is computed on the CPU, see {@link Sessions}.
 */
public final class Device {
  private static final System.Logger LOG = System.getLogger(Device.class.getName());

  private static final String GPU = "GPU:0";
  private static final String CPU = "CPU:0";

  private final String name;

  private Device(String name) {
    this.name = name;
  }

  private static final class Found {
    static final Device DEVICE = find();
  }

  /**
   * This machine's device. When first asked it tries a small sum on a GPU, and logs one line that
   * says what was found.
   */
  public static Device detect() {
    return Found.DEVICE;
  }

  /** The processor, which there always is. */
  public static Device cpu() {
    return new Device(CPU);
  }

  /** The device of some name, whether it is there or not. */
  public static Device named(String name) {
    if (!List.of(GPU, CPU).contains(name)) {
      throw new IllegalArgumentException(name + ": expected " + GPU + " or " + CPU);
    }
    return new Device(name);
  }

  private static Device find() {
    boolean found = hasGpu();
    if (found && !XlaFlags.fitForGpu()) {
      LOG.log(
          System.Logger.Level.WARNING,
          "the GPU stays unused: with these XLA_FLAGS it would compute wrong numbers; leave them to"
              + " the launcher, or add {0}",
          XlaFlags.NO_COMMAND_BUFFERS);
      return cpu();
    }
    var device = new Device(found ? GPU : CPU);
    LOG.log(
        System.Logger.Level.INFO,
        device.isGpu()
            ? "TensorFlow {0} computes on {1}"
            : "TensorFlow {0} finds no GPU and computes on {1}",
        device.tensorflowVersion(),
        device.name);
    return device;
  }

  /** {@code GPU:0} or {@code CPU:0}. */
  public String name() {
    return name;
  }

  /** Whether it is a GPU. */
  public boolean isGpu() {
    return name.equals(GPU);
  }

  /** {@code tf}, with operations put on this device. */
  public Ops place(Ops tf) {
    return tf.withDevice(
        isGpu() ? spec(DeviceSpec.DeviceType.GPU) : spec(DeviceSpec.DeviceType.CPU));
  }

  private static DeviceSpec spec(DeviceSpec.DeviceType type) {
    return DeviceSpec.newBuilder().deviceType(type).deviceIndex(0).build();
  }

  /** Version of the native library, for example {@code 2.18.0}. */
  public String tensorflowVersion() {
    return TensorFlow.version();
  }

  private static boolean hasGpu() {
    try (var graph = new Graph()) {
      var tf = named(GPU).place(Ops.create(graph));
      Add<?> sum = tf.math.add(tf.constant(1f), tf.constant(1f));
      try (var session = Sessions.openStrict(graph);
          var result = session.runner().fetch(sum).run()) {
        return result.size() == 1;
      }
    } catch (TensorFlowException | IllegalArgumentException e) {
      return false; // the only way TensorFlow Java has to say that there is no such device
    }
  }
}
