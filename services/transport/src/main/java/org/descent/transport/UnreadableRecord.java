package org.descent.transport;

import org.descent.contracts.Reason;

/**
 * A record that cannot be understood. The message is one line for people; it becomes the reason on
 * the dead letter.
 */
public final class UnreadableRecord extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnreadableRecord(String reason) {
    super(Reason.line(reason));
  }

  public UnreadableRecord(String reason, Throwable cause) {
    super(Reason.line(reason), cause);
  }
}
