package org.descent.journey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What stands between clients and a broker, and can be made slow, silent, or cut. */
final class BadLine implements AutoCloseable {
  private static final int PIECE = 1 << 14;

  private final ServerSocket server;
  private final int target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            var thread = new Thread(work, "bad line");
            thread.setDaemon(true);
            return thread;
          });
  private volatile long delayMillis;
  private volatile boolean silent;

  /** Leads from {@code port}, 0 for any free one, to {@code target} of this machine. */
  BadLine(int port, int target) throws IOException {
    this.target = target;
    server = new ServerSocket(port, 100, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** From now on each piece of up to 16 kB takes so much longer; 0 for none. */
  void delay(long millis) {
    delayMillis = millis;
  }

  /** From now on nothing comes through, or all again that has waited. */
  void silent(boolean silent) {
    this.silent = silent;
  }

  /** Resets all connections there are; new ones are taken. */
  void cut() {
    for (var socket : Set.copyOf(open)) {
      try {
        socket.setSoLinger(true, 0);
      } catch (IOException e) {
        // it is closed already
      }
      close(socket);
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var client = server.accept();
        open.add(client);
        threads.execute(() -> connect(client));
      } catch (IOException e) {
        if (!server.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void connect(Socket client) {
    try {
      var broker = new Socket(InetAddress.getLoopbackAddress(), target);
      open.add(broker);
      threads.execute(() -> copy(client, broker));
      threads.execute(() -> copy(broker, client));
    } catch (IOException e) {
      close(client); // as if nobody listened
    }
  }

  private void copy(Socket from, Socket to) {
    var piece = new byte[PIECE];
    try {
      var in = from.getInputStream();
      var out = to.getOutputStream();
      for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
        Thread.sleep(delayMillis);
        while (silent) {
          Thread.sleep(20);
        }
        out.write(piece, 0, read);
      }
    } catch (IOException | InterruptedException e) {
      // it was cut
    } finally {
      close(from);
      close(to);
    }
  }

  private void close(Socket socket) {
    open.remove(socket);
    try {
      socket.close();
    } catch (IOException e) {
      // then it is closed
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    cut();
    threads.shutdownNow();
  }
}
