package org.descent.control;

/** The broker did not answer in time, or refused; the message is one line for people. */
final class BrokerUnavailable extends Exception {
  private static final long serialVersionUID = 1L;

  BrokerUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
