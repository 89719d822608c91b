package org.descent.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.descent.contracts.event.DatasetRejected;
import org.descent.contracts.event.TrialFailed;
import org.junit.jupiter.api.Test;

class ReasonTest {
  @Test
  void shortageOfMemorySaysHowMuchThereIs() {
    long heap = Runtime.getRuntime().maxMemory() >> 20;

    assertThat(Reason.of(new OutOfMemoryError("Java heap space")))
        .isEqualTo("memory is short: Java heap space; the heap is " + heap + " MB at most here");
  }

  @Test
  void troubleWithoutAMessageIsCalledByItsName() {
    assertThat(Reason.of(new StackOverflowError())).isEqualTo("StackOverflowError");
    assertThat(Reason.of(new IllegalStateException(" "))).isEqualTo("IllegalStateException");
  }

  @Test
  void linesBecomeOne() {
    assertThat(Reason.line(" no\n  luck\r\ntoday\n")).isEqualTo("no luck today");
  }

  @Test
  void whateverIsQuotedALineIsBounded() {
    for (var text :
        List.of(
            "x".repeat(501),
            "x".repeat(1 << 24),
            "\n".repeat(1 << 20),
            "\ud83d\ude00".repeat(400))) {
      var line = Reason.line(text);
      assertThat(line).endsWith("...").hasLineCount(1).hasSizeLessThanOrEqualTo(Reason.MAX_LENGTH);
      assertThat(new String(line.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
          .as("no half characters")
          .isEqualTo(line);
    }
    assertThat(Reason.line("x".repeat(500))).hasSize(500).doesNotEndWith("...");
  }

  @Test
  void eventsCarryBoundedReasons() {
    var text = "a cell: " + "x".repeat(1 << 24);

    assertThat(new DatasetRejected("e", text).reason()).hasSizeLessThan(501);
    assertThat(new TrialFailed("t", "e", 0, 1, "c", text).reason()).hasSizeLessThan(501);
  }
}
