package org.descent.standalone.cli;

/** What the user asked for cannot be done; the message is for the user, as it is. */
final class UserMistake extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UserMistake(String message) {
    super(message);
  }
}
