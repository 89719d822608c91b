package org.descent.journey.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.descent.journey.Eventually;
import org.descent.journey.Processes;

/** {@code descent serve} in a process of its own, with a broker and all services in it. */
public final class Served implements AutoCloseable {
  private static final Pattern URL = Pattern.compile("Serving (http://\\S+) until Ctrl-C");

  private final Process process;
  private final URI page;

  private Served(Process process, URI page) {
    this.process = process;
    this.page = page;
  }

  /** Starts it in {@code directory} and waits until it says where the page is. */
  public static Served in(Path directory) {
    return start(directory, "serve", "--port", "0", "--log", "log");
  }

  /** Starts {@code descent arguments…}, which ends with serving the page. */
  static Served start(Path directory, String... arguments) {
    var jar =
        Path.of("..", "standalone", "target", "quarkus-app", "quarkus-run.jar")
            .toAbsolutePath()
            .normalize();
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (Runtime.version().feature() >= 24) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1", // as the launcher has it
            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
            "-jar",
            jar.toString()));
    command.addAll(List.of(arguments));
    try {
      var said = Files.createTempFile(directory, "said", ".txt");
      var builder =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(said.toFile());
      builder.environment().put("TF_CPP_MIN_LOG_LEVEL", "2");
      var process = builder.start();
      var page =
          Eventually.until(
              () -> "the page is served: " + read(said),
              () -> {
                if (!process.isAlive()) {
                  throw new AssertionError("it has ended: " + read(said));
                }
                var found = URL.matcher(read(said));
                return found.find() ? URI.create(found.group(1)) : null;
              });
      return new Served(process, page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public URI page() {
    return page;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    Processes.stop(process);
  }
}
