package org.descent.standalone.pipeline;

import java.io.IOException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;

/** No control answers where the user said there is one. */
public final class ControlUnreachable extends IOException {
  private static final long serialVersionUID = 1L;

  ControlUnreachable(String base, IOException cause) {
    super("no control answers at " + base + ": " + reason(cause), cause);
  }

  private static String reason(IOException e) {
    if (e instanceof HttpConnectTimeoutException) {
      return "no connection in time";
    }
    if (e instanceof HttpTimeoutException) {
      return "no answer in time";
    }
    return e.getCause() instanceof java.nio.channels.UnresolvedAddressException
        ? "there is no such host"
        : "connection refused";
  }
}
