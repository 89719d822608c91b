package org.descent.control.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.descent.control.Eventually.eventually;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import org.descent.control.InMemoryChannels;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(InMemoryChannels.class)
class BodiesTest {
  @TestHTTPResource("/")
  URI root;

  /** None of them ever comes to its end, nor is it given up while they begin. */
  @Test
  void largeBodiesOnTheirWayAreCountedAndSmallOnesAreTaken() throws Exception {
    var slow = new ArrayList<Socket>();
    try {
      for (int i = 0; i <= Bodies.MOST_LARGE; i++) {
        slow.add(sent(900_000, "{\"a"));
      }
      eventually(() -> slow.stream().anyMatch(BodiesTest::isAnswered));
      var answered = slow.stream().filter(BodiesTest::isAnswered).toList();
      assertThat(answered).hasSize(1);
      assertThat(begin(answered.get(0))).isEqualTo("HTTP/1.1 503");
      try (var small = sent(3, "{\"a")) {
        assertThat(begin(small)).isEqualTo("HTTP/1.1 400");
      }
    } finally {
      for (var socket : slow) {
        socket.close();
      }
    }
  }

  /** A request of a body of so many bytes, of which these have come. */
  private Socket sent(int length, String come) throws IOException {
    var socket = new Socket(root.getHost(), root.getPort());
    var head =
        "POST /api/experiments HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + "Content-Length: "
            + length
            + "\r\n\r\n";
    socket.getOutputStream().write((head + come).getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static boolean isAnswered(Socket socket) {
    try {
      return socket.getInputStream().available() > 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String begin(Socket answered) throws IOException {
    return new String(answered.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
  }
}
