package org.descent.standalone.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.descent.experiment.results.ExperimentResult;
import org.descent.experiment.results.ExperimentResult.VariantResult;
import org.descent.experiment.results.State;
import org.junit.jupiter.api.Test;

class TrialFoldersTest {
  @Test
  void aTrialStandsUnderExperimentVariantAndSeed() {
    assertThat(folders("l2, relu").of(0, 42)).isEqualTo(Path.of("root", "xor", "l2, relu", "42"));
  }

  @Test
  void labelsBecomeNamesThatStayInTheirFolder() {
    assertThat(folders("../../etc/passwd", "a\\b\n\"c\"", "...").of(0, 1))
        .isEqualTo(Path.of("root", "xor", "-..-etc-passwd", "1"));
    assertThat(folders("l2", "a\\b\n\"c\"").of(1, 1)).isEqualTo(Path.of("root/xor/a-b--c-/1"));
    assertThat(folders("...").of(0, 1)).isEqualTo(Path.of("root/xor/variant 0/1"));
  }

  @Test
  void labelsThatBecomeTheSameNameAreToldApart() {
    var folders = folders("A:b", "a/b", "x".repeat(300), "x".repeat(299));

    assertThat(folders.of(0, 1)).isEqualTo(Path.of("root/xor/A-b/1"));
    assertThat(folders.of(1, 1)).isEqualTo(Path.of("root/xor/a-b (1)/1"));
    assertThat(folders.of(2, 1)).isNotEqualTo(folders.of(3, 1));
  }

  private static TrialFolders folders(String... labels) {
    var variants = new ArrayList<VariantResult>();
    for (var label : labels) {
      variants.add(
          new VariantResult(
              variants.size(), label, Map.of(), 1, null, null, null, List.of(), List.of()));
    }
    return new TrialFolders(
        Path.of("root"),
        "xor",
        new ExperimentResult(
            "xor-0", "xor", "xor", State.COMPLETE, null, null, variants, List.of()));
  }
}
