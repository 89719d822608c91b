package org.descent.standalone.cli;

/** What was asked for does not fit into this process; the message says so in one line. */
final class TooLarge extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TooLarge(String message) {
    super(message);
  }
}
