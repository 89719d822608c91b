package org.descent.experiment.data;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.HexFormat;
import org.descent.contracts.Ids;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.event.DataFile;

/** The directory that data files are read from and that none may stand outside of. */
final class DataDirectory {
  /** The largest file, and the largest content of a compressed one, in bytes: 512 MiB. */
  static final long MAX_BYTES = 512L << 20;

  private static final String OUTSIDE =
      "%s: %s stands outside the data directory %s (--data-dir of 'descent serve',"
          + " descent.data-dir of a dataset-loader)";

  private final Path base;

  /** A directory; none or an empty path means the working directory. */
  DataDirectory(Path base) {
    this.base = (base == null ? Path.of("") : base).toAbsolutePath().normalize();
  }

  /**
   * An existing, readable file of at most {@link #MAX_BYTES}.
   *
   * @param what the file is for, for messages: {@code images}
   */
  Path file(String what, String name) {
    InvalidSpec.unless(name != null && !name.isBlank(), "%s: a file is needed", what);
    var path = resolved(what, name);
    InvalidSpec.unless(inside(base, path), OUTSIDE, what, name, base);
    InvalidSpec.unless(Files.exists(path), "%s: there is no file %s", what, path);
    InvalidSpec.unless(Files.isRegularFile(path), "%s: %s is not a file", what, path);
    InvalidSpec.unless(Files.isReadable(path), "%s: %s may not be read", what, path);
    try {
      InvalidSpec.unless(inside(base.toRealPath(), path.toRealPath()), OUTSIDE, what, name, base);
      requireSize(path, Files.size(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return path;
  }

  /** What the file of this name holds now. */
  DataFile describe(String name) {
    var path = file("data", name);
    var digest = Ids.sha256Digest();
    try (var in = new DigestInputStream(Files.newInputStream(path), digest)) {
      long bytes = in.transferTo(OutputStream.nullOutputStream());
      return new DataFile(path.toString(), bytes, HexFormat.of().formatHex(digest.digest()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What changes when the file of this name is written to. */
  String stamp(String name) {
    var path = file("data", name);
    try {
      return Files.size(path) + " bytes of " + Files.getLastModifiedTime(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The whole content of {@code file}. */
  static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void requireSize(Path file, long bytes) {
    InvalidSpec.unless(
        bytes <= MAX_BYTES, "%s: %s bytes, at most %s are read", file, bytes, MAX_BYTES);
  }

  private Path resolved(String what, String name) {
    try {
      return base.resolve(name).normalize();
    } catch (InvalidPathException e) {
      throw new InvalidSpec(what + ": " + name + " is not a path");
    }
  }

  private static boolean inside(Path directory, Path path) {
    return path.startsWith(directory);
  }
}
