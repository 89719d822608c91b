package org.descent.standalone.cli;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.descent.contracts.event.End;
import org.descent.experiment.results.ExperimentResult;
import org.descent.experiment.results.ExperimentResult.Summary;
import org.descent.experiment.results.ExperimentResult.TrialResult;
import org.descent.experiment.results.ExperimentResult.VariantResult;
import org.descent.experiment.results.Results;
import org.descent.experiment.results.State;
import org.descent.experiment.spec.ExperimentReader;
import org.descent.standalone.results.ResultsDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

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
        .contains("less than a second of training on ")
        .contains("descent.cohorts.v1");
  }

  @Test
  void aPlanTellsHowManySeedsResolveARatio() throws IOException {
    // log ratios ln 2, 0 and ln ½: their standard deviation is ln 2
    pilot(variant("l2", 100, 100, 100), variant("cross-entropy", 200, 100, 50));

    assertThat(descent("plan", file(COMPARED), "--resolve", "2", "--pilot", directory.toString()))
        .isZero();
    assertThat(text(err)).isEmpty();
    // one of the two is the faster with Φ(1) = 0.841: by SciPy 1.17 the sign test of 17 or more
    // finds it with 0.8
    assertThat(text(out)).contains("loss  17 seeds; judged from 1 pair\n");
  }

  @Test
  void aPilotOfTooFewSeedsTellsNothing() throws IOException {
    pilot(variant("l2", 100, 500), variant("cross-entropy", 200, 100));

    assertThat(descent("plan", file(COMPARED), "--resolve", "2", "--pilot", directory.toString()))
        .isZero();
    assertThat(text(out)).contains("nobody knows how many seeds: judged from 0 of 1 pair");
  }

  @Test
  void whatAPilotCannotTellIsOneLine() throws IOException {
    var file = file(COMPARED);
    var from = directory.toString();
    var results = directory.resolve("results.json");

    assertThat(mistake("plan", file, "--resolve", "1")).contains("expected a ratio above 1");
    assertThat(mistake("plan", file, "--resolve", "NaN")).contains("expected a ratio above 1");
    assertThat(mistake("plan", file, "--pilot", from)).contains("--pilot goes with --resolve");
    assertThat(mistake("plan", file, "--resolve", "2", "--pilot", from))
        .contains("there is no " + results);
    Files.writeString(results, "[1, 2");
    assertThat(mistake("plan", file, "--resolve", "2", "--pilot", from))
        .contains(results + ": not what a run writes");
    Files.writeString(results, "{}");
    assertThat(mistake("plan", file, "--resolve", "2", "--pilot", from))
        .contains(results + ": not what a run writes");
    pilot(variant("l2", 100));
    assertThat(mistake("plan", file, "--resolve", "2", "--pilot", from))
        .contains("have no variant cross-entropy");
    Files.writeString(results, Files.readString(results).replace("xor", "other"));
    assertThat(mistake("plan", file, "--resolve", "2", "--pilot", from))
        .contains("there is no experiment xor");
  }

  /** The one line about what is wrong with {@code arguments}. */
  private String mistake(String... arguments) {
    err.reset();
    assertThat(descent(arguments)).isEqualTo(2);
    assertThat(text(err).lines()).hasSize(1);
    return text(err);
  }

  private void pilot(VariantResult... variants) throws IOException {
    var result =
        new ExperimentResult(
            "xor-1", "xor", "XOR", State.COMPLETE, null, null, List.of(variants), List.of());
    Files.writeString(
        directory.resolve("results.json"), ResultsDirectory.json(Results.of("1", List.of(result))));
  }

  /** A variant whose trials converge after so many iterations each. */
  private static VariantResult variant(String loss, int... iterations) {
    var trials =
        IntStream.range(0, iterations.length)
            .mapToObj(
                i ->
                    new TrialResult(
                        "t" + i,
                        i,
                        End.CONVERGED,
                        iterations[i],
                        iterations[i],
                        Map.of(),
                        null,
                        null,
                        List.of(),
                        null,
                        null,
                        "c",
                        null,
                        null,
                        null,
                        null))
            .toList();
    var summary = new Summary(iterations.length, Map.of(), List.of());
    return new VariantResult(
        0, loss, Map.of("loss", loss), 500, null, null, summary, trials, List.of());
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

  @Test
  void coloursAreOfTerminalsThatWantThem() {
    var terminal = Map.of("TERM", "xterm", "DESCENT_STDOUT_TERMINAL", "1");
    assertThat(Terminal.coloured(terminal)).isTrue();
    assertThat(Terminal.coloured(Map.of("TERM", "xterm"))).isFalse();
    assertThat(Terminal.coloured(Map.of("TERM", "dumb", "DESCENT_STDOUT_TERMINAL", "1"))).isFalse();
    var without = new HashMap<>(terminal);
    without.put("NO_COLOR", "1");
    assertThat(Terminal.coloured(without)).isFalse();
  }

  static Stream<CommandLine> commands() {
    var terminal = new Terminal(System.out, System.err, false, 80);
    return DescentCommand.commandLine(terminal).getSubcommands().values().stream()
        .filter(c -> !List.of("help", "generate-completion").contains(c.getCommandName()));
  }

  /** What help shows can be typed. */
  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHasExamplesThatItUnderstands(CommandLine command) {
    var examples = command.getCommandSpec().usageMessage().footer();
    assertThat(examples).as(command.getCommandName()).isNotEmpty();
    for (var example : examples) {
      var words = example.strip().replaceFirst(" [>|] .*", "").split(" ");
      assertThat(words).startsWith("descent", command.getCommandName());
      var line = DescentCommand.commandLine(new Terminal(System.out, System.err, false, 80));
      assertThatCode(() -> line.parseArgs(Arrays.copyOfRange(words, 1, words.length)))
          .as(example)
          .doesNotThrowAnyException();
    }
    assertThat(command.getUsageMessage()).contains("Examples:");
  }

  @ParameterizedTest
  @CsvSource({"rn, run", "resutls, results", "sumbit, submit", "serv, serve"})
  void aMistypedCommandIsSuggested(String word, String command) {
    assertThat(descent(word)).isEqualTo(2);
    assertThat(text(err)).startsWith("no command " + word + ", did you mean " + command + "?\n");
  }

  @Test
  void helpIsACommandToo() {
    assertThat(descent("help", "serve")).isZero();
    assertThat(text(out)).contains("--no-open").contains("descent serve --port 9000");
  }

  @Test
  void aMistypedFileIsSuggested() throws IOException {
    var file = file(XOR);
    assertThat(descent("validate", file.replace("xor.yaml", "xro.yaml"))).isEqualTo(2);
    assertThat(text(err)).endsWith("there is no such file, did you mean " + file + "?\n");
  }

  @Test
  void aPortIsAskedForThatThereIs() {
    assertThat(descent("serve", "--port", "70000")).isEqualTo(2);
    assertThat(text(err)).isEqualTo("--port 70000, expected 0 to 65535\n");
  }

  @Test
  void aTakenPortIsOneLine() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThat(descent("serve", "--port", "" + taken.getLocalPort())).isEqualTo(2);
      assertThat(text(err))
          .isEqualTo("--port " + taken.getLocalPort() + " is in use, expected a free one\n");
    }
  }

  @Test
  void anExperimentIsBegunFromOneThatShips() throws IOException {
    System.setProperty(Templates.HOME, "../..");
    try {
      var mine = directory.resolve("mine");
      assertThat(descent("init")).isZero();
      assertThat(text(out)).contains("sweep ", "3-xor ", "mnist1d ").doesNotContain("study ");
      assertThat(descent("init", mine.toString(), "--from", "3-xor")).as(text(err)).isZero();
      assertThat(descent("validate", mine + ".yaml")).as(text(err)).isZero();
      assertThat(Files.readString(Path.of(mine + ".yaml")))
          .startsWith("# yaml-language-server: $schema=experiment.schema.json\n")
          .contains("\nname: mine\n")
          .doesNotContain("title:");
      assertThat(directory.resolve("experiment.schema.json")).isNotEmptyFile();

      assertThat(mistake("init", mine.toString())).contains("is there already");
      assertThat(mistake("init", "x", "--from", "swep")).contains("did you mean sweep?");
      assertThat(mistake("init", "No!")).contains("name No!, expected up to 60 of a-z");
    } finally {
      System.clearProperty(Templates.HOME);
    }
  }

  @Test
  void everyTemplateCanBeBegunFrom() throws IOException {
    System.setProperty(Templates.HOME, "../..");
    try {
      for (var template : Templates.ofInstallation().all()) {
        var mine = directory.resolve("my-" + template.name());
        assertThat(descent("init", mine.toString(), "--from", template.name())).isZero();
        ExperimentReader.files(List.of(Path.of(mine + ".yaml")), List.of());
      }
    } finally {
      System.clearProperty(Templates.HOME);
    }
  }

  @Test
  void theSchemaOfExperimentsIsPrinted() {
    assertThat(descent("schema")).isZero();
    assertThat(text(out)).startsWith("{").contains("\"definitions\"", "cross-entropy");
  }

  @Test
  void theEndOfALogIsShown() throws IOException {
    Files.writeString(
        directory.resolve("descent.log"),
        IntStream.rangeClosed(1, 9000).mapToObj(i -> "line " + i + "\n").collect(joining()));

    assertThat(descent("logs", directory.toString(), "--lines", "2")).isZero();
    assertThat(text(out)).isEqualTo("line 8999\nline 9000\n");
    out.reset();
    assertThat(descent("logs", directory.toString(), "--lines", "8500")).isZero();
    assertThat(text(out).lines()).hasSize(8500).first().isEqualTo("line 501");
    assertThat(mistake("logs", directory.resolve("none").toString())).contains("there is no ");
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

  private static final String COMPARED =
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
      vary:
        loss: [l2, cross-entropy]
      budget: 500
      seeds: 2
      """;

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
