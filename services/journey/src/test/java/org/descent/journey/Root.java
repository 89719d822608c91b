package org.descent.journey;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;

/** What only root may do on Linux: file systems and networks of a process's own. */
final class Root {
  private Root() {}

  /** Leaves the test out, and says so, where a process may not have its own view of the machine. */
  static void require() {
    var tried =
        CommandLine.script(
            Path.of("."),
            "unshare -m mount -t tmpfs tmpfs /mnt && unshare -n true && setpriv true");
    assumeTrue(
        tried.exit() == 0,
        () -> "LEFT OUT: needs root, unshare, mount and setpriv; " + tried.err().strip());
  }
}
