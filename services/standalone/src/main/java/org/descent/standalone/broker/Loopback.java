package org.descent.standalone.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** The network interface over which the parts of a pipeline in one process talk to each other. */
public final class Loopback {
  private static final int PATIENCE_MILLIS = 2_000;

  private Loopback() {}

  /**
   * Returns if this machine can be reached by itself.
   *
   * @throws IOException if not, with a message for the user
   */
  public static void require() throws IOException {
    var address = InetAddress.getLoopbackAddress();
    try (var server = new ServerSocket(0, 1, address);
        var client = new Socket()) {
      client.connect(server.getLocalSocketAddress(), PATIENCE_MILLIS);
    } catch (IOException e) {
      throw new LoopbackUnreachable(address, e);
    }
  }
}
