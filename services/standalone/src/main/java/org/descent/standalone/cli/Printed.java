package org.descent.standalone.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * What is printed, as UTF-8; it remembers when that has failed, of which a PrintStream is silent.
 */
final class Printed extends PrintStream {
  /** How systems put it, and how we do. */
  private static final Map<String, String> WORDS =
      Map.of(
          "No space left on device", "no space left on the device",
          "Bad file descriptor", "it is closed",
          "Broken pipe", "whoever should read it has ended");

  private final Remembering remembering;

  private Printed(Remembering remembering) {
    super(remembering, true, StandardCharsets.UTF_8);
    this.remembering = remembering;
  }

  /** Prints to {@code stream}. */
  static Printed to(OutputStream stream) {
    return new Printed(new Remembering(stream));
  }

  /** Why something could not be printed, if so. */
  Optional<String> failure() {
    flush();
    return Optional.ofNullable(remembering.failure)
        .map(IOException::getMessage)
        .map(message -> WORDS.getOrDefault(message, message));
  }

  /** Whether the reader has seen enough: {@code … | head}. */
  boolean hasNoReader() {
    return remembering.failure != null && "Broken pipe".equals(remembering.failure.getMessage());
  }

  private static final class Remembering extends FilterOutputStream {
    private IOException failure;

    Remembering(OutputStream stream) {
      super(stream);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        failure = failure == null ? e : failure;
        throw e;
      }
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }
  }
}
