package org.descent.standalone.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.descent.standalone.files.Deletion;
import org.descent.standalone.files.StorageFailure;

/**
 * Where this process and the libraries in it keep temporary files. It goes with the process or,
 * when that is killed, with the next one.
 */
public final class TemporaryFolder implements AutoCloseable {
  private static final String PROPERTY = "java.io.tmpdir";
  private static final String PREFIX = "descent-tmp-";
  private static final String LOCK = ".descent-tmp";

  /** Where a system may have room for temporary files if not where it should. */
  private static final List<Path> ELSEWHERE =
      List.of(Path.of("/tmp"), Path.of("/var/tmp"), Path.of("/dev/shm"));

  /** Bytes that libraries may unpack. */
  private static final long ROOM = 8 << 20;

  private static final List<TemporaryFolder> OF_PROCESS = new ArrayList<>();

  private final Path path;
  private final FileChannel lock;

  private TemporaryFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * The folder of this process, made at first, where TMPDIR says or, if nothing can be written
   * there, elsewhere. From then on it is what Java takes for the folder of temporary files.
   *
   * @throws StorageFailure if there is no place for it
   */
  public static synchronized Path ofProcess() throws IOException {
    var folder = ofProcess(place -> true);
    System.setProperty(PROPERTY, folder.toString());
    return folder;
  }

  /** A folder of this process for what does not go with every place. */
  public static synchronized Path ofProcess(Predicate<Path> fits) throws IOException {
    for (var folder : OF_PROCESS) {
      if (fits.test(folder.path)) {
        return folder.path;
      }
    }
    Interruption.expect();
    var told = Path.of(System.getProperty(PROPERTY)).toAbsolutePath();
    var places = Stream.concat(Stream.of(told), ELSEWHERE.stream()).distinct().filter(fits);
    var folder = in(places.toList());
    OF_PROCESS.add(folder);
    return folder.path;
  }

  /** Deletes the folders of this process. */
  static synchronized void delete() {
    OF_PROCESS.forEach(TemporaryFolder::close);
  }

  /** A new folder in the first of {@code places} that takes it. */
  static TemporaryFolder in(List<Path> places) throws IOException {
    for (var place : places) {
      sweep(place);
      try {
        if (Files.getFileStore(place).getUsableSpace() >= ROOM) {
          return made(place);
        }
      } catch (IOException e) {
        // Read-only, not there, or not ours to write to.
      }
    }
    throw StorageFailure.of(
        places.get(0),
        "no temporary files can be written there, nor elsewhere; set TMPDIR to a folder for them");
  }

  Path path() {
    return path;
  }

  /** Deletes the folder with all that is in it. */
  @Override
  public void close() {
    try {
      Deletion.of(path);
      lock.close();
    } catch (IOException e) {
      // The next process will try again.
    }
  }

  /** Others find the lock, by its name, when it has been taken. */
  private static TemporaryFolder made(Path place) throws IOException {
    var made = Files.createTempDirectory(place, PREFIX);
    try {
      var file = made.resolve(LOCK + "-");
      var lock = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      lock.lock();
      lock.write(ByteBuffer.allocate(1));
      Files.move(file, made.resolve(LOCK), StandardCopyOption.ATOMIC_MOVE);
      return new TemporaryFolder(made, lock);
    } catch (IOException e) {
      Deletion.of(made);
      throw e;
    }
  }

  /** Removes what processes have left that were killed. */
  private static void sweep(Path place) {
    try (var left = Files.newDirectoryStream(place, PREFIX + "*")) {
      for (var folder : left) {
        removeIfAbandoned(folder);
      }
    } catch (IOException | DirectoryIteratorException e) {
      // There is nothing to be seen.
    }
  }

  private static void removeIfAbandoned(Path folder) {
    try (var channel =
            FileChannel.open(
                folder.resolve(LOCK), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        var taken = channel.tryLock()) {
      if (taken != null && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        Deletion.of(folder);
      }
    } catch (IOException e) {
      // It is somebody else's, or somebody else removes it.
    }
  }
}
