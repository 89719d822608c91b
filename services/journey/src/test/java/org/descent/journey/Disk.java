package org.descent.journey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A disk that can be full: a file system in memory that only its holder, and who is started in its
 * {@link #wrapping()}, sees below a directory. It needs Linux and the right to mount.
 */
final class Disk implements AutoCloseable {
  private static final String ROOM = "4g";

  /** Of a disk that somebody writes to: what is used has grown before its size is set. */
  private static final int TRIES = 100;

  private final Path directory;
  private final Process holder;

  private Disk(Path directory, Process holder) {
    this.directory = directory;
    this.holder = holder;
  }

  /** One at {@code directory}, or nothing where that may not be. */
  static Optional<Disk> at(Path directory) throws IOException {
    Files.createDirectories(directory);
    var script = "mount -t tmpfs -o size=" + ROOM + " descent \"$0\" && echo made && exec cat";
    try {
      var holder =
          new ProcessBuilder("unshare", "-m", "sh", "-c", script, directory.toString())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      var said = new byte[4];
      if (holder.getInputStream().readNBytes(said, 0, said.length) == said.length) {
        return Optional.of(new Disk(directory, holder));
      }
      holder.destroyForcibly();
      return Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // there is no unshare
    }
  }

  /** In which a process sees it. */
  Wrapping wrapping() {
    return new Wrapping(List.of("nsenter", "-t", Long.toString(holder.pid()), "-m"), Map.of());
  }

  /** As who does not see it comes to {@code path} below its directory. */
  Path seen(Path path) {
    return Path.of("/proc", Long.toString(holder.pid()), "root" + path.toAbsolutePath());
  }

  /**
   * From now on nothing more fits, but for a moment. Tried again where more was written meanwhile.
   */
  void full() {
    within(
        "for i in $(seq "
            + TRIES
            + "); do mount -o remount,size=$(( $(df --output=used -k \"$0\" | tail -1) + 64 ))k"
            + " \"$0\" && exit; done; exit 1");
  }

  /** From now on there is room again. */
  void roomy() {
    within("mount -o remount,size=" + ROOM + " \"$0\"");
  }

  private void within(String script) {
    try {
      var process =
          wrapping().of(List.of("sh", "-c", script, directory.toString())).inheritIO().start();
      if (Processes.awaitExit(process, () -> script) != 0) {
        throw new IllegalStateException(script + " on " + directory);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    holder.destroyForcibly();
  }
}
