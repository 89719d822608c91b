package org.descent.experiment.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.descent.contracts.spec.Activation;
import org.descent.contracts.spec.DataSpec;
import org.descent.contracts.spec.LayerSpec;
import org.descent.contracts.spec.Loss;
import org.descent.contracts.spec.OptimiserSpec;
import org.descent.experiment.Experiment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ExperimentFilesTest {
  @TempDir Path folder;

  private static String experiment(String name, String data) {
    return "apiVersion: descent/v1\nkind: Experiment\nname: "
        + name
        + "\ndata: "
        + data
        + "\nnetwork: {heads: [binary]}\n";
  }

  private static String study(String rest) {
    return "apiVersion: descent/v1\nkind: Study\n" + rest;
  }

  private Path write(String name, String text) throws IOException {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static List<Experiment> read(Path file, String... settings) {
    return ExperimentReader.files(List.of(file), Stream.of(settings).map(Setting::parse).toList());
  }

  /** The problems of {@code file}, its folder left out. */
  private List<String> problems(Path file, String... settings) {
    return catchThrowableOfType(InvalidExperiment.class, () -> read(file, settings))
        .problems()
        .stream()
        .map(problem -> problem.toString().replace(folder + "/", ""))
        .toList();
  }

  @Test
  void studyIncludesFilesAndWritesOthersInPlace() throws IOException {
    write("parts/a.yaml", experiment("a", "xor"));
    var file =
        write(
            "study.yaml",
            study(
                "include: [parts/a.yaml]\nexperiments:\n"
                    + "  - {name: b, data: xor, network: {heads: [binary]}, loss: l2}\n"));

    var study = read(file);

    assertThat(study).extracting(Experiment::name).containsExactly("a", "b");
    assertThat(ExperimentReader.document(study.get(1).document())).isEqualTo(study.get(1));
  }

  @Test
  void dataFilesStandBesideTheExperimentFile() throws IOException {
    var npy = write("in/a.yaml", experiment("a", "{npy: {images: x.npy, labels: ../y.npy}}"));
    var idx = write("in/b.yaml", experiment("b", "{idx: {images: /x.gz, labels: y.gz}}"));

    assertThat(read(npy).get(0).data())
        .isEqualTo(
            new DataSpec.Npy(
                folder.resolve("in/x.npy").toString(), folder.resolve("y.npy").toString(), null));
    assertThat(read(idx).get(0).data())
        .isEqualTo(new DataSpec.Idx("/x.gz", folder.resolve("in/y.gz").toString(), 0));
    var parts =
        write(
            "in/c.yaml",
            experiment(
                "c",
                "{parts: {train: {csv: {file: a.csv, targets: [label]}}, test: {csv: {file: b.csv,"
                    + " targets: [label]}}}}"));
    assertThat(read(parts).get(0).data().files())
        .containsExactly(
            folder.resolve("in/a.csv").toString(), folder.resolve("in/b.csv").toString());
    var cifar = write("in/d.yaml", experiment("d", "{cifar10: {batches: [a.bin, /b.bin]}}"));
    assertThat(read(cifar).get(0).data().files())
        .containsExactly(folder.resolve("in/a.bin").toString(), "/b.bin");
    assertThat(ExperimentReader.document(read(npy).get(0).document())).isEqualTo(read(npy).get(0));
  }

  @Test
  void dataFilesOfATextStayAsTheyAre() {
    assertThat(
            ExperimentReader.yaml(experiment("a", "{csv: {file: x.csv, targets: [label]}}")).data())
        .isEqualTo(new DataSpec.Csv("x.csv", List.of("label"), List.of()));
  }

  @Test
  void fileThatCannotBeReadIsTold() throws IOException {
    Files.write(folder.resolve("latin.yaml"), new byte[] {'a', (byte) 0xe9, 'b'});
    write("big.yaml", "#" + "x".repeat(1_000_000));

    assertThat(problems(folder.resolve("none.yaml"))).containsExactly("none.yaml: does not exist");
    assertThat(problems(Files.createDirectory(folder.resolve("dir"))))
        .containsExactly("dir: is a directory, expected an experiment file");
    assertThat(problems(write("empty.yaml", " \n")))
        .containsExactly("empty.yaml: is empty, expected an experiment");
    assertThat(problems(write("comment.yaml", "# later\n")))
        .containsExactly("comment.yaml: nothing, expected a map with apiVersion, kind, name, …");
    assertThat(problems(folder.resolve("latin.yaml")))
        .containsExactly("latin.yaml: is not UTF-8 text");
    assertThat(problems(folder.resolve("big.yaml")))
        .containsExactly("big.yaml: has 1000001 bytes, expected at most 1000000");
  }

  /** They do not end, or wait for somebody who writes. */
  @Test
  @Timeout(60)
  void whatIsNoFileIsNotIncluded() throws Exception {
    var pipe = folder.resolve("pipe.yaml");
    var made = new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
    for (var name : List.of("/dev/zero", "/proc/kmsg", "pipe.yaml")) {
      if (Files.exists(folder.resolve(name)) && made == 0) {
        var file = write("study.yaml", study("include: [" + name + "]\n"));
        assertThat(problems(file))
            .singleElement()
            .asString()
            .matches(".*" + name + " is (not a file|empty), expected an experiment.*");
      }
    }
  }

  @Test
  void includeThatCannotBeReadIsToldWhereItIsAskedFor() throws IOException {
    var file = write("study.yaml", study("include:\n  - none.yaml\n  - a.yaml\n"));
    write("a.yaml", experiment("a", "xor") + "budget: 0\n");

    assertThat(problems(file)).containsExactly("study.yaml:4: none.yaml does not exist");
  }

  @Test
  void problemsOfAllFilesAreTold() throws IOException {
    var file = write("study.yaml", study("include: [a.yaml, b.yaml]\n"));
    write("a.yaml", experiment("a", "xor") + "budget: 0\n");
    write("b.yaml", experiment("b", "xor") + "seeds: 0\n");

    assertThat(problems(file))
        .containsExactly(
            "a.yaml:6: budget: 0, expected a whole number from 1 to 10000000",
            "b.yaml:6: seeds: 0, expected a whole number from 1 to 100000");
  }

  @Test
  void studyThatIncludesItselfIsRefused() throws IOException {
    var file = write("a.yaml", study("include: [sub/b.yaml]\n"));
    write("sub/b.yaml", study("include:\n- ../a.yaml\n"));

    assertThat(problems(file))
        .containsExactly("sub/b.yaml:4: include: sub/../a.yaml includes itself");
  }

  @Test
  void studyWithoutExperimentsIsRefused() throws IOException {
    assertThat(problems(write("study.yaml", study("include: []\n"))))
        .containsExactly(
            "study.yaml:1: a study without experiments, expected include or experiments");
    assertThat(problems(write("study.yaml", study("includes: []\n"))))
        .containsExactly("study.yaml:3: includes: unknown key, did you mean include?");
  }

  @Test
  void twoExperimentsOfOneNameAreRefused() throws IOException {
    var file = write("study.yaml", study("include: [a.yaml, b.yaml]\n"));
    write("a.yaml", experiment("a", "xor"));
    write("b.yaml", experiment("a", "xor"));

    assertThat(problems(file))
        .containsExactly("b.yaml:3: name: a is also the name of the experiment at a.yaml:3");
  }

  @Test
  void settingAppliesToEveryExperimentThatHasItsPath() throws IOException {
    var file = write("study.yaml", study("include: [a.yaml, b.yaml]\n"));
    write("a.yaml", experiment("a", "xor"));
    write(
        "b.yaml",
        experiment("b", "{random: {side: 1}}").replace("{heads", "{layers: [flatten], heads"));

    var study = read(file, "data.random.seed=5", "seeds=2", "optimiser.sgd.learningRate=3");

    assertThat(study.get(0).data()).isEqualTo(new DataSpec.Xor());
    assertThat(study.get(1).data()).isEqualTo(new DataSpec.RandomImages(64, 1, 11, 5));
    assertThat(study).extracting(Experiment::trials).containsExactly(2L, 2L);
    assertThat(study)
        .extracting(e -> e.variants().get(0).training().optimiser())
        .containsExactly(new OptimiserSpec.Sgd(3), new OptimiserSpec.Sgd(3));
    assertThat(study.get(0).document()).containsEntry("seeds", 2);
  }

  @Test
  void settingOfOneExperimentLeavesTheOthersAlone() throws IOException {
    var file = write("study.yaml", study("include: [a.yaml, b.yaml]\n"));
    write("a.yaml", experiment("a", "xor"));
    write("b.yaml", experiment("b", "xor"));

    var study = read(file, "a:budget=7");

    assertThat(study)
        .extracting(e -> e.variants().get(0).training().iterations())
        .containsExactly(7, 10_000);
  }

  @Test
  void settingThatFitsNowhereIsTold() throws IOException {
    var file = write("a.yaml", experiment("abc", "xor"));

    assertThat(problems(file, "budgte=5"))
        .containsExactly("--set budgte=5: budgte is unknown, did you mean budget?");
    assertThat(problems(file, "abd:budget=5"))
        .containsExactly("--set abd:budget=5: there is no experiment abd, did you mean abc?");
    assertThat(problems(file, "data.random.seed=5"))
        .containsExactly(
            "--set data.random.seed=5: no experiment has such a path: data is xor, which has no"
                + " random");
    assertThat(problems(file, "network.heads[1].binary.weight=5"))
        .containsExactly(
            "--set network.heads[1].binary.weight=5: no experiment has such a path: network.heads"
                + " has 1 items, counted from [0]");
    assertThat(problems(file, "budget=0"))
        .containsExactly("--set budget=0: budget: 0, expected a whole number from 1 to 10000000");
    assertThat(problems(file, "budget=[1"))
        .containsExactly("--set budget=[1: is not YAML: expected ',' or ']', but got <stream end>");
  }

  @Test
  void settingOfWhatVariesNamesTheLineToWrite() throws IOException {
    var file =
        write(
            "a.yaml",
            experiment("a", "xor") + "vary: {optimiser.sgd.learningRate: [0.1, 1], loss: [l2]}\n");

    assertThat(problems(file, "optimiser.sgd.learningRate=0.5"))
        .containsExactly(
            "--set optimiser.sgd.learningRate=0.5: optimiser.sgd.learningRate varies in a, expected"
                + " --set 'a:vary.optimiser.sgd.learningRate=[0.5]'");
    assertThat(problems(file, "a:loss=cross-entropy"))
        .containsExactly(
            "--set a:loss=cross-entropy: loss varies in a, expected --set"
                + " 'a:vary.loss=[cross-entropy]'");
    // what covers an axis would be replaced by it, what lies under one would, too
    assertThat(problems(file, "optimiser={sgd: {learningRate: 3}}"))
        .containsExactly(
            "--set optimiser={sgd: {learningRate: 3}}: optimiser.sgd.learningRate varies in a,"
                + " expected --set 'a:vary.optimiser.sgd.learningRate=[...]'");
    var whole =
        write(
            "b.yaml",
            experiment("b", "xor")
                + "vary: {optimiser: [{sgd: {learningRate: 1}}, {adam: {learningRate: 1}}]}\n");
    assertThat(problems(whole, "optimiser.sgd.learningRate=0.5"))
        .containsExactly(
            "--set optimiser.sgd.learningRate=0.5: optimiser varies in b, expected --set"
                + " 'b:vary.optimiser=[...]'");
  }

  @Test
  void settingOfWhatVariesSomewhereChangesNoExperiment() throws IOException {
    var file = write("study.yaml", study("include: [a.yaml, b.yaml]\n"));
    write("a.yaml", experiment("a", "xor") + "vary: {loss: [l2, cross-entropy]}\n");
    write("b.yaml", experiment("b", "xor"));

    assertThat(problems(file, "loss=l2"))
        .containsExactly("--set loss=l2: loss varies in a, expected --set 'a:vary.loss=[l2]'");
    assertThat(read(file, "b:loss=l2").get(1).variants().get(0).training().loss())
        .isEqualTo(Loss.L2);
    assertThat(read(file, "a:vary={}", "a:loss=l2")).hasSize(2);
  }

  @Test
  void settingWithoutAValueIsRefused() throws IOException {
    var file = write("a.yaml", experiment("a", "xor"));

    for (var empty : List.of("budget=", "a:budget=", "budget= ", "budget=# later", "vary.loss=")) {
      assertThat(problems(file, empty))
          .containsExactly(
              "--set "
                  + empty
                  + ": nothing stands behind the =, expected a value, or null for none");
    }
    assertThat(read(file, "title=null").get(0).title()).isEqualTo("a");
  }

  @Test
  void settingThatNothingReadsIsRefused() throws IOException {
    var file = write("a.yaml", experiment("a", "xor"));
    var regression =
        write(
            "b.yaml",
            experiment("b", "{detection: {}}")
                .replace(
                    "heads: [binary]", "layers: [flatten], heads: [{regression: {tolerance: 1}}]"));

    assertThat(problems(file, "network.activation=tanh"))
        .containsExactly(
            "--set network.activation=tanh: changes nothing: no layer takes its activation from it");
    assertThat(problems(regression, "loss=l2"))
        .containsExactly(
            "--set loss=l2: changes nothing: there are only regression heads, whose loss is l2"
                + " anyway");
    assertThat(problems(file, "split.seed=2"))
        .containsExactly("--set split.seed=2: changes nothing: nothing is split");
    assertThat(problems(file, "batch={size: 4}", "batch.measure=batch"))
        .containsExactly(
            "--set batch.measure=batch: changes nothing: a batch is all of the training data");
    assertThat(problems(file, "snapshots=[20000]"))
        .containsExactly("--set snapshots=[20000]: snapshots: all of them lie beyond the budget");
  }

  @Test
  void settingThatSomeExperimentReadsIsTaken() throws IOException {
    var file = write("study.yaml", study("include: [a.yaml, b.yaml]\n"));
    write("a.yaml", experiment("a", "xor"));
    write(
        "b.yaml",
        experiment("b", "xor").replace("{heads", "{layers: [{dense: {units: 2}}], heads"));

    var study = read(file, "network.activation=tanh");

    assertThat(study.get(1).variants().get(0).training().network().layers())
        .containsExactly(new LayerSpec.Dense(2, Activation.TANH));
  }

  @Test
  void settingOfWhatIsThereAlreadyIsTaken() throws IOException {
    var file = write("a.yaml", experiment("a", "xor"));

    assertThat(read(file, "budget=10000", "loss=cross-entropy")).hasSize(1);
  }

  @Test
  void experimentsOfTwoNamesThatAreOneAreRefused() throws IOException {
    var file = write("study.yaml", study("include: [a.yaml, b.yaml, c.yaml]\n"));
    write("a.yaml", experiment("a", "xor") + "seeds: 3\n");
    write("b.yaml", experiment("b", "xor") + "seeds: [3, 2, 1]\ntitle: Another\n");
    write("c.yaml", experiment("c", "xor") + "seeds: 2\n");

    assertThat(problems(file))
        .containsExactly(
            "b.yaml:3: name: b trains the same as a, expected other data, variants or seeds");
    assertThat(read(file, "b:seeds=4")).hasSize(3);
    assertThat(read(file, "b:snapshots=[1]")).hasSize(3);
    assertThat(read(file, "b:prepare=standardise")).hasSize(3);
  }

  @Test
  void settingWhatVariesDropsTheReportedNumbersOfTheRest() throws IOException {
    var file =
        write(
            "a.yaml",
            experiment("a", "xor")
                + "vary: {loss: [l2, cross-entropy]}\n"
                + "reported: [{loss: l2, iterations: 1}, {loss: cross-entropy, iterations: 2}]\n");

    var only = read(file, "vary.loss=[l2]").get(0);

    assertThat(only.variants()).hasSize(1);
    assertThat(only.variants().get(0).reported()).hasValue(1);
    assertThat(ExperimentReader.document(only.document())).isEqualTo(only);
    assertThat(read(file, "vary={}").get(0).variants().get(0).reported()).isEmpty();
  }

  @Test
  void settingIsReadFromText() {
    assertThat(Setting.parse("budget=500")).isEqualTo(new Setting("", "budget", "500"));
    assertThat(Setting.parse("a-b:data={npy: {images: a=b}}"))
        .isEqualTo(new Setting("a-b", "data", "{npy: {images: a=b}}"));
    for (var text : List.of("budget", "=5", ":budget=5", "a b=5", "")) {
      assertThat(catchThrowableOfType(InvalidExperiment.class, () -> Setting.parse(text)))
          .hasMessage(
              "--set " + text + ": expected [experiment:]path=value, for example budget=500");
    }
  }
}
