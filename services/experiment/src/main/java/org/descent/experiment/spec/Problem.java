package org.descent.experiment.spec;

/**
 * One thing that is wrong with what the user wrote.
 *
 * @param file where it stands, or {@code ""} if it did not come from a file
 * @param line from 1, or 0 if unknown
 * @param path for example {@code network.layers[0].dense.units}, or {@code ""} for the whole
 * @param message the value and what was expected
 */
public record Problem(String file, int line, String path, String message) {
  public Problem {
    file = onOneLine(file);
    path = onOneLine(path);
    message = onOneLine(message);
  }

  /** What the user wrote may hold line ends and other controls; what he is told does not. */
  private static String onOneLine(String text) {
    return text.replaceAll("[\\p{Cntrl}\u0085\u2028\u2029]+", " ");
  }

  /** {@code file:line: path: message}, without the parts that are unknown. */
  @Override
  public String toString() {
    var text = new StringBuilder(file);
    if (line > 0) {
      text.append(file.isEmpty() ? "line " : ":").append(line);
    }
    if (!text.isEmpty()) {
      text.append(": ");
    }
    if (!path.isEmpty()) {
      text.append(path).append(": ");
    }
    return text.append(message).toString();
  }
}
