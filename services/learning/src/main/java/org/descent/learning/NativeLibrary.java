package org.descent.learning;

import java.io.IOException;
import java.net.JarURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import org.bytedeco.javacpp.Loader;
import org.tensorflow.TensorFlow;

/**
 * TensorFlow's native library, which JavaCPP unpacks into a folder of its own when it is needed for
 * the first time: {@code org.bytedeco.javacpp.cachedir}, else {@code .javacpp/cache} in the home.
 */
public final class NativeLibrary {
  private static final String CACHE = "org.bytedeco.javacpp.cachedir";
  private static final String FOLDER = "org/tensorflow/internal/c_api/";
  private static final String WHAT_TO_DO = "; set DESCENT_CACHE to a folder with room for it";

  private NativeLibrary() {}

  /**
   * Loads it, if it is not loaded yet.
   *
   * @throws NoNativeLibrary if it cannot be unpacked or loaded
   */
  public static void load() throws NoNativeLibrary {
    var cache = cache();
    requireRoom(cache);
    try {
      TensorFlow.version();
    } catch (LinkageError e) {
      throw new NoNativeLibrary(
          "TensorFlow's native library cannot be loaded from "
              + cache
              + " ("
              + reason(e)
              + ")"
              + WHAT_TO_DO);
    }
  }

  /** JavaCPP would take the folder of temporary files where this one cannot be written to. */
  private static Path cache() throws NoNativeLibrary {
    var told = System.getProperty(CACHE);
    var cache =
        told == null
            ? Path.of(System.getProperty("user.home"), ".javacpp", "cache")
            : Path.of(told);
    try {
      Files.createDirectories(cache);
    } catch (IOException e) {
      throw unwritable(cache);
    }
    if (!Files.isWritable(cache)) {
      throw unwritable(cache);
    }
    return cache;
  }

  private static NoNativeLibrary unwritable(Path cache) {
    return new NoNativeLibrary(
        "TensorFlow's native library has to be unpacked, and nothing can be written to "
            + cache
            + WHAT_TO_DO);
  }

  private static void requireRoom(Path cache) throws NoNativeLibrary {
    try {
      long missing = missing(cache);
      long free = Files.getFileStore(cache).getUsableSpace();
      if (missing > free) {
        throw new NoNativeLibrary(
            "TensorFlow's native library takes "
                + megabytes(missing)
                + " MB more in "
                + cache
                + ", where "
                + megabytes(free)
                + " MB are free"
                + WHAT_TO_DO);
      }
    } catch (NoNativeLibrary e) {
      throw e;
    } catch (IOException e) {
      throw new NoNativeLibrary("TensorFlow's native library cannot be read: " + e.getMessage());
    }
  }

  /** Bytes that are still to be unpacked. */
  private static long missing(Path cache) throws IOException {
    var folder = FOLDER + Loader.getPlatform() + "/";
    var one = TensorFlow.class.getResource("/" + folder + System.mapLibraryName("jnitensorflow"));
    if (one == null || !(one.openConnection() instanceof JarURLConnection connection)) {
      return 0; // not from a jar, or not for this machine, which loading it will tell
    }
    connection.setUseCaches(false);
    try (var jar = connection.getJarFile()) {
      var unpacked = cache.resolve(Path.of(jar.getName()).getFileName());
      return jar.stream()
          .filter(entry -> entry.getName().startsWith(folder))
          .filter(entry -> !isUnpacked(entry, unpacked))
          .mapToLong(JarEntry::getSize)
          .sum();
    }
  }

  private static boolean isUnpacked(JarEntry entry, Path folder) {
    try {
      return Files.size(folder.resolve(entry.getName())) == entry.getSize();
    } catch (IOException e) {
      return false;
    }
  }

  private static long megabytes(long bytes) {
    return bytes >> 20;
  }

  private static String reason(Throwable e) {
    var cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("").strip();
  }
}
