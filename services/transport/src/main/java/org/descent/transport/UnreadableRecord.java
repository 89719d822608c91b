package org.descent.transport;

/**
 * A record that cannot be understood. The message is one line for people; it becomes the reason on
 * the dead letter.
 */
public final class UnreadableRecord extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnreadableRecord(String reason) {
    super(oneLine(reason));
  }

  public UnreadableRecord(String reason, Throwable cause) {
    super(oneLine(reason), cause);
  }

  private static String oneLine(String reason) {
    return reason.replaceAll("\\s*\\R\\s*", " ").strip();
  }
}
