package org.descent.standalone.pipeline;

import java.io.IOException;

/**
 * A service of this process has failed for good; the message says which one, why and where more is.
 */
public final class ServicesBroken extends IOException {
  private static final long serialVersionUID = 1L;

  ServicesBroken(String message) {
    super(message);
  }
}
