package org.descent.standalone.pipeline;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.descent.learning.NativeLibrary;
import org.descent.learning.NoNativeLibrary;
import org.descent.standalone.process.InThread;

/**
 * What a pipeline needs whatever it is to do, and what takes a second: TensorFlow's library and the
 * services' classes. They are loaded while the command line reads its files and the broker starts.
 */
public final class HeadStart {
  /** What Quarkus makes of the services when they are built; it is initialised before it runs. */
  private static final String SERVICES = "io.quarkus.runner.ApplicationImpl";

  private final CompletableFuture<Void> library;

  private HeadStart(CompletableFuture<Void> library) {
    this.library = library;
  }

  /** Begins with both. */
  public static HeadStart take() {
    var classes = Thread.currentThread().getContextClassLoader();
    // Who needs the services meets what goes wrong with their classes again.
    InThread.run("services-classes", () -> Class.forName(SERVICES, true, classes));
    return new HeadStart(
        InThread.run(
            "native-library",
            () -> {
              NativeLibrary.load();
              return null;
            }));
  }

  /**
   * Returns when TensorFlow's library is loaded.
   *
   * @throws NoNativeLibrary if it cannot be
   */
  public void awaitLibrary() throws NoNativeLibrary {
    try {
      library.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof NoNativeLibrary missing) {
        throw missing;
      }
      throw e;
    }
  }
}
