package org.descent.experiment.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.descent.contracts.Ids;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.event.DataFile;

/** The directory that data files are read from and that none may stand outside of. */
final class DataDirectory {
  /** The largest file, and the largest content of a compressed one, in bytes: 512 MiB. */
  static final long MAX_BYTES = 512L << 20;

  /** File systems whose files say that they are empty, and are not. */
  private static final Set<String> MADE_UP =
      Set.of(
          "proc", "sysfs", "debugfs", "tracefs", "securityfs", "cgroup", "cgroup2", "fuse.lxcfs");

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
    var path = existing(what, "file", name);
    requireStored(what, path);
    return path;
  }

  /** Devices and pipes never end, or keep waiting; so do files that the kernel makes up. */
  private static void requireStored(String what, Path path) {
    InvalidSpec.unless(Files.isRegularFile(path), "%s: %s is not a file", what, path);
    long bytes = size(path);
    requireSize(path, bytes);
    InvalidSpec.unless(
        bytes > 0 || !MADE_UP.contains(fileSystem(path)),
        "%s: %s is made up by the system, expected a file that is stored",
        what,
        path);
  }

  private static String fileSystem(Path path) {
    try {
      return Files.getFileStore(path).type();
    } catch (IOException e) {
      return ""; // nobody can tell
    }
  }

  /** An existing, readable folder. */
  Path folder(String what, String name) {
    var path = existing(what, "folder", name);
    InvalidSpec.unless(Files.isDirectory(path), "%s: %s is not a folder", what, path);
    return path;
  }

  private Path existing(String what, String kind, String name) {
    InvalidSpec.unless(name != null && !name.isBlank(), "%s: a %s is needed", what, kind);
    var path = resolved(what, name);
    InvalidSpec.unless(inside(base, path), OUTSIDE, what, name, base);
    InvalidSpec.unless(Files.exists(path), "%s: there is no %s %s", what, kind, path);
    InvalidSpec.unless(Files.isReadable(path), "%s: %s may not be read", what, path);
    try {
      InvalidSpec.unless(inside(base.toRealPath(), path.toRealPath()), OUTSIDE, what, name, base);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return path;
  }

  /** What the file of this name holds now, or all files of the folder of this name together. */
  DataFile describe(String name) {
    var path = existing("data", "file", name);
    var digest = Ids.sha256Digest();
    long bytes = 0;
    for (var file : files(path)) {
      if (!file.equals(path)) { // what a folder holds is names and contents
        digest.update((path.relativize(file) + "\0" + size(file) + "\0").getBytes(UTF_8));
      }
      try (var in = new DigestInputStream(Files.newInputStream(file), digest)) {
        bytes += in.transferTo(OutputStream.nullOutputStream());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return new DataFile(path.toString(), bytes, HexFormat.of().formatHex(digest.digest()));
  }

  /** What changes when the file of this name, or one of the folder of this name, is written to. */
  List<String> stamp(String name) {
    return files(existing("data", "file", name)).stream()
        .map(file -> file + ": " + size(file) + " bytes of " + time(file))
        .toList();
  }

  /** The file itself, or all readable files of a folder in the order of their names. */
  private List<Path> files(Path path) {
    if (!Files.isDirectory(path)) {
      return List.of(file("data", path.toString()));
    }
    try (var below = Files.walk(path)) {
      var files = below.filter(Files::isRegularFile).filter(Files::isReadable).sorted().toList();
      files.forEach(file -> requireStored("data", file));
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FileTime time(Path file) {
    try {
      return Files.getLastModifiedTime(file);
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
