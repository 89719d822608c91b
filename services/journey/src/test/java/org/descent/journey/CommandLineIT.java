package org.descent.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user at a terminal gets. */
class CommandLineIT {
  private static final String SWEEP =
      Path.of("src/test/resources/experiments/learning-rates.yaml").toAbsolutePath().toString();
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path directory;

  private static CommandLine first;
  private static CommandLine second;

  /** The same sweep twice, the second time for a program to read. */
  @BeforeAll
  static void runTwice() {
    first = CommandLine.run(directory, "run", SWEEP, "--out", "one");
    second =
        CommandLine.run(
            directory, "run", SWEEP, "--out", "two", "-o", "json", "--quiet", "--parquet");
  }

  @Test
  void theSameSeedsTwiceGiveTheSameResults() throws IOException {
    assertThat(first.exit()).as(first.err()).isZero();
    assertThat(second.exit()).as(second.err()).isZero();
    assertThat(results("one").path("experiments")).hasSize(1);
    assertThat(Trials.withoutCircumstances(results("two")))
        .isEqualTo(Trials.withoutCircumstances(results("one")));
    assertThat(directory.resolve("two/curves/learning-rates.csv"))
        .hasSameTextualContentAs(directory.resolve("one/curves/learning-rates.csv"));
    assertThat(Files.readAllLines(directory.resolve("one/results.csv"))).hasSize(1 + 12);
    assertThat(first.out()).contains("converged").doesNotContain("Exception");
    assertThat(first.err()).doesNotContain("Exception").doesNotContain("\tat ");
  }

  @Test
  void resultsGoToStandardOutputAndNothingElseDoes() throws IOException {
    assertThat(second.exit()).as(second.err()).isZero();
    var results = JSON.readTree(second.out());
    assertThat(results.path("experiments").get(0).path("variants")).hasSize(3);
    assertThat(results).isEqualTo(results("two"));
    assertThat(second.err()).isEmpty();
    for (var name : new String[] {"results.parquet", "curves/learning-rates.parquet"}) {
      assertThat(Files.readAllBytes(directory.resolve("two").resolve(name)))
          .startsWith("PAR1".getBytes(StandardCharsets.US_ASCII))
          .endsWith("PAR1".getBytes(StandardCharsets.US_ASCII));
      assertThat(directory.resolve("one").resolve(name)).doesNotExist();
    }
  }

  @Test
  void aRunLeavesNoLogAndWaitsForNobodyToSayGoodbye() throws IOException {
    assertThat(directory.resolve("one/log")).doesNotExist();
    assertThat(Files.readString(directory.resolve("one/descent.log")))
        .contains("started in")
        .doesNotContain("Close timeout", "could not be established", "ERROR");
  }

  /**
   * Each mistake: exit code 2, and on standard error one line that names the value and what was
   * expected.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "vary={optimiser.sgd.learningRate: [-1]} | -1",
        "seeds=0                           | seeds",
        "budget=0                          | budget",
        "network.layers=[{dense: {units: 4}}] | flatten",
        "data.random.images=0              | images",
        "data.random.sead=3                | did you mean",
        "vary={nonsense.path: [1, 2]}      | nonsense",
        "seeds=100000000                   | 100",
        "data={npy: {images: no.npy, labels: no.npy}} | no.npy",
      })
  void aMistakeIsOneClearLine(String setting, String named) {
    var run = CommandLine.run(directory, "run", SWEEP, "--set", setting.strip(), "--out", "bad");

    assertThat(run.exit()).as(run.err()).isEqualTo(2);
    assertThat(run.err())
        .contains(named.strip())
        .doesNotContain("Exception")
        .doesNotContain("\tat ");
  }

  @Test
  void aMissingFileIsOneClearLine() {
    var run = CommandLine.run(directory, "run", "missing.yaml");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("missing.yaml").hasLineCount(1);
  }

  @Test
  void anUnreachableBrokerIsOneClearLine() {
    var run = CommandLine.run(directory, "run", SWEEP, "--bootstrap", "127.0.0.1:1", "--quiet");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("127.0.0.1:1").doesNotContain("Exception").hasLineCount(1);
  }

  private JsonNode results(String out) throws IOException {
    return JSON.readTree(directory.resolve(out).resolve("results.json").toFile());
  }
}
