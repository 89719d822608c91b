package org.descent.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.descent.standalone.broker.FreePort;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run does not wait for what will not come: it ends with a line that says why. */
@Tag("thorough")
class RunFaultsIT {
  private static final String BULKY = experiment("bulky.yaml");

  @TempDir Path directory;

  @Test
  void aThreadThatDiesEndsTheRunWhichGoesOnWhenItIsStartedAgain() throws IOException {
    var thread = "kafka-producer-network-thread | kafka-producer-trainerProgress";
    var run =
        Midway.of(
            4000,
            budget -> Optional.of(struck(thread, longRun(budget))).filter(r -> r.awaitExit() > 0));

    assertThat(run.awaitExit()).as(run.err()).isEqualTo(1);
    assertThat(run.err())
        .contains("a service has failed: ", "memory is short: Java heap space")
        .contains("more is in ", "The same command goes on from here.")
        .doesNotContain("Exception", "\tat ");
    assertThat(CommandLine.run(directory, run.arguments()).exit()).isZero();
  }

  /** Some get over it where they try again, some fail what they were about. */
  @ParameterizedTest
  @ValueSource(
      strings = {"smallrye-kafka-consumer-thread", "vert.x-eventloop-thread", "executor-thread"})
  void whateverThreadIsStruckTheRunEndsOneWayOrTheOther(String thread) throws IOException {
    var run = struck(thread, longRun(4000));

    assertThat(run.awaitExit()).as(run.err()).isBetween(0, 1);
    assertThat(run.err())
        .containsPattern("a service has failed: .*memory is short|2/2 trials: ")
        .doesNotContain("Exception", "\tat ");
  }

  /** Two trials of {@code budget} iterations each. */
  private static String[] longRun(int budget) {
    return ("run "
            + experiment("long.yaml")
            + " --out o-"
            + budget
            + " --set seeds=2 --set budget=")
        .concat(Integer.toString(budget))
        .split(" ");
  }

  /** A run one thread of which runs out of memory while it trains, unless it is over before. */
  private Running struck(String thread, String... arguments) {
    try {
      int port = FreePort.next();
      var run = start(Accident.option(port), arguments);
      Eventually.holds(
          () -> "it trains: " + run.err(),
          () -> run.err().contains("/s") || !run.process().isAlive());
      Accident.outOfMemory(run.process(), port, thread);
      return run;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Too small for the command line itself, for the services, for nobody. */
  @ParameterizedTest
  @ValueSource(ints = {80, 180, 240, 300, 800})
  void howeverShortMemoryIsTheRunEndsAndSaysSo(int megabytes) throws IOException {
    var run = start("-Xmx" + megabytes + "m", "run", BULKY, "--out", "o");

    assertThat(run.awaitExit()).as(run.err()).isBetween(0, 2);
    assertThat(run.err()).doesNotContain("Exception", "\tat ");
    if (run.awaitExit() > 0) {
      assertThat(run.err() + run.out()).containsPattern("memory|fit");
    }
  }

  @Test
  void dataThatDoNotFitTheCommandLineAreOneLine() throws IOException {
    var run = start("-Xmx80m", "validate", BULKY);

    assertThat(run.awaitExit()).as(run.err()).isEqualTo(1);
    assertThat(run.err())
        .startsWith("bulky: its data do not fit here: memory is short: Java heap space")
        .hasLineCount(1);
  }

  private static String experiment(String name) {
    return Path.of("src/test/resources/experiments", name).toAbsolutePath().toString();
  }

  /** The launcher at work, in a JVM with {@code option}. */
  private Running start(String option, String... arguments) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of("..", "..", "descent").toAbsolutePath().normalize().toString());
    command.addAll(List.of(arguments));
    var out = directory.resolve("out.txt");
    var err = directory.resolve("err.txt");
    var builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("JAVA_HOME", javaWith(option).toString());
    return new Running(arguments, builder.start(), out, err);
  }

  /** A Java home whose java has {@code option}, except where it is only asked for its version. */
  private Path javaWith(String option) throws IOException {
    var home = directory.resolve("java");
    var java = Files.createDirectories(home.resolve("bin")).resolve("java");
    Files.writeString(
        java,
        """
        #!/bin/sh
        case "$*" in *-version*) exec 'JAVA' "$@" ;; esac
        exec 'JAVA' OPTION "$@"
        """
            .replace("JAVA", Path.of(System.getProperty("java.home"), "bin", "java").toString())
            .replace("OPTION", option));
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    return home;
  }

  private record Running(String[] arguments, Process process, Path stdout, Path stderr) {
    int awaitExit() {
      return Processes.awaitExit(process, this::err);
    }

    String out() {
      return text(stdout);
    }

    String err() {
      return text(stderr);
    }

    private static String text(Path file) {
      try {
        return Files.readString(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
