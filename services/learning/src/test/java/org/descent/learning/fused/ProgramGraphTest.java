package org.descent.learning.fused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.descent.learning.Fixtures.KIND;
import static org.descent.learning.Fixtures.LABEL;

import org.descent.contracts.spec.Activation;
import org.descent.contracts.spec.Loss;
import org.descent.learning.Device;
import org.descent.learning.Fixtures;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;

class ProgramGraphTest {
  /** With more of them XLA for GPUs took the wrong branch. */
  @Test
  void aGpusProgramHasOneConditionWhateverItsHeads() {
    assertThat(conditions(Device.named("GPU:0"))).isEqualTo(1);
    assertThat(conditions(Device.cpu())).isGreaterThan(1);
  }

  private static long conditions(Device device) {
    var network = Fixtures.dense(4, Activation.TANH, LABEL, KIND);
    var training = Fixtures.training(network, Loss.CROSS_ENTROPY, 10);
    var shape = ProgramShape.of(training, Fixtures.images(20, 2, 9)).sized(8, 10);
    try (var graph = new Graph()) {
      ProgramGraph.of(shape, graph, device);
      return graph.toGraphDef().getLibrary().getFunctionList().stream()
          .flatMap(function -> function.getNodeDefList().stream())
          .filter(node -> node.getOp().equals("StatelessIf"))
          .count();
    }
  }
}
