package org.descent.learning.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.descent.contracts.data.Examples;
import org.descent.contracts.data.Features;
import org.descent.contracts.data.NumberType;
import org.descent.contracts.data.Rescaling;
import org.junit.jupiter.api.Test;

class TensorsTest {
  private static final int WIDTH = 3;

  /** More than are copied at a time, and the last time fewer. */
  private static final int COUNT = 70_001;

  @Test
  void rowsAreTheFeaturesOfAllExamplesHoweverTheyAreHeld() {
    var bytes = examples(Features.of(NumberType.U8, bytes(), List.of(Rescaling.dividing(255))));
    var floats = examples(Features.of(bytes.features()));

    try (var rows = Tensors.rows(bytes);
        var same = Tensors.rows(floats)) {
      assertThat(rows.shape().asArray()).containsExactly(COUNT, WIDTH);
      assertThat(Tensors.floats(rows)).isEqualTo(bytes.features());
      assertThat(Tensors.floats(same)).isEqualTo(bytes.features());
    }
  }

  @Test
  void eachRowMayHaveItsFeaturesInAnotherOrder() {
    var examples = examples(Features.of(NumberType.U8, bytes(), List.of()));
    var expected = new float[COUNT * WIDTH];
    for (int i = 0; i < COUNT; i++) {
      expected[WIDTH * i] = examples.held().get(WIDTH * i + 2);
      expected[WIDTH * i + 1] = examples.held().get(WIDTH * i);
      expected[WIDTH * i + 2] = examples.held().get(WIDTH * i + 1);
    }

    try (var rows = Tensors.rows(examples, new int[] {2, 0, 1})) {
      assertThat(Tensors.floats(rows)).isEqualTo(expected);
    }
  }

  private static Examples examples(Features features) {
    return new Examples(List.of(WIDTH), features, List.of());
  }

  private static byte[] bytes() {
    var bytes = new byte[COUNT * WIDTH];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 31);
    }
    return bytes;
  }
}
