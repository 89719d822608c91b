package org.descent.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EvenlyTest {
  @Test
  void bothEndsAreAmongThem() {
    assertThat(Evenly.places(10, 4)).containsExactly(0, 3, 6, 9);
    assertThat(Evenly.places(Integer.MAX_VALUE, 3)).containsExactly(0, 1073741823, 2147483646);
  }

  @Test
  void whereThereIsRoomAllAreThereAndWhereThereIsNoneTheLast() {
    assertThat(Evenly.places(0, 3)).isEmpty();
    assertThat(Evenly.places(3, 3)).containsExactly(0, 1, 2);
    assertThat(Evenly.places(5, 1)).containsExactly(4);
  }
}
