package org.descent.experiment.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.descent.contracts.InvalidSpec;

/** The content of a file that may be compressed by gzip, which its first bytes tell. */
final class Unpacked extends FilterInputStream {
  /** The most bytes that {@link #head} has: enough for the header line of a wide table. */
  private static final int HEAD = 1 << 16;

  private final Path file;
  private long read;

  private Unpacked(Path file, InputStream content) {
    super(content);
    this.file = file;
  }

  /**
   * Opens {@code file}, of which at most {@link DataDirectory#MAX_BYTES} are read.
   *
   * @throws IOException if it cannot be read; {@link #objection} says when that is for the user
   */
  static Unpacked open(Path file) throws IOException {
    var raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    try {
      raw.mark(2);
      boolean gzip = raw.read() == 0x1f && raw.read() == 0x8b;
      raw.reset();
      return new Unpacked(file, gzip ? new GZIPInputStream(raw, 1 << 16) : raw);
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  /** The first bytes of the content of {@code file}. */
  static byte[] head(Path file) {
    try (var content = open(file)) {
      return content.readNBytes(HEAD);
    } catch (IOException e) {
      throw objection(file, e);
    }
  }

  /** What {@code e}, which came of reading {@code file}, is to whoever named that. */
  static RuntimeException objection(Path file, IOException e) {
    if (e instanceof EOFException) {
      return new InvalidSpec(file + ": cut off");
    }
    return e instanceof ZipException
        ? new InvalidSpec(file + ": broken gzip: " + e.getMessage())
        : new UncheckedIOException(e);
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    count(value < 0 ? 0 : 1);
    return value;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    int count = super.read(bytes, from, length);
    count(Math.max(0, count));
    return count;
  }

  private void count(int bytes) {
    read += bytes;
    InvalidSpec.unless(
        read <= DataDirectory.MAX_BYTES,
        "%s: it unpacks to more than %s bytes, which are the most that are read",
        file,
        DataDirectory.MAX_BYTES);
  }
}
