package org.descent.learning;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeviceTest {
  @Test
  void thereIsAlwaysADeviceAndAVersion() {
    var device = Device.detect();
    assertThat(device.name()).isIn("CPU:0", "GPU:0");
    assertThat(device.tensorflowVersion()).matches("\\d+\\.\\d+\\..*");
  }
}
