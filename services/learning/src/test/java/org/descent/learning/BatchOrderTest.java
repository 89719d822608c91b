package org.descent.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import org.descent.contracts.InvalidSpec;
import org.junit.jupiter.api.Test;

class BatchOrderTest {
  @Test
  void orderIsTheSameOnEveryMachine() {
    var order = new BatchOrder(7, 3, 1);
    assertThat(List.of(order.next(), order.next(), order.next(), order.next()))
        .containsExactly(
            new int[] {1, 4, 0}, new int[] {3, 6, 5}, new int[] {3, 0, 1}, new int[] {6, 5, 4});
  }

  @Test
  void anEpochMeetsEveryExampleOnce() {
    var order = new BatchOrder(6, 2, 5);
    for (int epoch = 0; epoch < 3; epoch++) {
      var met = new HashSet<Integer>();
      for (int batch = 0; batch < 3; batch++) {
        for (int example : order.next()) {
          met.add(example);
        }
      }
      assertThat(met).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5);
    }
  }

  @Test
  void aLastBatchThatWouldBeShortIsLeftOut() {
    var order = new BatchOrder(5, 3, 5);
    for (int batch = 0; batch < 20; batch++) {
      assertThat(order.next()).hasSize(3).doesNotHaveDuplicates();
    }
  }

  @Test
  void aBatchLargerThanTheDataIsTheUsersMistake() {
    assertThatThrownBy(() -> new BatchOrder(4, 5, 1))
        .isInstanceOf(InvalidSpec.class)
        .hasMessage("batch size 5, expected 1 to the number of training examples (4)");
  }
}
