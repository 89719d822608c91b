package org.descent.learning.stacked;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.descent.learning.XlaFlags;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What comes of a cohort does not depend on the process or its threads; without heads of many
 * classes, neither does it on the width of its vectors.
 */
@Tag("thorough")
class ProcessesTest {
  @Test
  void processesAgreeBitForBitWhateverTheirThreadsAndVectors() {
    var one = OtherJvm.start(TrainingDigest.class, List.of(), 1);
    var four = OtherJvm.start(TrainingDigest.class, List.of("-XX:TieredStopAtLevel=1"), 4);

    var flags = System.getenv("XLA_FLAGS");
    var wide = flags.replace(XlaFlags.CODE.get(0), XlaFlags.CODE.get(1));
    assertThat(wide).isNotEqualTo(flags);
    var vectors = OtherJvm.start(Map.of("XLA_FLAGS", wide), TrainingDigest.class, List.of(), 2);

    var here = TrainingDigest.of(2);

    assertThat(here).hasSizeGreaterThan(15).doesNotHaveDuplicates();
    assertThat(here).anyMatch(line -> line.contains(" DIVERGED "));
    assertThat(one.said()).isEqualTo(here);
    assertThat(four.said()).isEqualTo(here);
    int mixed = Company.mixed().trials().size();
    assertThat(vectors.said().subList(0, mixed)).isEqualTo(here.subList(0, mixed));
  }
}
