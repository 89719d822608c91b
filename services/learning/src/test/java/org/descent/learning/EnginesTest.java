package org.descent.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.descent.contracts.InvalidSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnginesTest {
  @ParameterizedTest
  @CsvSource({"auto,auto", "stacked,stacked", "fused,stacked", "single,single", "reference,single"})
  void enginesGoByTheirNamesAndByThoseTheyOnceHad(String asked, String name) {
    try (var engine = Engines.create(new EngineSettings(1, 1, asked))) {
      assertThat(engine.name()).isEqualTo(name);
    }
  }

  @Test
  void anEngineNobodyKnowsIsTheUsersMistake() {
    assertThatThrownBy(() -> Engines.create(new EngineSettings(1, 1, "steam")))
        .isInstanceOf(InvalidSpec.class)
        .hasMessage("engine steam is unknown, expected one of auto, single, stacked");
  }
}
