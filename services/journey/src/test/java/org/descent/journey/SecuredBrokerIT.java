package org.descent.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A broker of one's own, behind TLS and a password: every client of every service gets in. */
@Tag("thorough")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecuredBrokerIT {
  private static final String SWEEP =
      Path.of("src/test/resources/experiments/learning-rates.yaml").toAbsolutePath().toString();

  @TempDir static Path directory;

  private SecuredBroker broker;

  @BeforeAll
  void start() {
    broker = SecuredBroker.start(directory);
  }

  @AfterAll
  void stop() {
    if (broker != null) {
      broker.close();
    }
  }

  @Test
  void aRunAndAnExportOfItGetInWithTheConfigurationFile() throws IOException {
    var run = descent("run", SWEEP, "--out", "run", "--kafka-config", broker.properties());
    assertThat(run.exit()).as(run.err()).isZero();

    var two =
        Pattern.compile("learning-rates-[0-9a-f]{8}\\.1\\.[12]")
            .matcher(Files.readString(directory.resolve("run/results.csv")))
            .results()
            .map(MatchResult::group)
            .distinct()
            .toList();
    var export =
        descent(
            "export",
            "--between",
            String.join(",", two),
            "--between-points",
            "5",
            "--between-steps",
            "20",
            "--tensorboard",
            "--saved-models",
            "all",
            "--points",
            "100",
            "--out",
            "export",
            "--kafka-config",
            broker.properties());

    assertThat(export.exit()).as(export.err()).isZero();
    assertThat(export.out()).isEqualTo(run.out());
    assertThat(directory.resolve("export/results.json"))
        .hasSameTextualContentAs(directory.resolve("run/results.json"));
    assertThat(directory.resolve("export/curves/learning-rates.csv"))
        .hasSameTextualContentAs(directory.resolve("run/curves/learning-rates.csv"));
    assertThat(files("export/tensorboard", "events.out.tfevents.0000000000.descent")).isEqualTo(12);
    assertThat(files("export/saved-models", "saved_model.pb")).isEqualTo(12);
    assertThat(files("export/saved-models", "descent.json")).isEqualTo(12);
    assertThat(export.err())
        .contains("SavedModels of 12 trials", "of more than 100 points")
        .contains("The train loss is ", "at the other; between them at most ");
    var way = directory.resolve("export/between/" + String.join("-", two) + ".csv");
    assertThat(Files.readAllLines(way)).hasSize(1 + 5).startsWith("place,straight,curve");
  }

  @Test
  void aWrongPasswordIsOneClearLine() {
    var run = descent("run", SWEEP, "--quiet", "--kafka-config", broker.wrongProperties());

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains(broker.bootstrap(), "Authentication failed").hasLineCount(1);
  }

  private CommandLine descent(String command, String... arguments) {
    var all =
        new java.util.ArrayList<>(java.util.List.of(command, "--bootstrap", broker.bootstrap()));
    all.addAll(java.util.List.of(arguments));
    return CommandLine.run(directory, all.toArray(String[]::new));
  }

  private static long files(String folder, String name) throws IOException {
    try (var files = Files.walk(directory.resolve(folder))) {
      return files.filter(file -> file.getFileName().toString().equals(name)).count();
    }
  }
}
