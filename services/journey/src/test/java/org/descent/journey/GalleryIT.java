package org.descent.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The published tables, each by one command. */
@Tag("thorough")
class GalleryIT {
  private static final Path EXPERIMENTS = Path.of("../../experiments").toAbsolutePath().normalize();
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path directory;

  static Stream<Path> files() throws IOException {
    try (var files = Files.walk(EXPERIMENTS)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyExperimentIsRight(Path file) {
    var validated = CommandLine.run(directory, "validate", file.toString());

    assertThat(validated.exit()).as(validated.err()).isZero();
  }

  /** With few iterations and seeds: what comes out is no table, but all of it is there. */
  @Test
  void everyPublishedNumberStandsBesideOurs() throws IOException {
    var run =
        CommandLine.run(
            directory,
            "run",
            EXPERIMENTS.resolve("gallery/mnist1d.yaml").toString(),
            "--set",
            "budget=200",
            "--set",
            "seeds=2",
            "--out",
            "mnist1d");

    assertThat(run.exit()).as(run.err()).isZero();
    var report = Files.readString(directory.resolve("mnist1d/report.html")).replace("&amp;", "&");
    var results = JSON.readTree(directory.resolve("mnist1d/results.json").toFile());
    var published = new ArrayList<String>();
    for (var experiment : results.get("experiments")) {
      for (var variant : experiment.get("variants")) {
        for (var one : variant.get("published")) {
          published.add(experiment.get("name").asText() + " " + variant.get("label").asText());
          assertThat(one.get("trials").asInt()).isEqualTo(2);
          assertThat(one.get("median").asDouble()).isBetween(0.1, 1.0);
          for (var told : new String[] {run.out(), report}) {
            assertThat(told)
                .contains(one.get("value").asText())
                .contains(one.get("source").asText().split(":")[0]);
          }
        }
      }
    }
    assertThat(published)
        .containsExactly(
            "ordered logistic",
            "ordered mlp",
            "ordered cnn",
            "ordered gru",
            "shuffled logistic",
            "shuffled mlp",
            "shuffled cnn",
            "shuffled gru");
  }
}
