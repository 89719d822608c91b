package org.descent.control.log;

/** The broker did not answer in time, or refused; the message is one line for people. */
public final class BrokerUnavailable extends Exception {
  private static final long serialVersionUID = 1L;

  BrokerUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
