package org.descent.learning.stacked;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A main class of these tests in a JVM of its own. */
record OtherJvm(String name, Process process) {
  /** Starts {@code main} on this JVM's class path. */
  static OtherJvm start(Class<?> main, List<String> options, Object... arguments) {
    return start(Map.of(), main, options, arguments);
  }

  /** The same with {@code environment} besides this process's. */
  static OtherJvm start(
      Map<String, String> environment, Class<?> main, List<String> options, Object... arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (Runtime.version().feature() >= 24) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    for (var argument : arguments) {
      command.add(argument.toString());
    }
    try {
      var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
      builder.environment().putAll(environment);
      return new OtherJvm(main.getSimpleName(), builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The lines that it says, once it has ended well. */
  List<String> said() {
    try (var out = process.getInputStream()) {
      var lines = new String(out.readAllBytes(), StandardCharsets.UTF_8).lines();
      if (!process.waitFor(10, TimeUnit.MINUTES) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new AssertionError(name + " has failed");
      }
      return lines.filter(Predicate.not(String::isBlank)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
