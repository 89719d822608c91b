package org.descent.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.descent.experiment.results.State.COMPLETE;
import static org.descent.experiment.results.State.PAUSED;
import static org.descent.experiment.results.State.REJECTED;
import static org.descent.experiment.results.State.RUNNING;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.descent.experiment.results.ExperimentResult.Verdict;
import org.descent.standalone.pipeline.ControlClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterCommandsTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir Path directory;

  @Test
  void submittedExperimentsAreListed() throws IOException {
    try (var control = new FakeControl()) {
      assertThat(descent("submit", file(), "--server", control.url())).as(text(err)).isZero();
      assertThat(control.requests()).containsOnlyOnce("POST /api/experiments");
    }
    assertThat(text(out)).contains("xor-0123456789abcdef", "running");
  }

  @Test
  void aSubmissionWhoseDataAreRefusedSaysWhyAndExitsWith2() throws IOException {
    try (var control = new FakeControl().answeringWith(REJECTED)) {
      assertThat(descent("submit", file(), "--server", control.url())).isEqualTo(2);
    }
    assertThat(text(out)).contains("rejected");
    assertThat(text(err)).contains("xor: there is no file e.csv");
  }

  @Test
  void aSearchIsHandedInWithWhereItStarts() throws IOException {
    try (var control = new FakeControl().with("xor", COMPLETE)) {
      assertThat(descent("submit", file(), "--start-from", "xor", "--server", control.url()))
          .as(text(err))
          .isZero();
      assertThat(control.queries()).contains("start-from=xor-0123456789abcdef");
      assertThat(descent("submit", file(), "--start-from", "sweep", "--server", control.url()))
          .isEqualTo(2);
    }
    assertThat(text(err)).contains("no experiment sweep; known are xor-0123456789abcdef");
  }

  @Test
  void aSettingOfThePipelineCannotBeSubmitted() throws IOException {
    var code = descent("submit", file(), "--set", "trainer.threads=2");

    assertThat(code).isEqualTo(2);
    assertThat(text(err))
        .isEqualTo(
            "--set trainer.threads: a running pipeline has its own configuration;"
                + " only experiments can be set\n");
  }

  @Test
  void watchingEndsWithTheExperiment() throws IOException {
    try (var control = new FakeControl().with("xor", COMPLETE)) {
      assertThat(descent("watch", "xor", "--server", control.url())).as(text(err)).isZero();
    }
    assertThat(text(out).lines().skip(1))
        .singleElement()
        .asString()
        .matches("xor-0123456789abcdef +complete +2 +2 +1 +0 +0 +700");
  }

  @Test
  void withoutANameOnlyWhatIsNotOverIsWatched() throws IOException {
    try (var control = new FakeControl().with("xor", COMPLETE)) {
      assertThat(descent("watch", "--server", control.url())).isZero();
    }
    assertThat(text(err)).isEqualTo("Nothing is running.\n");
  }

  @Test
  void anExperimentIsCancelledByItsName() throws IOException {
    try (var control = new FakeControl().with("xor", RUNNING)) {
      assertThat(descent("cancel", "xor", "--server", control.url())).isZero();
      assertThat(control.requests()).contains("POST /api/experiments/xor-0123456789abcdef/cancel");
    }
    assertThat(text(out)).isEqualTo("cancelled: xor-0123456789abcdef\n");
  }

  @Test
  void anExperimentRestsAndGoesOn() throws IOException {
    try (var control = new FakeControl().with("xor", RUNNING)) {
      assertThat(descent("pause", "xor", "--server", control.url())).isZero();
      assertThat(descent("resume", "xor", "--server", control.url())).isEqualTo(2);
      assertThat(control.requests()).contains("POST /api/experiments/xor-0123456789abcdef/pause");
    }
    try (var control = new FakeControl().with("xor", PAUSED)) {
      assertThat(descent("resume", "xor", "--server", control.url())).isZero();
      assertThat(descent("pause", "xor", "--server", control.url())).isEqualTo(2);
      assertThat(control.requests()).contains("POST /api/experiments/xor-0123456789abcdef/resume");
    }
    assertThat(text(out))
        .isEqualTo("paused: xor-0123456789abcdef\ngoes on: xor-0123456789abcdef\n");
    assertThat(text(err))
        .isEqualTo(
            "xor-0123456789abcdef is running, expected one that is paused\n"
                + "xor-0123456789abcdef is paused, expected one that is running\n");
  }

  @Test
  void whatIsSaidOfAnExperimentIsHandedOn() throws IOException {
    try (var control = new FakeControl().with("xor", COMPLETE)) {
      assertThat(descent("note xor", control)).isZero();
      assertThat(control.bodies()).isEmpty();
      assertThat(descent("note xor --tag slow,for-talk --untag slow --archive", control)).isZero();
      assertThat(control.bodies()).containsExactly("{\"tags\":[\"for-talk\"],\"archived\":true}");
    }
    assertThat(text(out))
        .isEqualTo(
            "xor-0123456789abcdef: nothing\n"
                + "xor-0123456789abcdef: slow; as in figure 3; archived\n");
  }

  @Test
  void listsLeaveTheArchiveOut() throws IOException {
    try (var control = new FakeControl().with("all", COMPLETE).noted("old", List.of("slow"))) {
      assertThat(descent("list", control)).isZero();
      assertThat(text(out)).contains("all-").doesNotContain("old-", "tags");
      out.reset();
      assertThat(descent("list --archived --tag slow", control)).isZero();
      assertThat(text(out)).contains("old-", "tags", "slow").doesNotContain("all-");
    }
  }

  @Test
  void whatIsOverIsDeletedAndWhatIsNotIsNamed() throws IOException {
    try (var control = new FakeControl().with("xor", COMPLETE)) {
      assertThat(descent("delete", "xor", "--server", control.url())).isZero();
      assertThat(control.requests()).contains("DELETE /api/experiments/xor-0123456789abcdef");
    }
    try (var control = new FakeControl().with("xor", RUNNING)) {
      assertThat(descent("delete", "xor", "--server", control.url())).isEqualTo(2);
      assertThat(control.requests()).noneMatch(request -> request.startsWith("DELETE"));
    }
    assertThat(text(out)).isEqualTo("deleted: xor-0123456789abcdef\n");
    assertThat(text(err))
        .isEqualTo(
            "xor-0123456789abcdef is running, expected one that is over; 'descent cancel' gives it"
                + " up\n");
  }

  @Test
  void whatIsOverCannotBeCancelled() throws IOException {
    try (var control = new FakeControl().with("xor", COMPLETE)) {
      assertThat(descent("cancel", "xor", "--server", control.url())).isEqualTo(2);
    }
    assertThat(text(err)).isEqualTo("xor-0123456789abcdef is over already: complete\n");
  }

  @Test
  void extendingAsksForWhatIsMissingAndTellsWhatIsTakenOver() throws IOException {
    try (var control = new FakeControl().with("xor", COMPLETE)) {
      var more =
          "extend xor --seeds 40 --budget 900 --trials +20 --add loss=l2 --add loss=hinge --server ";
      assertThat(descent((more + control.url()).split(" "))).isZero();
      assertThat(control.requests()).contains("POST /api/experiments/xor-0123456789abcdef/extend");
      assertThat(control.bodies())
          .containsExactly(
              "{\"seeds\":40,\"budget\":900,\"variants\":\"+20\","
                  + "\"add\":{\"loss\":[\"l2\",\"hinge\"]}}");
    }
    assertThat(text(out)).contains("xor-extended");
    assertThat(text(err))
        .isEqualTo(
            "xor-extended takes over what xor-0123456789abcdef has trained; 'descent watch"
                + " xor-extended' follows it\n");
  }

  @Test
  void forkingAsksForWhatIsAnother() throws IOException {
    try (var control = new FakeControl().with("xor", COMPLETE)) {
      var fork = "fork xor --at 500 --set loss=l2 --set loss=hinge --set budget=900 --server ";
      assertThat(descent((fork + control.url()).split(" "))).isZero();
      assertThat(control.requests()).contains("POST /api/experiments/xor-0123456789abcdef/fork");
      assertThat(control.bodies())
          .containsExactly(
              "{\"at\":500,\"set\":{\"budget\":[\"900\"],\"loss\":[\"l2\",\"hinge\"]}}");
    }
    assertThat(text(err)).contains("takes over what xor-0123456789abcdef has trained");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fork xor --at 5 --set loss|--set loss: expected PATH=VALUE, for example"
            + " optimiser.sgd.learningRate=0.3",
        "extend xor|nothing is to be more, expected --seeds, --budget, --variants or --add",
        "extend xor --add loss|--add loss: expected PATH=VALUE, for example"
            + " optimiser.sgd.learningRate=0.3",
        "extend sweep --seeds 4|no experiment sweep; known are xor-0123456789abcdef",
        "rerun xor --failed|xor-0123456789abcdef has no trial that failed"
      })
  void whatCannotBeMoreIsOneLine(String command, String line) throws IOException {
    try (var control = new FakeControl().with("xor", COMPLETE)) {
      assertThat(descent((command + " --server " + control.url()).split(" "))).isEqualTo(2);
      assertThat(control.bodies()).isEmpty();
    }
    assertThat(text(err)).isEqualTo(line + "\n");
  }

  @Test
  void anUnknownExperimentIsOneLineThatNamesTheKnown() throws IOException {
    try (var control = new FakeControl().with("xor", COMPLETE)) {
      assertThat(descent("results", "sweep", "--server", control.url())).isEqualTo(2);
    }
    assertThat(text(err)).isEqualTo("no experiment sweep; known are xor-0123456789abcdef\n");
  }

  @Test
  void aMistypedExperimentIsSuggested() throws IOException {
    try (var control = new FakeControl().with("xor", COMPLETE)) {
      assertThat(descent("results xro", control)).isEqualTo(2);
    }
    assertThat(text(err)).isEqualTo("no experiment xro, did you mean xor?\n");
  }

  @Test
  void whatIsKnownIsListedThoseUnderWayFirst() throws IOException {
    try (var control =
        new FakeControl().with("all", COMPLETE).with("wide", RUNNING).with("data", REJECTED)) {
      assertThat(descent("list", control)).isZero();
      assertThat(text(out).lines().skip(1).map(line -> line.split("-")[0]))
          .containsExactly("wide", "data", "all");
      out.reset();
      assertThat(descent("list --state complete,paused", control)).isZero();
      assertThat(text(out)).contains("all-").doesNotContain("wide-", "\u001b");
    }
  }

  @Test
  void thePageOfAnExperimentHasAnAddress() throws IOException {
    try (var control = new FakeControl().with("xor", COMPLETE)) {
      assertThat(descent("open xor --no-open", control)).isZero();
      assertThat(text(out)).isEqualTo(control.url() + "/#/experiment/xor-0123456789abcdef\n");
      assertThat(descent("open sweep --no-open", control)).isEqualTo(2);
    }
  }

  @Test
  void twoExperimentsAreComparedSeedBySeed() throws IOException {
    try (var control = new FakeControl().with("xor", COMPLETE).with("wide", COMPLETE)) {
      assertThat(descent("compare xor wide", control)).as(text(err)).isZero();
      assertThat(control.queries())
          .contains("first=xor-0123456789abcdef&second=wide-0123456789abcdef");
      assertThat(descent("compare xor xor", control)).isEqualTo(2);
    }
    assertThat(text(out))
        .contains("network.layers[0].dense.units  2          4")
        .contains("loss                           (default)  l2")
        .contains("x 0.50", "0.25 - 0.75", "8 : 0", "0.008");
    assertThat(text(err)).contains("xor and xor are one experiment, expected two");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "results data",
        "results sound data -o json",
        "results data --out OUT",
        "export data --out OUT"
      })
  void whoAsksForARejectedExperimentReadsWhyAndExitsWith2(String command) throws IOException {
    try (var control = new FakeControl().with("sound", COMPLETE).with("data", REJECTED)) {
      assertThat(descent(command, control)).isEqualTo(2);
    }
    assertThat(text(err)).contains("data: there is no file e.csv\n").doesNotContain("sound:");
  }

  @Test
  void whoAsksForAllGetsTheResultsThatThereAre() throws IOException {
    try (var control = new FakeControl().with("sound", COMPLETE).with("data", REJECTED)) {
      assertThat(descent("results", control)).as(text(err)).isZero();
    }
    assertThat(text(out)).contains("sound");
    assertThat(text(err)).isEqualTo("data: there is no file e.csv\n");
  }

  @Test
  void claimsThatDoNotHoldAreToldAndFailIfThatIsAsked() throws IOException {
    try (var control = new FakeControl().with("xor", COMPLETE)) {
      assertThat(descent("results --check-claims", control)).isEqualTo(1);
      assertThat(text(err)).isEqualTo("There is no claim to check\n");
      control.claiming("All is well", Verdict.HOLDS);
      assertThat(descent("results --check-claims", control)).isZero();
      control.claiming("All is better", Verdict.NOT_RESOLVED);
      assertThat(descent("results", control)).isZero();
      assertThat(descent("results --check-claims", control)).isEqualTo(1);
    }
    assertThat(text(err)).endsWith("xor: not resolved: All is better\n  some evidence\n");
  }

  @Test
  void whereAllWereRejectedThereAreNone() throws IOException {
    try (var control = new FakeControl().with("data", REJECTED)) {
      assertThat(descent("results", control)).isEqualTo(2);
    }
    try (var control = new FakeControl()) {
      assertThat(descent("results", control)).isZero();
    }
  }

  @Test
  void aMissingTokenIsOneLine() throws IOException {
    try (var control = new FakeControl().requiring("secret")) {
      assertThat(descent("results", "--server", control.url())).isEqualTo(2);
      assertThat(text(err))
          .isEqualTo(control.url() + "/api/experiments answered 401: a token is needed\n");
    }
  }

  @Test
  void aTokenIsAnOptionToo() throws IOException {
    try (var control = new FakeControl().requiring("secret").with("xor", RUNNING)) {
      assertThat(descent("results", "--token", "secret", "--server", control.url())).isZero();
      assertThat(descent("results", "--token", "se\ncret", "--server", control.url())).isEqualTo(2);
    }
    assertThat(text(err)).contains("--token has characters that no token has");
    assertThat(text(err)).doesNotContain("cret,").doesNotContain("Exception");
  }

  @Test
  void aTokenIsMadeForAFileThatItsOwnerAloneReads() throws IOException {
    var file = directory.resolve("tokens");
    Files.writeString(file, "# who may come in");
    assertThat(descent("token", file.toString())).isZero();
    assertThat(descent("token", "--role", "read", file.toString())).isZero();

    var tokens = text(out).lines().toList();
    assertThat(tokens).hasSize(2).doesNotHaveDuplicates().allMatch(t -> t.matches("[\\w-]{43}"));
    assertThat(Files.readString(file))
        .isEqualTo("# who may come in\nwrite:%s\nread:%s\n".formatted(tokens.toArray()));

    var another = directory.resolve("another");
    assertThat(descent("token", another.toString())).isZero();
    assertThat(Files.getPosixFilePermissions(another))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(descent("token", directory.toString())).isEqualTo(2);
  }

  @Test
  void aTokenIsShownToTheServer() throws IOException {
    try (var control = new FakeControl().requiring("secret").with("xor", RUNNING)) {
      var client = new ControlClient(URI.create(control.url()), "secret");

      assertThat(client.experiments()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "watch",
        "results",
        "cancel xor",
        "extend xor --seeds 4",
        "rerun xor --failed",
        "submit FILE",
        "export --out OUT"
      })
  void anUnreachableServerIsOneLineAndExitWithTwo(String command) throws IOException {
    var text =
        command.replace("FILE", file()).replace("OUT", directory.resolve("out").toString())
            + " --server http://127.0.0.1:1/";

    assertThat(descent(text.split(" "))).isEqualTo(2);
    assertThat(text(err))
        .isEqualTo("no control answers at http://127.0.0.1:1: connection refused\n");
  }

  @Test
  void somethingElseThanControlIsOneLine() throws IOException {
    try (var control = new FakeControl()) {
      assertThat(descent("results", "--server", control.url() + "/elsewhere")).isEqualTo(2);
      assertThat(text(err))
          .isEqualTo(
              control.url() + "/elsewhere/api/experiments answered 404: there is nothing here\n");
    }
  }

  @Test
  void aServerThatIsNoAddressIsOneLine() {
    assertThat(descent("results", "--server", "localhost:8080")).isEqualTo(2);
    assertThat(text(err))
        .isEqualTo("--server localhost:8080, expected for example http://localhost:8080\n");
  }

  @Test
  void modelsCannotBeHadFromControl() {
    var code =
        descent(
            "export",
            "--server",
            "http://127.0.0.1:1",
            "--out",
            directory.toString(),
            "--saved-model",
            "all");

    assertThat(code).isEqualTo(2);
    assertThat(text(err))
        .isEqualTo(
            "--saved-model: --server http://127.0.0.1:1 has no models,"
                + " expected --bootstrap HOST:PORT or --log DIR\n");
  }

  @Test
  void neitherCanWhatLiesBetweenThem() {
    var out = directory.toString();
    var server = "http://127.0.0.1:1";
    var code = descent("export", "--server", server, "--out", out, "--between", "e.0.1,e.0.2");

    assertThat(code).isEqualTo(2);
    assertThat(text(err))
        .isEqualTo(
            "--between: --server http://127.0.0.1:1 has no models, expected --bootstrap HOST:PORT"
                + " or --log DIR\n");
  }

  @Test
  void kafkaConfigurationWithoutABrokerIsOneLine() throws IOException {
    assertThat(descent("run", file(), "--kafka-config", "client.properties")).isEqualTo(2);
    assertThat(text(err))
        .isEqualTo("--kafka-config client.properties: expected --bootstrap HOST:PORT too\n");
  }

  @Test
  void wrongKafkaConfigurationIsOneLineThatSaysWhatIsWrong() throws IOException {
    var properties =
        Files.writeString(directory.resolve("client.properties"), "security.protocol=SASL\n");
    var code =
        descent(
            "export",
            "--bootstrap",
            "127.0.0.1:1",
            "--out",
            directory.toString(),
            "--kafka-config",
            properties.toString());

    assertThat(code).isEqualTo(2);
    assertThat(text(err).lines()).singleElement().asString().contains("security.protocol");
  }

  private int descent(String command, FakeControl control) {
    var line = command.replace("OUT", directory.resolve("out").toString());
    return descent((line + " --server " + control.url()).split(" "));
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

  private String file() throws IOException {
    var text =
        """
        apiVersion: descent/v1
        kind: Experiment
        name: xor
        data: xor
        network:
          layers: [dense: {units: 2, activation: tanh}]
          heads: [binary: {}]
        loss: cross-entropy
        optimiser: {sgd: {learningRate: 0.5}}
        budget: 500
        seeds: 2
        """;
    return Files.writeString(directory.resolve("xor.yaml"), text).toString();
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
