package org.descent.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.descent.learning.graph.Tensors;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class DeviceTest {
  @Test
  void thereIsAlwaysADeviceAndAVersion() {
    var device = Device.detect();
    assertThat(device.name()).isIn("CPU:0", "GPU:0");
    assertThat(device.isGpu()).isEqualTo(device.name().equals("GPU:0"));
    assertThat(device.tensorflowVersion()).matches("\\d+\\.\\d+\\..*");
  }

  @Test
  void whatIsPutOnAGpuIsComputedWhereverThereIsOne() {
    try (var graph = new Graph()) {
      var tf = Device.named("GPU:0").place(Ops.create(graph));
      var product = tf.math.mul(tf.constant(6f), tf.constant(7f));
      try (var session = Sessions.open(graph);
          var result = session.runner().fetch(product).run()) {
        assertThat(Tensors.floats((TFloat32) result.get(0))).containsExactly(42);
      }
    }
  }

  @Test
  void thereAreNoOtherDevices() {
    assertThatThrownBy(() -> Device.named("TPU:0")).hasMessage("TPU:0: expected GPU:0 or CPU:0");
  }
}
