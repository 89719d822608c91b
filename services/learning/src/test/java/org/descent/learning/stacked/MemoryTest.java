package org.descent.learning.stacked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Native memory comes back: measured as the resident memory of processes whose heaps cannot grow.
 * Each measurement is also made where memory is kept on purpose, and then has to show it.
 */
@Tag("thorough")
class MemoryTest {
  /**
   * Kilobytes by which an allocator may move without anything being kept; up to 16 000 were seen,
   * most of them once, early on.
   */
  private static final long BOUND = 32 << 10;

  @BeforeAll
  static void needsToBeMeasured() {
    boolean measurable = Files.isReadable(MemoryProbe.STATUS);
    var missing = "MEMORY IS NOT TESTED: there is no " + MemoryProbe.STATUS;
    if (!measurable) {
      System.err.println(missing);
    }
    assumeTrue(measurable, missing);
  }

  @Test
  void tenThousandCohortsLeaveNothingBehind() {
    var clean = probe("cohorts", 1000, 10_000, 0);
    var keeping = probe("cohorts", 300, 1000, 32_768); // of 128 KB each, so 128 MB

    assertThat(growth(clean)).isLessThan(BOUND);
    assertThat(growth(keeping)).as("128 KB a cohort are seen").isGreaterThan(2 * BOUND);
  }

  @Test
  void programsThatMakeRoomGiveTheirMemoryBack() {
    var evicting = probe("shapes", 5, 10, 2);
    var keeping = probe("shapes", 5, 10, 1000); // 10 programs, of about 7 MB each

    assertThat(growth(evicting)).isLessThan(BOUND);
    assertThat(growth(keeping)).as("programs that stay are seen").isGreaterThan(BOUND);
  }

  private static OtherJvm probe(String kind, int warm, int count, int last) {
    return OtherJvm.start(
        MemoryProbe.ENVIRONMENT, MemoryProbe.class, MemoryProbe.OPTIONS, kind, warm, count, last);
  }

  /** Kilobytes from the first measurement to the last. */
  private static long growth(OtherJvm probe) {
    var resident = probe.said().stream().map(Long::parseLong).toList();
    assertThat(resident).hasSize(11);
    System.out.println("resident kilobytes: " + resident);
    return resident.get(10) - resident.get(0);
  }
}
