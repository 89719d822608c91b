package org.descent.standalone.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The right to be the only one who works in a directory; it ends with the process at the latest.
 */
public final class DirectoryLock implements AutoCloseable {
  /** The file that is locked, which stays. */
  public static final String FILE = "lock";

  private final FileChannel channel;

  private DirectoryLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock of {@code directory}.
   *
   * @param shown how people know the directory
   * @throws DirectoryInUse if somebody else has it
   */
  public static DirectoryLock take(Path directory, Path shown) throws IOException {
    var channel =
        FileChannel.open(
            directory.resolve(FILE),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS);
    try {
      if (channel.tryLock() != null) {
        return new DirectoryLock(channel);
      }
    } catch (OverlappingFileLockException e) {
      // Held by this very process, which is "in use" all the same.
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    channel.close();
    throw new DirectoryInUse(shown);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
