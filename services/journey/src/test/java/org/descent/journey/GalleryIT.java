package org.descent.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

  /** What is run of a file in a test, and what is left of it. */
  private record Small(String file, boolean claimsHold, String... settings) {
    @Override
    public String toString() {
      return file;
    }
  }

  static Stream<Small> small() {
    return Stream.of(
        new Small("deep-linear", true),
        new Small("encoder", false, "seeds=10"),
        new Small("modular-addition", false, "seeds=2", "budget=60"),
        new Small("sparse-parity", false, "seeds=2", "budget=300", "data.parity.examples=20000"),
        new Small("edge-of-stability", false, "seeds=2", "budget=60"),
        new Small("omnigrok", false, "seeds=2", "vary.budget=[1201, 1301]"),
        new Small(
            "batch-size",
            false,
            "seeds=2",
            "batch-size:budget=60",
            "data.mnist1d.examples=6000",
            "batch-size:vary.optimiser.sgd.learningRate=[0.1, 0.2]"));
  }

  /** Those that cost seconds come out as claimed; of all others the claims are at least checked. */
  @ParameterizedTest
  @MethodSource("small")
  void everyFileChecksWhatItClaims(Small small) throws IOException {
    var arguments = new ArrayList<String>(List.of("run"));
    arguments.add(EXPERIMENTS.resolve("gallery/" + small.file + ".yaml").toString());
    for (var setting : small.settings) {
      arguments.addAll(List.of("--set", setting));
    }
    arguments.addAll(List.of("--out", small.file));
    if (small.claimsHold) {
      arguments.add("--check-claims");
    }

    var run = CommandLine.run(directory, arguments.toArray(String[]::new));

    assertThat(run.exit()).as(run.out() + run.err()).isZero();
    var results = JSON.readTree(directory.resolve(small.file + "/results.json").toFile());
    for (var experiment : results.get("experiments")) {
      assertThat(experiment.get("claims")).isNotEmpty();
      for (var claim : experiment.get("claims")) {
        assertThat(claim.get("evidence").asText())
            .isNotEmpty()
            .isNotEqualTo("no trials to look at");
        assertThat(run.out()).contains(claim.get("verdict").asText().replace('-', ' '));
      }
    }
  }

  /** Searches make no claims. */
  @Test
  void everyOptimiserIsSearchedAlike() {
    var run =
        CommandLine.run(
            directory,
            "run",
            EXPERIMENTS.resolve("gallery/tuning-budget.yaml").toString(),
            "--set",
            "budget=100",
            "--set",
            "measure.every=50",
            "--set",
            "search.variants=3",
            "--out",
            "tuning-budget");

    assertThat(run.exit()).as(run.out() + run.err()).isZero();
    assertThat(run.out()).contains("SGD", "Momentum", "Adam, its learning rate alone");
  }

  /** Every file of the gallery is either run by the test above or has one of its own. */
  @Test
  void noFileOfTheGalleryIsForgotten() throws IOException {
    try (var files = Files.list(EXPERIMENTS.resolve("gallery"))) {
      var run = new ArrayList<>(List.of("mnist1d", "double-descent", "tuning-budget"));
      small().forEach(small -> run.add(small.file));
      assertThat(files.map(file -> file.getFileName().toString()).filter(f -> f.endsWith(".yaml")))
          .containsExactlyInAnyOrderElementsOf(run.stream().map(name -> name + ".yaml").toList());
    }
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
