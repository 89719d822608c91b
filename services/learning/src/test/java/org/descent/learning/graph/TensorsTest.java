package org.descent.learning.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.descent.contracts.data.Examples;
import org.descent.contracts.data.Features;
import org.descent.contracts.data.NumberType;
import org.descent.contracts.data.Rescaling;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.DataType;

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

  @Test
  void aTensorMayBeginWithRowsOfAnotherOneAndZerosFollow() {
    var of = Field.given("some", DataType.DT_FLOAT, 4, 2, 1);
    var whole = new float[] {1, 2, 3, 4, 5, 6};

    try (var from = Tensors.of(whole, 3, 2, 1);
        var some = Tensors.of(of, from, List.of(2, 0))) {
      assertThat(some.shape()).isEqualTo(of.shape());
      assertThat(Tensors.floats(some)).containsExactly(5, 6, 1, 2, 0, 0, 0, 0);
      assertThat(Tensors.row(from, 1)).containsExactly(3, 4);
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
