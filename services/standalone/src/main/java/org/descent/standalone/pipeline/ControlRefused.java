package org.descent.standalone.pipeline;

import java.io.IOException;

/** Control, or what stands before it, does not do what it was asked for; the message says why. */
public final class ControlRefused extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;

  ControlRefused(String message, int status) {
    super(message);
    this.status = status;
  }

  /** Whether the request itself was wrong, rather than control unable to answer it now. */
  public boolean mistaken() {
    return status / 100 == 4;
  }
}
