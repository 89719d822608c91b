package org.descent.learning.fused;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What comes of a cohort does not depend on the process, its threads or its matrix blocks. */
class ProcessesTest {
  @Test
  void processesAgreeBitForBitWhateverTheirThreadsAndBlocks() {
    var one = OtherJvm.start(TrainingDigest.class, List.of(), 1);
    var four = OtherJvm.start(TrainingDigest.class, List.of("-XX:TieredStopAtLevel=1"), 4);

    var flags = System.getenv("XLA_FLAGS");
    var wide = Map.of("XLA_FLAGS", flags.replace("=4:8:2*", "=8:4:2*"));
    assertThat(wide).doesNotContainValue(flags);
    var blocks = OtherJvm.start(wide, TrainingDigest.class, List.of(), 2);

    var here = TrainingDigest.of(2);

    assertThat(here).hasSizeGreaterThan(15).doesNotHaveDuplicates();
    assertThat(here).anyMatch(line -> line.contains(" DIVERGED "));
    assertThat(one.said()).isEqualTo(here);
    assertThat(four.said()).isEqualTo(here);
    assertThat(blocks.said()).isEqualTo(here);
  }
}
