package org.descent.learning.fused;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What comes of a cohort does not depend on the process, nor on its threads. */
class ProcessesTest {
  @Test
  void processesAgreeBitForBitWhateverTheirThreads() {
    var one = OtherJvm.start(TrainingDigest.class, List.of(), 1);
    var four = OtherJvm.start(TrainingDigest.class, List.of("-XX:TieredStopAtLevel=1"), 4);

    var here = TrainingDigest.of(2);

    assertThat(here).hasSizeGreaterThan(15).doesNotHaveDuplicates();
    assertThat(here).anyMatch(line -> line.contains(" DIVERGED "));
    assertThat(one.said()).isEqualTo(here);
    assertThat(four.said()).isEqualTo(here);
  }
}
