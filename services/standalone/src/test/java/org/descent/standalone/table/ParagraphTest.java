package org.descent.standalone.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ParagraphTest {
  @Test
  void followingLinesStandUnderTheFirst() {
    assertThat(Paragraph.lines("note: ", "one two three", 14))
        .containsExactly("note: one two", "      three");
  }

  @Test
  void aWordThatIsTooLongStandsAlone() {
    assertThat(Paragraph.lines("", "a supercalifragilistic b", 10))
        .containsExactly("a", "supercalifragilistic", "b");
  }
}
