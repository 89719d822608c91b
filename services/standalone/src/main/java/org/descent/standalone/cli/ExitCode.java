package org.descent.standalone.cli;

/** What the exit codes of the command line mean. */
final class ExitCode {
  /** Every trial has ended and none failed. */
  static final int OK = 0;

  /** Some trials failed or did not end, or something broke. */
  static final int FAILED = 1;

  /** What was asked for cannot be done: the user's mistake. */
  static final int MISTAKE = 2;

  private ExitCode() {}
}
