package org.descent.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuotedTest {
  @Test
  void aMessageHasTwoReadings() {
    var refused =
        new InvalidSpec(
            "line 2: " + Quoted.of("a$1b", "its text") + " is not " + Quoted.of(7, "a number"));

    assertThat(refused).hasMessage("line 2: a$1b is not 7");
    assertThat(refused.discreet()).isEqualTo("line 2: its text is not a number");
  }

  @Test
  void whatAFileHoldsCannotEndItsQuotation() {
    var refused = new InvalidSpec("a " + Quoted.of("x\u0003y\u0001z\u0002\u001b[1m\n", "text"));

    assertThat(refused.getMessage()).startsWith("a x").doesNotContain("\u0001", "\u0003", "\u001b");
    assertThat(refused.discreet()).isEqualTo("a text");
  }

  @Test
  void quotationsAreShortWithWholeCharacters() {
    var shown = new InvalidSpec(Quoted.of("\ud83d\ude00".repeat(1000), "text")).getMessage();

    assertThat(shown).endsWith("…").hasSizeLessThan(200);
    assertThat(shown.codePoints().filter(c -> c == 0x1f600).count()).isPositive();
  }

  @Test
  void messagesHaveNothingThatATerminalObeys() {
    assertThat(new InvalidSpec("a\u001b[2Jb\u009bc\r\u202ed\te\nf"))
        .hasMessage("a\ufffd[2Jb\ufffdc\ufffd\ufffdd\te\nf");
    assertThat(Reason.line("a\u001b[2J\u202e\u0085b")).isEqualTo("a\ufffd[2J\ufffd b");
  }
}
