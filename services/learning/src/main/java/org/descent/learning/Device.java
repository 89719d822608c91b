package org.descent.learning;

import org.tensorflow.DeviceSpec;
import org.tensorflow.Graph;
import org.tensorflow.TensorFlow;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Add;

/**
 * What TensorFlow computes on: the first GPU it can use, otherwise the CPU. TensorFlow places
 * operations itself; this says where they will be.
 */
public final class Device {
  private static final System.Logger LOG = System.getLogger(Device.class.getName());

  private final String name;

  private Device(String name) {
    this.name = name;
  }

  /** Tries a small sum on a GPU, and logs one line that says what was found. */
  public static Device detect() {
    var device = new Device(hasGpu() ? "GPU:0" : "CPU:0");
    LOG.log(
        System.Logger.Level.INFO,
        device.name.startsWith("GPU")
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

  /** Version of the native library, for example {@code 2.18.0}. */
  public String tensorflowVersion() {
    return TensorFlow.version();
  }

  private static boolean hasGpu() {
    var gpu = DeviceSpec.newBuilder().deviceType(DeviceSpec.DeviceType.GPU).deviceIndex(0).build();
    try (var graph = new Graph()) {
      var tf = Ops.create(graph).withDevice(gpu);
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
