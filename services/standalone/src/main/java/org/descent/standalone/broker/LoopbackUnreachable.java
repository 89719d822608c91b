package org.descent.standalone.broker;

import java.io.IOException;
import java.net.InetAddress;

/** This machine cannot be reached by itself. */
public final class LoopbackUnreachable extends IOException {
  private static final long serialVersionUID = 1L;

  LoopbackUnreachable(InetAddress address, IOException cause) {
    super(
        address.getHostAddress()
            + " cannot be reached ("
            + cause.getMessage()
            + "): Kafka and the services talk to each other there; is the loopback interface up?",
        cause);
  }
}
