package org.descent.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code run --out} is killed at random and started again until it is complete, {@code
 * interrupted.runs} times from {@code interrupted.seed}: it comes to the same, and leaves nothing
 * behind.
 */
@Tag("thorough")
class InterruptedIT {
  private static final int RUNS = Integer.getInteger("interrupted.runs", 2);
  private static final String EXPERIMENT =
      Path.of("src/test/resources/experiments/wide.yaml").toAbsolutePath().toString();

  @TempDir Path directory;

  private final Random random = new Random(Long.getLong("interrupted.seed", 1));

  @Test
  void itComesToTheSame() throws Exception {
    long start = System.nanoTime();
    assertThat(run("undisturbed", Duration.ofMinutes(5))).isTrue();
    var usual = Duration.ofNanos(System.nanoTime() - start);
    var expected = Found.in(directory.resolve("undisturbed"));

    int kills = 0;
    for (int i = 0; i < RUNS; i++) {
      var out = "out-" + i;
      for (int again = 1; !run(out, again > 5 ? usual.multipliedBy(20) : before(usual)); again++) {
        kills++;
      }
      assertThat(Found.in(directory.resolve(out))).as(out).isEqualTo(expected);
    }
    System.out.printf("%d runs, killed %d times: all as undisturbed%n", RUNS, kills);
  }

  private Duration before(Duration usual) {
    return Duration.ofMillis(300 + random.nextLong(usual.toMillis() * 11 / 10));
  }

  /** Whether it is complete before it is killed. */
  private boolean run(String out, Duration killed) throws Exception {
    var launcher = Path.of("..", "..", "descent").toAbsolutePath().normalize();
    var log = directory.resolve(out + ".txt").toFile();
    var builder =
        new ProcessBuilder(launcher.toString(), "run", EXPERIMENT, "--out", out, "--quiet")
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
    builder.command().addAll(List.of("--set", "budget=900", "--set", "seeds=4"));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    var process = builder.start();
    if (!process.waitFor(killed.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly().waitFor();
      return false;
    }
    assertThat(process.exitValue()).as(Files.readString(log.toPath())).isZero();
    return true;
  }

  /** All that a run leaves: results, every point of every curve, and the names of its files. */
  private record Found(JsonNode results, TreeMap<String, List<String>> curves, List<String> files) {
    static Found in(Path out) throws IOException {
      var curves = new TreeMap<String, List<String>>();
      try (var files = Files.list(out.resolve("curves"))) {
        for (var file : files.toList()) {
          curves.put(
              file.getFileName().toString(), Files.readAllLines(file).stream().sorted().toList());
        }
      }
      var results = new ObjectMapper().readTree(out.resolve("results.json").toFile());
      try (var files = Files.list(out)) {
        return new Found(
            Trials.withoutCircumstances(results),
            curves,
            files
                .map(file -> file.getFileName().toString())
                .filter(name -> !name.startsWith("descent.log")) // which says what happened
                .sorted()
                .toList());
      }
    }

    @Override
    public String toString() {
      return results + ", " + curves.hashCode() + ", " + files;
    }
  }
}
