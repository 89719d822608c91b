package org.descent.standalone.process;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** Work in a thread of its own, which does not keep the process alive. */
public final class InThread {
  private InThread() {}

  /** Begins with {@code work}; what it throws is in the future. */
  public static CompletableFuture<Void> run(String name, Callable<?> work) {
    var done = new CompletableFuture<Void>();
    var thread =
        new Thread(
            () -> {
              try {
                work.call();
                done.complete(null);
              } catch (Exception | Error e) {
                done.completeExceptionally(e);
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
    return done;
  }
}
