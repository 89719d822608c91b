package org.descent.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FewTest {
  @Test
  void areTheSameEntriesInTheSameOrder() {
    var several = new LinkedHashMap<String, Integer>();
    several.put("train", 1);
    several.put("test", null);

    assertThat(Few.entries(several)).containsExactlyEntriesOf(several);
    assertThat(Few.entries(new LinkedHashMap<>(Map.of("train", 1)))).isEqualTo(Map.of("train", 1));
    assertThat(Few.entries(Map.of())).isEmpty();
    assertThat(Few.<Integer>entries(null)).isEmpty();
  }

  @Test
  void whatIsMissingIsLeftForWhoeverAsksForIt() {
    var nothing = Collections.<String, Integer>singletonMap("train", null);

    assertThat(Few.entries(nothing)).isEqualTo(nothing);
  }
}
