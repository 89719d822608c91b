package org.descent.standalone.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The desktop of whoever has typed a command, if there is one: it opens addresses. */
final class Desktop {
  private Desktop() {}

  /**
   * Opens {@code address} where somebody sits before this machine, at a terminal on a desktop.
   *
   * @return whether that has been asked for; what the desktop makes of it is its own affair
   */
  static boolean open(URI address) {
    var opener = opener(System.getenv(), System.getProperty("os.name"), Desktop::installed);
    if (opener.isEmpty()) {
      return false;
    }
    try {
      new ProcessBuilder(opener.get(), address.toString())
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
      return true;
    } catch (IOException e) {
      return false; // the address has been printed, too
    }
  }

  /**
   * The program that opens addresses; empty in scripts, over ssh and without a desktop.
   *
   * @param system as Java calls it
   * @param installed whether there is such a program
   */
  static Optional<String> opener(
      Map<String, String> environment, String system, Predicate<String> installed) {
    boolean terminal = environment.getOrDefault("DESCENT_STDERR_TERMINAL", "0").equals("1");
    if (!terminal || environment.containsKey("SSH_CONNECTION")) {
      return Optional.empty();
    }
    if (system.startsWith("Mac")) {
      return Optional.of("open");
    }
    boolean desktop =
        environment.containsKey("DISPLAY")
            || environment.containsKey("WAYLAND_DISPLAY")
            || environment.containsKey("WSL_DISTRO_NAME");
    return desktop
        ? List.of("xdg-open", "wslview").stream().filter(installed).findFirst()
        : Optional.empty();
  }

  private static boolean installed(String program) {
    for (var folder : System.getenv().getOrDefault("PATH", "").split(":")) {
      if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }
}
