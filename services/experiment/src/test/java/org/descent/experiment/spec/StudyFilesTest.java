package org.descent.experiment.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.descent.contracts.spec.Activation;
import org.descent.contracts.spec.BatchSpec;
import org.descent.contracts.spec.DataSpec;
import org.descent.contracts.spec.HeadKind;
import org.descent.contracts.spec.HeadSpec;
import org.descent.contracts.spec.InitialisationSpec;
import org.descent.contracts.spec.Initialiser;
import org.descent.contracts.spec.LandscapeSpec;
import org.descent.contracts.spec.LayerSpec;
import org.descent.contracts.spec.Loss;
import org.descent.contracts.spec.OptimiserSpec;
import org.descent.contracts.spec.ParameterLayout;
import org.descent.contracts.spec.TargetSpec;
import org.descent.experiment.Experiment;
import org.descent.experiment.Variant;
import org.descent.experiment.claim.StatedClaim;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The experiments that come with the product say what the study says. */
class StudyFilesTest {
  private static final InitialisationSpec USUAL =
      new InitialisationSpec(new Initialiser.TruncatedNormal(0.1), new Initialiser.Constant(0.1));
  private static final List<TargetSpec> ALL_RIGHT =
      List.of(new TargetSpec(TargetSpec.Metric.ACCURACY, "", 1));

  static Path experiments() {
    var folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("experiments/study.yaml"))) {
      folder = folder.getParent();
    }
    return folder.resolve("experiments");
  }

  private static Experiment study(String name) {
    return ExperimentReader.files(List.of(experiments().resolve("study.yaml")), List.of()).stream()
        .filter(e -> e.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  static Stream<Path> files() throws IOException {
    try (var files = Files.walk(experiments())) {
      return files.filter(file -> file.toString().endsWith(".yaml")).toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyExperimentThatComesWithTheProductIsRight(Path file) {
    assertThat(ExperimentReader.files(List.of(file), List.of())).isNotEmpty();
  }

  /** As many as the published networks have. */
  @Test
  void networksOfTheGalleryHaveThePublishedNumbersOfParameters() {
    var gallery =
        ExperimentReader.files(List.of(experiments().resolve("gallery/mnist1d.yaml")), List.of());

    assertThat(gallery).extracting(Experiment::name).containsExactly("ordered", "shuffled");
    for (var experiment : gallery) {
      assertThat(experiment.variants())
          .extracting(
              Variant::label,
              v -> ParameterLayout.of(v.training().network(), List.of(40)).size(),
              v -> v.published().metrics().size())
          .containsExactly(
              tuple("logistic", 410, 1),
              tuple("mlp", 15210, 1),
              tuple("cnn", 5210, 1),
              tuple("gru", 5134, 1));
    }
  }

  @Test
  void theStudyHasAllItsPartsInOrder() {
    var study = ExperimentReader.files(List.of(experiments().resolve("study.yaml")), List.of());

    assertThat(study)
        .extracting(Experiment::name)
        .containsExactly(
            "surfaces",
            "fully-connected",
            "xor",
            "xor-single-layer",
            "xor-no-activation",
            "line",
            "detection");
    // 2 · 10, 2 · 2 · 10, 20, 10, 10, 6, 3
    assertThat(study)
        .extracting(Experiment::trials)
        .containsExactly(20L, 40L, 20L, 10L, 10L, 6L, 3L);
  }

  @Test
  void everyKindOfLandscapeIsShownInAFile() {
    var file = experiments().resolve("landscapes.yaml");
    var experiment = ExperimentReader.files(List.of(file), List.of()).get(0);
    assertThat(experiment.variants())
        .hasSize(2)
        .allSatisfy(
            variant ->
                assertThat(variant.training().landscapes())
                    .extracting(LandscapeSpec::getClass)
                    .hasSize(LandscapeSpec.class.getPermittedSubclasses().length));
  }

  @Test
  void whatHasToFailIsClaimedInItsFile() {
    for (var name : List.of("xor-single-layer", "xor-no-activation")) {
      assertThat(study(name).claims())
          .extracting(StatedClaim::id, StatedClaim::text)
          .containsExactly(tuple("no-line-separates-xor", "every train.accuracy of all <= 0.75"));
    }
  }

  @Test
  void whatNeedsFarFewerIsClaimedInItsFileOfAnotherExperiment() {
    assertThat(study("line").claims())
        .extracting(StatedClaim::id, StatedClaim::text)
        .containsExactly(
            tuple(
                "convnet-needs-far-fewer",
                "10 * iterations of all < iterations of fully-connected:all"));
  }

  @Test
  void partOneIsOneNeuronOnOnePoint() {
    var surfaces = study("surfaces");

    assertThat(surfaces.data()).isEqualTo(new DataSpec.Point(1, 0.5));
    assertThat(surfaces.variants())
        .extracting(v -> v.training().loss())
        .containsExactly(Loss.L2, Loss.CROSS_ENTROPY);
    var training = surfaces.variants().get(0).training();
    assertThat(ParameterLayout.of(training.network(), List.of(1)).size()).isEqualTo(2);
    assertThat(training.network().heads())
        .containsExactly(new HeadSpec("label", HeadKind.BINARY, "label", 1, 1, 0.01));
    assertThat(training.surface().weight().points()).hasSize(41).contains(-2, 2);
    assertThat(training.surface().bias().points()).hasSize(41);
    assertThat(training.snapshots()).startsWith(1, 6, 11).hasSize(200);
  }

  @Test
  void partTwoIsTheCourseReportsNetwork() {
    var experiment = study("fully-connected");

    assertThat(experiment.data()).isInstanceOf(DataSpec.RandomImages.class);
    var data = (DataSpec.RandomImages) experiment.data();
    assertThat(List.of(data.images(), data.side(), data.positives())).containsExactly(64, 4, 11);
    assertThat(experiment.seeds())
        .isEqualTo(IntStream.rangeClosed(1, 10).mapToObj(Long::valueOf).toList());
    assertThat(experiment.variants())
        .extracting(Variant::label)
        .containsExactly(
            "l2, sigmoid", "l2, relu", "cross-entropy, sigmoid", "cross-entropy, relu");
    assertThat(experiment.variants())
        .extracting(Variant::reported)
        .containsExactly(
            OptionalInt.of(9623), OptionalInt.of(2095), OptionalInt.of(4680), OptionalInt.of(917));
    for (var variant : experiment.variants()) {
      var training = variant.training();
      assertThat(training.initialisation()).isEqualTo(USUAL);
      assertThat(training.optimiser()).isEqualTo(new OptimiserSpec.Sgd(0.1));
      assertThat(training.batch()).isEqualTo(BatchSpec.FULL);
      assertThat(training.iterations()).isEqualTo(30_000);
      assertThat(training.targets()).isEqualTo(ALL_RIGHT);
      // 16 · 4 + 4 + 4 · 1 + 1
      assertThat(ParameterLayout.of(training.network(), List.of(4, 4)).size()).isEqualTo(73);
    }
  }

  @Test
  void partThreeHasTwoHiddenUnitsAndTwoNetworksThatCannotDoIt() {
    assertThat(study("xor").variants().get(0).training().network().layers())
        .containsExactly(new LayerSpec.Dense(2, Activation.TANH));
    assertThat(study("xor").variants().get(0).training().snapshots())
        .startsWith(1, 2, 3)
        .endsWith(10_000)
        .isSorted();
    assertThat(study("xor-single-layer").variants().get(0).training().network().layers()).isEmpty();
    assertThat(study("xor-no-activation").variants().get(0).training().network().layers())
        .containsExactly(new LayerSpec.Dense(2, Activation.NONE));
  }

  @Test
  void partFourIsTheConvolutionalNetwork() {
    var line = study("line").variants().get(0);
    var detection = study("detection").variants().get(0).training();

    assertThat(line.reported()).hasValue(20);
    assertThat(line.training().network().layers())
        .containsExactly(
            new LayerSpec.Conv2d(16, 7, 7, Activation.RELU),
            new LayerSpec.Conv2d(8, 7, 7, Activation.RELU),
            new LayerSpec.Flatten());
    assertThat(ParameterLayout.of(line.training().network(), List.of(16, 16)).layerShapes())
        .endsWith(List.of(4, 4, 8), List.of(128));
    assertThat(detection.network().layers()).isEqualTo(line.training().network().layers());
    assertThat(detection.network().heads())
        .containsExactly(
            new HeadSpec("label", HeadKind.BINARY, "label", 1, 1, 0),
            new HeadSpec("width", HeadKind.REGRESSION, "width", 1, 0.01, 0.5));
    assertThat(detection.targets()).isEqualTo(ALL_RIGHT);
    assertThat(detection.iterations()).isEqualTo(3000);
    assertThat(detection.initialisation()).isEqualTo(USUAL);
  }

  @Test
  void theSweepIsAGridOfThreeAxes() {
    var sweep =
        ExperimentReader.files(List.of(experiments().resolve("sweep.yaml")), List.of()).get(0);

    assertThat(sweep.trials()).isEqualTo(2 * 3 * 4 * 10);
    assertThat(sweep.variants().get(5).settings().toString())
        .isEqualTo("{loss=l2, activation=tanh, learningRate=0.1}");
  }

  @Test
  void everyExperimentIsTheSameWhenReadFromItsDocument() {
    for (var experiment :
        ExperimentReader.files(List.of(experiments().resolve("study.yaml")), List.of())) {
      assertThat(ExperimentReader.document(experiment.document())).isEqualTo(experiment);
    }
  }

  @Test
  void theStudyRunsOnOnesOwnFilesByASetting() {
    var setting = Setting.parse("fully-connected:data={npy: {images: a.npy, labels: b.npy}}");
    var study =
        ExperimentReader.files(List.of(experiments().resolve("study.yaml")), List.of(setting));

    assertThat(study.get(1).data())
        .isEqualTo(
            new DataSpec.Npy(
                Path.of("a.npy").toAbsolutePath().toString(),
                Path.of("b.npy").toAbsolutePath().toString(),
                null));
    assertThat(study.get(2).data()).isEqualTo(new DataSpec.Xor());
  }

  @Test
  void damagedFileIsReadOrRefusedButNothingElse() throws IOException {
    int refused = 0;
    for (var name : List.of("study/2-fully-connected.yaml", "study/4-detection.yaml")) {
      var text = Files.readString(experiments().resolve(name));
      for (int at = text.indexOf("apiVersion"); at < text.length(); at += 13) {
        for (var damage :
            List.of("", "{", "]", ":", "&a ", "*a", "!", "'", "\n", "\t", "9", "~", "- ")) {
          var damaged = text.substring(0, at) + damage + text.substring(at + 1);
          try {
            assertThat(ExperimentReader.yaml(damaged).trials()).isPositive();
          } catch (InvalidExperiment e) {
            refused++;
            assertThat(e.problems()).isNotEmpty();
            assertThat(e.problems().get(0).toString()).doesNotContain("\n");
          }
        }
      }
    }
    assertThat(refused).isPositive();
  }
}
