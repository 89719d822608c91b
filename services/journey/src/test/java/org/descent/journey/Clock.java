package org.descent.journey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The clock of a process, which can be wrong: what the time of day is, not how time passes. It
 * needs Linux and a C compiler.
 */
final class Clock {
  /** Comes before the system's own: adds so many seconds as stand in the file that CLOCK names. */
  private static final String SOURCE =
      """
      #define _GNU_SOURCE
      #include <dlfcn.h>
      #include <fcntl.h>
      #include <stdlib.h>
      #include <sys/mman.h>
      #include <sys/time.h>
      #include <time.h>
      #include <unistd.h>
      static volatile long *ahead;
      static int (*system_time)(clockid_t, struct timespec *);
      __attribute__((constructor)) static void begin(void) {
        const char *name = getenv("CLOCK");
        int file = name ? open(name, O_RDONLY) : -1;
        if (file >= 0) {
          void *there = mmap(0, sizeof(long), PROT_READ, MAP_SHARED, file, 0);
          if (there != MAP_FAILED) ahead = there;
          close(file);
        }
      }
      int clock_gettime(clockid_t clock, struct timespec *now) {
        if (!system_time) *(void **)&system_time = dlsym(RTLD_NEXT, "clock_gettime");
        int result = system_time(clock, now);
        if (!result && ahead && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
          now->tv_sec += *ahead;
        return result;
      }
      int gettimeofday(struct timeval *restrict now, void *restrict zone) {
        struct timespec at;
        clock_gettime(CLOCK_REALTIME, &at);
        now->tv_sec = at.tv_sec;
        now->tv_usec = at.tv_nsec / 1000;
        return 0;
      }
      time_t time(time_t *into) {
        struct timespec at;
        clock_gettime(CLOCK_REALTIME, &at);
        if (into) *into = at.tv_sec;
        return at.tv_sec;
      }
      """;

  private final Path library;
  private final Path file;

  private Clock(Path library, Path file) {
    this.library = library;
    this.file = file;
    wrong(Duration.ZERO);
  }

  /** Makes what clocks are made by, in {@code directory}; nothing where there is no compiler. */
  static Optional<Path> library(Path directory) throws IOException {
    Files.createDirectories(directory);
    var library = directory.resolve("clock.so").toAbsolutePath();
    try {
      var compiler =
          new ProcessBuilder(
                  "cc", "-shared", "-fPIC", "-x", "c", "-o", library.toString(), "-", "-ldl")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (var in = compiler.outputWriter()) {
        in.write(SOURCE);
      }
      return Processes.awaitExit(compiler, () -> "cc") == 0
          ? Optional.of(library)
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** One that is right, by {@code library}. */
  static Clock of(Path library, String name) {
    return new Clock(library, library.resolveSibling("clock of " + name));
  }

  /** What a process that goes by it has in its environment. */
  Map<String, String> environment() {
    return Map.of("LD_PRELOAD", library.toString(), "CLOCK", file.toString());
  }

  /** From now on it is so much later, or earlier. */
  void wrong(Duration by) {
    var seconds =
        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder()).putLong(by.toSeconds());
    try (var there =
        Files.newByteChannel(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      there.write(seconds.flip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
