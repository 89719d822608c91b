package org.descent.journey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The launcher in a process of its own, as a user calls it. */
public record CommandLine(int exit, String out, String err) {
  private static final Path LAUNCHER = Path.of("..", "..", "descent").toAbsolutePath().normalize();

  /** Runs {@code descent arguments…} in {@code directory} and waits for its end. */
  public static CommandLine run(Path directory, String... arguments) {
    var command = new ArrayList<String>();
    command.add(LAUNCHER.toString());
    command.addAll(List.of(arguments));
    return ended(directory, command);
  }

  /**
   * Runs a bash script in {@code directory}, in which {@code $descent} is the launcher, and waits
   * for its end.
   */
  static CommandLine script(Path directory, String script) {
    return ended(directory, List.of("bash", "-c", script));
  }

  private static CommandLine ended(Path directory, List<String> command) {
    try {
      var out = Files.createTempFile("out", ".txt");
      var err = Files.createTempFile("err", ".txt");
      var builder =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
      builder.environment().put("descent", LAUNCHER.toString());
      try {
        var process = builder.start();
        int exit = Processes.awaitExit(process, () -> command + "\n" + read(err));
        return new CommandLine(exit, read(out), read(err));
      } finally {
        Files.delete(out);
        Files.delete(err);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
