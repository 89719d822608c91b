package org.descent.experiment.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.event.DataFile;
import org.descent.contracts.spec.DataSpec;
import org.descent.contracts.spec.HeadKind;
import org.descent.contracts.spec.HeadSpec;
import org.descent.contracts.spec.NetworkSpec;
import org.descent.contracts.spec.SplitSpec;
import org.descent.experiment.Experiment;
import org.descent.experiment.spec.ExperimentReader;
import org.descent.experiment.spec.InvalidExperiment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartsExamplesTest {
  @TempDir Path directory;

  @Test
  void eachPartGoesToItsSplit() throws IOException {
    write("train.csv", "x,y\n1,0\n2,1\n");
    write("validation.csv", "x,y\n3,0\n");
    write("test.csv", "x,y\n4,1\n5,1\n6,0\n");

    var split = open("train", "validation", "test").divided(SplitSpec.NONE);

    assertThat(List.of(split.train(), split.validation(), split.test())).containsExactly(2, 1, 3);
    assertThat(split.all().features()).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(split.all().target("y")).containsExactly(0, 1, 0, 1, 1, 0);
  }

  @Test
  void splitWithoutASourceIsCutFromWhatIsTrainedOn() throws IOException {
    write("train.csv", "x,y\n1,0\n2,1\n3,0\n4,1\n");
    write("test.csv", "x,y\n9,1\n");

    var byOrder = open("train", null, "test").divided(new SplitSpec(0.25, 0, 0, true));
    assertThat(byOrder.all().features()).containsExactly(1, 2, 3, 4, 9);
    assertThat(List.of(byOrder.train(), byOrder.validation(), byOrder.test()))
        .containsExactly(3, 1, 1);

    var shuffled = open("train", null, "test").divided(new SplitSpec(0.5, 0, 3));
    assertThat(shuffled.all().slice(0, 4).features()).containsExactlyInAnyOrder(1, 2, 3, 4);
    assertThat(shuffled.all().slice(4, 5).features()).containsExactly(9);

    var tested = open("train", "test", null).divided(new SplitSpec(0, 0.25, 0, true));
    assertThat(tested.all().features()).containsExactly(1, 2, 3, 9, 4);
    assertThat(List.of(tested.train(), tested.validation(), tested.test()))
        .containsExactly(3, 1, 1);
  }

  @Test
  void columnsAndClassesHaveTheirPlacesByTheirNames() throws IOException {
    write("train.csv", "a,sex,y\n1,m,b\n2,f,a\n3,f,c\n");
    write("test.csv", "y,sex,a\nc,m,4\nb,m,5\n");
    var test = part("test", "oneHot: [sex]");

    var examples = parts(part("train", "oneHot: [sex]"), test).divided(SplitSpec.NONE).all();

    // a, female, male
    assertThat(examples.features()).containsExactly(1, 0, 1, 2, 1, 0, 3, 1, 0, 4, 0, 1, 5, 0, 1);
    assertThat(examples.column("y").classes()).containsExactly("a", "b", "c");
    assertThat(examples.target("y")).containsExactly(1, 0, 2, 2, 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      textBlock =
          """
          y,a,sex/b,1,m         ! , column y: the class b, which those for training never have; they have a, c
          y,a,sex/a,1,x         ! , column sex: 'x', which those for training never have
          y,sex/a,m             ! : no column a, which those for training have
          y,a,sex,b/a,1,m,2     ! : column b, which those for training lack; there are a, sex
          y,a,sex/1,1,m         ! , column y: numbers, those for training have names of classes
          """)
  void whatOnlyAnotherPartHasIsRefused(String table, String message) throws IOException {
    write("train.csv", "a,sex,y\n1,m,a\n2,f,c\n");
    write("test.csv", table.strip().replace('/', '\n') + "\n");
    var train = part("train", "oneHot: [sex]");
    var test = part("test", "oneHot: [sex]");

    assertThatThrownBy(() -> parts(train, test))
        .isInstanceOf(InvalidSpec.class)
        .hasMessage(directory.resolve("test.csv") + message);
  }

  @Test
  void imagesOfAnotherShapeAreRefused() throws IOException {
    Files.write(directory.resolve("x2"), new byte[] {0, 0, 8, 2, 0, 0, 0, 1, 0, 0, 0, 2, 5, 5});
    Files.write(directory.resolve("x1"), new byte[] {0, 0, 8, 2, 0, 0, 0, 1, 0, 0, 0, 1, 5});
    Files.write(directory.resolve("y"), new byte[] {0, 0, 8, 1, 0, 0, 0, 1, 1});

    assertThatThrownBy(() -> parts(new DataSpec.Idx("x2", "y", 0), new DataSpec.Idx("x1", "y", 0)))
        .isInstanceOf(InvalidSpec.class)
        .hasMessage(
            directory.resolve("y")
                + ": examples of shape [1], those for training are of shape [2]");
  }

  @Test
  void targetsOfAllPartsAreChecked() throws IOException {
    write("train.csv", "x,y\n1,0\n");
    write("test.csv", "x,y\n4,1\n5,2\n");
    var head = new HeadSpec("y", HeadKind.BINARY, "y", 1, 1, 0);
    var source = open("train", null, "test");

    assertThatThrownBy(() -> source.checkTargets(new NetworkSpec(List.of(), List.of(head))))
        .hasMessageStartingWith(directory.resolve("test.csv") + " line 3, column y: 2, a binary");
  }

  @Test
  void filesOfAllPartsAreDescribed() throws IOException {
    write("train.csv", "x,y\n1,0\n");
    write("test.csv", "x,y\n4,1\n");

    var read = DataSources.read(spec("train", null, "test"), directory);

    assertThat(read.files().stream().map(DataFile::name))
        .containsExactly(
            directory.resolve("train.csv").toString(), directory.resolve("test.csv").toString());
    assertThat(read.divided(SplitSpec.NONE).test()).isEqualTo(1);
  }

  @Test
  void partsAreReadAsTheyAreWritten() {
    assertThat(
            experiment("{train: {mnist1d: {examples: 10}}, test: {mnist1d: {seed: 7}}}", "").data())
        .isEqualTo(
            new DataSpec.Parts(
                new DataSpec.Mnist1d(10, 42, false), null, new DataSpec.Mnist1d(5000, 7, false)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      textBlock =
          """
          {train: xor, test: xor} ! split: {test: 0.5} ! split.test: 0.5, expected none: the data have a part for test
          {train: xor} ! ! data.parts.train: is all there is, expected validation or test
          {test: xor} ! ! data.parts: train is missing
          {train: xor, test: {parts: {train: xor, test: xor}}} ! ! data.parts: a part is one source, expected no parts of it
          """)
  void partsThatCannotBeMeantAreToldWhereTheyStand(String parts, String rest, String message) {
    assertThatThrownBy(() -> experiment(parts, rest == null ? "" : rest + "\n"))
        .isInstanceOf(InvalidExperiment.class)
        .hasMessageContaining(message);
  }

  @Test
  void numbersMayBeReportedForAPart() {
    var reported = "reported: [{testAccuracy: 1, source: s}]\n";

    assertThat(experiment("{train: xor, test: xor}", reported).variants()).hasSize(1);
    assertThatThrownBy(() -> experiment("{train: xor, validation: xor}", reported))
        .hasMessageContaining("there are no examples for it");
  }

  @Test
  void targetsMayStandOnAPart() {
    var target = "measure: {on: [train, test]}\ntarget: {accuracy: 1, on: test}\n";

    assertThat(experiment("{train: xor, test: xor}", target).variants()).hasSize(1);
    assertThatThrownBy(() -> experiment("{train: xor, validation: xor}", target))
        .isInstanceOf(InvalidExperiment.class);
  }

  private static Experiment experiment(String parts, String rest) {
    return ExperimentReader.yaml(
        "apiVersion: descent/v1\nkind: Experiment\nname: e\ndata: {parts: "
            + parts
            + "}\nnetwork: {heads: [{multi-class: {classes: 10}}]}\n"
            + rest);
  }

  private DataSpec part(String name, String keys) {
    return ((DataSpec.Parts)
            ExperimentReader.yaml(
                    "apiVersion: descent/v1\nkind: Experiment\nname: e\ndata: {parts: {train:"
                        + " {csv: {file: "
                        + name
                        + ".csv, targets: [y], "
                        + keys
                        + "}}, test: xor}}\nnetwork: {heads: [{binary: {target: y}}]}\n")
                .data())
        .train();
  }

  private static DataSpec csv(String name) {
    return name == null ? null : new DataSpec.Csv(name + ".csv", List.of("y"), List.of());
  }

  private static DataSpec spec(String train, String validation, String test) {
    return new DataSpec.Parts(csv(train), csv(validation), csv(test));
  }

  private SourceExamples open(String train, String validation, String test) {
    return DataSources.open(spec(train, validation, test), directory);
  }

  private SourceExamples parts(DataSpec train, DataSpec test) {
    return DataSources.open(new DataSpec.Parts(train, null, test), directory);
  }

  private void write(String name, String table) throws IOException {
    Files.writeString(directory.resolve(name), table);
  }
}
