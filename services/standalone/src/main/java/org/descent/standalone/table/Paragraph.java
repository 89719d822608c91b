package org.descent.standalone.table;

import java.util.ArrayList;
import java.util.List;

/** Text broken at spaces. */
public final class Paragraph {
  private Paragraph() {}

  /**
   * The lines of {@code text}, the first behind {@code label}, the others indented as far; a word
   * that is too long for a line stands alone.
   */
  public static List<String> lines(String label, String text, int width) {
    var lines = new ArrayList<String>();
    var line = new StringBuilder(label);
    boolean empty = true;
    for (var word : text.strip().split("\\s+")) {
      if (!empty && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line = new StringBuilder(" ".repeat(label.length()));
        empty = true;
      }
      line.append(empty ? "" : " ").append(word);
      empty = false;
    }
    lines.add(line.toString().stripTrailing());
    return lines;
  }
}
