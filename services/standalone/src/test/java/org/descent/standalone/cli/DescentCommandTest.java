package org.descent.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DescentCommandTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir Path directory;

  @Test
  void validFilesAreCountedAndExitWithZero() throws IOException {
    assertThat(descent("validate", file(XOR))).isZero();
    assertThat(text(out)).isEqualTo("valid: 1 experiment\n");
    assertThat(text(err)).isEmpty();
  }

  @Test
  void aPlanTellsTrialsCohortsWorkAndTopics() throws IOException {
    assertThat(descent("plan", file(XOR), "--seed-count", "20", "--set", "cohort-size=8")).isZero();
    assertThat(text(out))
        .contains("1 variant x 20 seeds = 20 trials in 3 cohorts")
        .contains("at most 10 000 iterations")
        .contains("descent.cohorts.v1");
  }

  @Test
  void aMissingFileIsOneLineAndExitWithTwo() {
    assertThat(descent("validate", "nowhere.yaml")).isEqualTo(2);
    assertThat(text(err)).isEqualTo("nowhere.yaml: there is no such file\n");
  }

  @Test
  void aMistakeInAFileIsOneLineWithFileAndPlace() throws IOException {
    var file = file(XOR.replace("budget: 500", "budget: 0"));

    assertThat(descent("validate", file)).isEqualTo(2);
    assertThat(text(err).lines()).hasSize(1).first().asString().startsWith(file + ":");
  }

  @Test
  void aMissingDataFileIsOneLineThatNamesTheExperiment() throws IOException {
    var file = file(XOR.replace("data: xor", "data: {npy: {images: none.npy, labels: none.npy}}"));

    assertThat(descent("validate", file)).isEqualTo(2);
    assertThat(text(err).lines()).hasSize(1).first().asString().contains("none.npy");
  }

  @Test
  void anUnknownOptionIsAShortMessage() {
    assertThat(descent("run", "--sed-count", "2", "x.yaml")).isEqualTo(2);
    assertThat(text(err))
        .startsWith("Unknown option: '--sed-count'")
        .contains("Try 'descent run --help'.");
  }

  @Test
  void aWrongSettingOfThePipelineNamesTheValue() throws IOException {
    assertThat(descent("plan", file(XOR), "--set", "cohort-size=none")).isEqualTo(2);
    assertThat(text(err))
        .isEqualTo("--set cohort-size=none, expected a whole number of 1 or more\n");
  }

  @Test
  void anUnreachableBrokerIsOneLine() throws IOException {
    var code =
        descent(
            "run",
            file(XOR),
            "--quiet",
            "--out",
            directory.resolve("out").toString(),
            "--bootstrap",
            "no-such-host.invalid:9092");

    assertThat(code).isEqualTo(2);
    assertThat(text(err).lines())
        .hasSize(1)
        .first()
        .asString()
        .startsWith("no Kafka broker answers at no-such-host.invalid:9092");
  }

  @ParameterizedTest
  @CsvSource({
    "run, --out",
    "export --log x, --out",
    "results, --out",
    "serve, --log",
    "serve, --data-dir",
    "export --out x, --log",
    "run --bootstrap localhost:1, --kafka-config"
  })
  void anEmptyNameIsAVariableThatIsNotSetAndRefused(String command, String option)
      throws IOException {
    var arguments = new ArrayList<>(List.of(command.split(" ")));
    arguments.addAll(List.of(option, ""));
    if (command.startsWith("run")) {
      arguments.add(file(XOR));
    }

    assertThat(descent(arguments.toArray(String[]::new))).isEqualTo(2);
    assertThat(text(err))
        .startsWith("Invalid value for option '" + option + "'")
        .contains("an empty name");
  }

  @Test
  void anOptionInPlaceOfAFileIsOneThatWasForgotten() throws IOException {
    assertThat(descent("run", file(XOR), "--out", "--quiet")).isEqualTo(2);
    assertThat(text(err)).contains("--quiet is an option");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-out", "--quiet-run", "-o,x", "~", "@x", "$HOME", "a\\b", "a, b", "run"})
  void aDirectoryMayBeCalledAnything(String name) {
    assertThat(descent("export", "--log=" + name, "--out=" + name)).isEqualTo(2);
    assertThat(text(err)).isEqualTo("--log " + name + ": there is no log of a broker in it\n");
  }

  @Test
  void aFileMayBeCalledLikeAnArgumentFile() {
    assertThat(descent("validate", "@xor.yaml")).isEqualTo(2);
    assertThat(text(err)).isEqualTo("@xor.yaml: there is no such file\n");
  }

  @ParameterizedTest
  @CsvSource({
    "a/q.yaml, q",
    "q.json, q",
    "q, q",
    ".yaml, .yaml",
    "..yaml, ..yaml",
    "...yaml, ...yaml"
  })
  void resultsGetAFolderOfTheirOwnWhateverTheFileIsCalled(String file, String name) {
    assertThat(ExperimentFiles.name(Path.of(file))).isEqualTo(name);
  }

  @Test
  void theVersionNamesWhatItStandsOn() {
    assertThat(descent("version")).isZero();
    assertThat(text(out)).startsWith("Descent ").contains("Kafka 4.").doesNotContain("${");
  }

  @Test
  void progressIsRedrawnInTerminalsOnly() {
    assertThat(Terminal.live(Map.of("TERM", "xterm", "DESCENT_STDERR_TERMINAL", "1"), false))
        .isTrue();
    assertThat(Terminal.live(Map.of("TERM", "xterm", "DESCENT_STDERR_TERMINAL", "0"), true))
        .isFalse();
    assertThat(Terminal.live(Map.of("TERM", "dumb"), true)).isFalse();
    assertThat(Terminal.live(Map.of("TERM", "xterm", "NO_COLOR", "1"), true)).isFalse();
  }

  private int descent(String... arguments) {
    var terminal =
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            80);
    return DescentCommand.commandLine(terminal).execute(arguments);
  }

  private String file(String text) throws IOException {
    return Files.writeString(directory.resolve("xor.yaml"), text).toString();
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static final String XOR =
      """
      apiVersion: descent/v1
      kind: Experiment
      name: xor
      data: xor
      network:
        layers:
          - dense: {units: 2, activation: tanh}
        heads:
          - binary: {}
      loss: cross-entropy
      optimiser:
        sgd: {learningRate: 0.5}
      budget: 500
      seeds: 2
      """;
}
