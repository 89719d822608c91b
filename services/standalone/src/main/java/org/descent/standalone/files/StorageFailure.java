package org.descent.standalone.files;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The disk does not take what is to be written: it is full, say. The message is for the user. */
public final class StorageFailure extends IOException {
  private static final long serialVersionUID = 1L;

  /** Enough that nobody who failed to write finds room in a corner. */
  private static final int PROBE = 1 << 16;

  /** How Linux and macOS put it, and how we do. */
  private static final Map<String, String> WORDS =
      Map.of(
          "No space left on device", "no space left on the device",
          "Disk quota exceeded", "the disk quota is used up",
          "File too large", "a file would get larger than the limit allows",
          "Read-only file system", "the file system is read-only",
          "Input/output error", "the device cannot be read or written (input/output error)",
          "Too many open files", "too many open files; 'ulimit -n' tells how many there may be");

  private StorageFailure(String message) {
    super(message);
  }

  /**
   * What cannot be written, if that is why {@code failure} came about.
   *
   * @param directory what is said to be full, unless it is known to be something else
   */
  public static Optional<StorageFailure> in(Path directory, Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof StorageFailure known) {
        return Optional.of(known);
      }
      var words = WORDS.get(said(cause));
      if (words != null) {
        return Optional.of(new StorageFailure(place(cause, directory) + ": " + words));
      }
    }
    return Optional.empty();
  }

  /** What is to be thrown for {@code failure}: where it happened, if a stream did not know. */
  public static IOException located(Path directory, IOException failure) {
    return in(directory, failure).map(IOException.class::cast).orElse(failure);
  }

  /**
   * Tries to write to {@code directory}.
   *
   * @return what comes of it, if that is a failure
   */
  public static Optional<StorageFailure> probe(Path directory) {
    try {
      var probe = Files.createTempFile(directory, ".probe", "");
      try {
        Files.write(probe, new byte[PROBE]);
      } finally {
        Files.delete(probe);
      }
      return Optional.empty();
    } catch (IOException e) {
      return in(directory, e);
    }
  }

  /** A failure to write to {@code directory} whose cause is not known. */
  public static StorageFailure of(Path directory, String what) {
    return new StorageFailure(directory + ": " + what);
  }

  private static Path place(Throwable e, Path directory) {
    if (e instanceof FileSystemException inFile && inFile.getFile() != null) {
      var file = Path.of(inFile.getFile());
      return file.toAbsolutePath().startsWith(directory.toAbsolutePath()) ? directory : file;
    }
    return directory;
  }

  private static String said(Throwable e) {
    if (e instanceof FileSystemException inFile) {
      return String.valueOf(inFile.getReason());
    }
    var message = e.getMessage() == null ? "" : e.getMessage();
    // java.io puts the file first: "x/y (No space left on device)"
    return message.endsWith(")")
        ? message.substring(message.lastIndexOf('(') + 1, message.length() - 1)
        : message;
  }
}
