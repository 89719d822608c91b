package org.descent.experiment.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.descent.contracts.spec.Activation;
import org.descent.contracts.spec.BatchSpec;
import org.descent.contracts.spec.DataSpec;
import org.descent.contracts.spec.HeadKind;
import org.descent.contracts.spec.HeadSpec;
import org.descent.contracts.spec.InitialisationSpec;
import org.descent.contracts.spec.Initialiser;
import org.descent.contracts.spec.LayerSpec;
import org.descent.contracts.spec.Loss;
import org.descent.contracts.spec.NetworkSpec;
import org.descent.contracts.spec.OptimiserSpec;
import org.descent.contracts.spec.PreparationSpec;
import org.descent.contracts.spec.SplitSpec;
import org.descent.contracts.spec.SurfaceSpec;
import org.descent.contracts.spec.TargetSpec;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.experiment.EndMetric;
import org.descent.experiment.Variant;
import org.junit.jupiter.api.Test;

class ExperimentReaderTest {
  private static final String SMALL =
      """
      apiVersion: descent/v1
      kind: Experiment
      name: small
      data: xor
      network: {layers: [{dense: {units: 2}}], heads: [binary]}
      """;

  private static TrainingSpec training(String more) {
    return ExperimentReader.yaml(SMALL + more).variants().get(0).training();
  }

  private static List<PreparationSpec> preparation(String steps) {
    return ExperimentReader.yaml(SMALL + "prepare: " + steps + "\n").preparation();
  }

  @Test
  void stepsOfPreparationAreReadInTheirOrder() {
    var usual =
        new PreparationSpec.Standardise(
            PreparationSpec.Each.FEATURE, PreparationSpec.Constant.REFUSE);

    assertThat(preparation("standardise")).containsExactly(usual);
    assertThat(preparation("[{scale: {divide: 255}}, standardise]"))
        .containsExactly(new PreparationSpec.Scale(0, 255), usual);
    assertThat(preparation("[min-max, {min-max: {low: -1, each: all, constant: shift}}]"))
        .containsExactly(
            new PreparationSpec.MinMax(
                0, 1, PreparationSpec.Each.FEATURE, PreparationSpec.Constant.REFUSE),
            new PreparationSpec.MinMax(
                -1, 1, PreparationSpec.Each.ALL, PreparationSpec.Constant.SHIFT));
  }

  @Test
  void anAxisMayHaveANameOfItsOwn() {
    var experiment =
        ExperimentReader.yaml(
            SMALL
                + "vary: {'network.layers[0].dense.units': {name: width, values: [2, 3]},"
                + " loss: [l2, cross-entropy]}\n"
                + "reported: [{width: 3, loss: l2, iterations: 5}]\n");

    assertThat(experiment.variants().stream().map(Variant::settings))
        .containsExactly(
            Map.of("loss", "l2", "width", "2"),
            Map.of("loss", "l2", "width", "3"),
            Map.of("loss", "cross-entropy", "width", "2"),
            Map.of("loss", "cross-entropy", "width", "3"));
    assertThat(experiment.variants().get(1).reported()).hasValue(5);
  }

  @Test
  void labelNoiseIsARateOrMore() {
    assertThat(preparation("{label-noise: 0.15}"))
        .containsExactly(
            new PreparationSpec.LabelNoise(0.15, "label", PreparationSpec.Among.ALL, 1));
    assertThat(preparation("[{label-noise: {rate: 0.15, among: others, seed: 3}}]"))
        .containsExactly(
            new PreparationSpec.LabelNoise(0.15, "label", PreparationSpec.Among.OTHERS, 3));
  }

  @Test
  void splitsAreStratifiedByTheFirstTargetOrByTheOneThatIsNamed() {
    var many =
        """
        apiVersion: descent/v1
        kind: Experiment
        name: many
        data: {csv: {file: /d.csv, targets: [a, b]}}
        network: {heads: [{binary: {target: a}}]}
        split: {validation: 0.5, stratified: true}
        """;

    assertThat(ExperimentReader.yaml(many).split()).isEqualTo(new SplitSpec(0.5, 0, 1, false, "a"));
    assertThat(ExperimentReader.yaml(many.replace("true", "b")).split().stratified())
        .isEqualTo("b");
    assertThat(ExperimentReader.yaml(many.replace("true", "false")).split())
        .isEqualTo(new SplitSpec(0.5, 0, 1));
    assertThat(ExperimentReader.yaml(SMALL + "split: {test: 0.5, stratified: true}\n").split())
        .isEqualTo(new SplitSpec(0, 0.5, 1, false, "label"));
  }

  @Test
  void examplesThatArePreparedOtherwiseMakeAnotherExperiment() {
    var plain = ExperimentReader.yaml(SMALL);
    var prepared = ExperimentReader.yaml(SMALL + "prepare: standardise\n");

    assertThat(prepared.id()).isNotEqualTo(plain.id());
    assertThat(ExperimentReader.submitted(prepared.submitted())).isEqualTo(prepared);
  }

  @Test
  void whatIsNotSaidHasItsDefault() {
    var small = ExperimentReader.yaml(SMALL);

    assertThat(small.title()).isEqualTo("small");
    assertThat(small.split()).isEqualTo(SplitSpec.NONE);
    assertThat(small.preparation()).isEmpty();
    assertThat(small.seeds()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
    assertThat(small.variants()).hasSize(1);
    var variant = small.variants().get(0);
    assertThat(variant.label()).isEqualTo("small");
    assertThat(variant.settings()).isEmpty();
    assertThat(variant.reported()).isEmpty();
    assertThat(variant.training())
        .isEqualTo(
            new TrainingSpec(
                new NetworkSpec(
                    List.of(new LayerSpec.Dense(2, Activation.RELU)),
                    List.of(new HeadSpec("label", HeadKind.BINARY, "label", 1, 1, 0))),
                new InitialisationSpec(
                    new Initialiser.TruncatedNormal(0.1), new Initialiser.Constant(0.1)),
                Loss.CROSS_ENTROPY,
                new OptimiserSpec.Sgd(0.1),
                BatchSpec.FULL,
                10_000,
                List.of(new TargetSpec(TargetSpec.Metric.ACCURACY, "", 1)),
                List.of(),
                null));
  }

  @Test
  void everythingCanBeSaid() {
    var yaml =
        """
        apiVersion: descent/v1
        kind: Experiment
        name: everything
        title: Every key at least once
        data: {csv: {file: /data/wine.csv, targets: [quality, price], features: [a, b]}}
        split: {validation: 0.1, test: 0.2, seed: 7}
        network:
          activation: tanh
          layers:
            - conv2d: {filters: 2, kernel: [3, 1], activation: sigmoid}
            - flatten: {}
            - dense: {units: 3}
            - dense: {units: 3, activation: none}
          heads:
            - multi-class: {target: quality, classes: 11, weight: 2}
            - regression: {name: money, target: price, tolerance: 5}
        initialisation:
          weights: he-normal
          biases: {uniform: {low: -1, high: 1}}
        loss: l2
        optimiser: {adam: {learningRate: 1e-3, beta1: 0.8}}
        batch: {size: 16, measure: batch}
        budget: 2000
        target: [{head: quality, accuracy: 0.6}, {loss: 0.5}]
        snapshots: [1, 10, 5000]
        seeds: [3, 1]
        """;

    var everything = ExperimentReader.yaml(yaml);

    assertThat(everything.data())
        .isEqualTo(
            new DataSpec.Csv("/data/wine.csv", List.of("quality", "price"), List.of("a", "b")));
    assertThat(everything.split()).isEqualTo(new SplitSpec(0.1, 0.2, 7));
    assertThat(everything.seeds()).containsExactly(3L, 1L);
    assertThat(everything.variants().get(0).training())
        .isEqualTo(
            new TrainingSpec(
                new NetworkSpec(
                    List.of(
                        new LayerSpec.Conv2d(2, 3, 1, Activation.SIGMOID),
                        new LayerSpec.Flatten(),
                        new LayerSpec.Dense(3, Activation.TANH),
                        new LayerSpec.Dense(3, Activation.NONE)),
                    List.of(
                        new HeadSpec("quality", HeadKind.MULTI_CLASS, "quality", 11, 2, 0),
                        new HeadSpec("money", HeadKind.REGRESSION, "price", 1, 1, 5))),
                new InitialisationSpec(new Initialiser.HeNormal(1), new Initialiser.Uniform(-1, 1)),
                Loss.L2,
                new OptimiserSpec.Adam(0.001, 0.8, 0.999, 1e-8),
                new BatchSpec(16, BatchSpec.Measure.BATCH),
                2000,
                List.of(
                    new TargetSpec(TargetSpec.Metric.ACCURACY, "quality", 0.6),
                    new TargetSpec(TargetSpec.Metric.LOSS, "", 0.5)),
                List.of(1, 10), // 5000 lies beyond the budget
                null));
  }

  @Test
  void headsMayHaveSeveralTargets() {
    var yaml =
        """
        apiVersion: descent/v1
        kind: Experiment
        name: several
        data: {csv: {file: a.csv, targets: [x, y, a, b]}}
        network:
          heads:
            - regression: {targets: [x, y], tolerance: 0.5}
            - multi-label: {targets: [a, b], name: labels, weight: 2, tolerance: 0.4, smoothing: 0.1}
        """;

    assertThat(ExperimentReader.yaml(yaml).variants().get(0).training().network().heads())
        .containsExactly(
            HeadSpec.regression("x-y", List.of("x", "y"), 1, 0.5),
            HeadSpec.multiLabel("labels", List.of("a", "b"), 2, 0.4, 0.1));
  }

  @Test
  void snapshotsFollowARule() {
    assertThat(training("budget: 20\nsnapshots: {every: 6}\n").snapshots())
        .containsExactly(1, 7, 13, 19);
    // 10000^(i/4) = 1, 10, 100, 1000, 10000
    assertThat(training("snapshots: {logarithmic: 5}\n").snapshots())
        .containsExactly(1, 10, 100, 1000, 10_000);
    assertThat(training("budget: 3\nsnapshots: {logarithmic: 50}\n").snapshots())
        .containsExactly(1, 2, 3);
    assertThat(training("snapshots: none\n").snapshots()).isEmpty();
  }

  @Test
  void batchIsFullOrANumber() {
    assertThat(training("batch: 2\n").batch()).isEqualTo(new BatchSpec(2, BatchSpec.Measure.BATCH));
    assertThat(training("batch: full\n").batch()).isEqualTo(BatchSpec.FULL);
  }

  @Test
  void targetNoneRunsToTheBudget() {
    assertThat(training("target: none\n").targets()).isEmpty();
  }

  @Test
  void surfaceHasTheStudysGridByDefault() {
    var neuron =
        """
        apiVersion: descent/v1
        kind: Experiment
        name: neuron
        data: {point: {x: 1, y: 0}}
        network: {heads: [binary]}
        surface: {bias: {from: 0, to: 1, step: 0.5}}
        """;

    assertThat(ExperimentReader.yaml(neuron).variants().get(0).training().surfaceGrid())
        .contains(
            new SurfaceSpec(new SurfaceSpec.Axis(-2, 2, 0.1), new SurfaceSpec.Axis(0, 1, 0.5)));
  }

  @Test
  void gridRunsOverAnyPathOfTheTrainingPart() {
    var grid =
        """
        vary:
          optimiser: [{sgd: {learningRate: 0.5}}, {adam: {learningRate: 0.01}}]
          network.layers[0].dense.units: [2, 8]
        seeds: 3
        """;

    var experiment = ExperimentReader.yaml(SMALL + grid);

    assertThat(experiment.trials()).isEqualTo(2 * 2 * 3);
    assertThat(experiment.variants())
        .extracting(Variant::label)
        .containsExactly(
            "units 2, sgd 0.5", "units 2, adam 0.01", "units 8, sgd 0.5", "units 8, adam 0.01");
    assertThat(experiment.variants().get(3).settings())
        .containsExactly(
            Map.entry("units", "8"), Map.entry("optimiser", "{adam: {learningRate: 0.01}}"));
    var last = experiment.variants().get(3).training();
    assertThat(last.optimiser()).isEqualTo(new OptimiserSpec.Adam(0.01, 0.9, 0.999, 1e-8));
    assertThat(last.network().layers()).containsExactly(new LayerSpec.Dense(8, Activation.RELU));
  }

  @Test
  void aDefaultCanVaryWithoutBeingWrittenOut() {
    var grid =
        "vary: {optimiser.sgd.learningRate: [0.1, 1], initialisation.biases: [{constant: 0}]}";

    assertThat(ExperimentReader.yaml(SMALL + grid).variants())
        .extracting(v -> v.training().optimiser())
        .containsExactly(new OptimiserSpec.Sgd(0.1), new OptimiserSpec.Sgd(1));
  }

  @Test
  void axesOfOneNameAreCalledByTheirPaths() {
    var yaml =
        """
        apiVersion: descent/v1
        kind: Experiment
        name: deep
        data: xor
        network: {layers: [{dense: {units: 2}}, {dense: {units: 2}}], heads: [binary]}
        vary: {'network.layers[0].dense.units': [1, 2], 'network.layers[1].dense.units': [3]}
        """;

    assertThat(ExperimentReader.yaml(yaml).variants().get(0).settings())
        .containsExactly(
            Map.entry("network.layers[0].dense.units", "1"),
            Map.entry("network.layers[1].dense.units", "3"));
  }

  @Test
  void reportedNumbersFindTheirVariants() {
    var reported =
        "vary: {optimiser.sgd.learningRate: [0.10, 1]}\n"
            + "reported: [{learningRate: 1.0, iterations: 42}]\n";

    var variants = ExperimentReader.yaml(SMALL + reported).variants();

    assertThat(variants.get(0).reported()).isEmpty();
    assertThat(variants.get(1).reported()).hasValue(42);
  }

  @Test
  void valuesGoByTheNamesTheyAreGiven() {
    var vary =
        "vary:\n  network.layers: [{name: none, value: []}, {name: wide-1, value: [{dense: {units:"
            + " 9}}]}, [{dense: {units: 2}}]]\n"
            + "reported: [{network.layers: wide-1, trainLoss: 0.5}, {layers: none, iterations: 3}]\n";

    var experiment = ExperimentReader.yaml(SMALL + vary);

    assertThat(experiment.variants())
        .extracting(v -> v.settings().get("layers"))
        .containsExactly("none", "wide-1", "[{dense: {units: 2}}]");
    assertThat(experiment.variants().get(1).label()).isEqualTo("wide-1");
    assertThat(experiment.variants().get(1).training().network().layers())
        .containsExactly(new LayerSpec.Dense(9, Activation.RELU));
    assertThat(experiment.variants().get(1).published().metrics())
        .containsExactly(Map.entry(new EndMetric("train", EndMetric.Kind.LOSS), 0.5));
    assertThat(experiment.variants().get(0).reported()).hasValue(3);
    assertThat(ExperimentReader.document(experiment.document())).isEqualTo(experiment);
  }

  @Test
  void publishedMetricsKeepTheirRoundingAndTheirSource() {
    var reported =
        "split: {test: 0.25, shuffle: false}\n"
            + "reported: [{testAccuracy: 0.5, trainAccuracy: 1, rounded: 0.1, source: A 2024}]\n";

    var published = ExperimentReader.yaml(SMALL + reported).variants().get(0).published();

    assertThat(published.metrics())
        .containsOnly(
            Map.entry(new EndMetric("test", EndMetric.Kind.ACCURACY), 0.5),
            Map.entry(new EndMetric("train", EndMetric.Kind.ACCURACY), 1.0));
    assertThat(published.rounded()).isEqualTo(0.1);
    assertThat(published.source()).isEqualTo("A 2024");
    assertThat(published.iterations()).isEmpty();
  }

  @Test
  void documentMakesTheSameExperimentAgain() {
    var written =
        ExperimentReader.yaml(
            SMALL
                + "title: \"quoted \\\"title\\\"\"\nseeds: [1, 9007199254740991]\nsplit:\n"
                + "optimiser: {sgd: {learningRate: 0.10}}\nvary: {loss: [l2], budget: [5, 1e3]}\n");

    var again = ExperimentReader.document(written.document());

    assertThat(again).isEqualTo(written);
    assertThat(written.document().get("optimiser"))
        .isEqualTo(Map.of("sgd", Map.of("learningRate", 0.1)));
    assertThat(written.document()).doesNotContainKey("batch").containsEntry("split", null);
  }

  @Test
  void orderOfKeysMeansNothing() {
    var written =
        ExperimentReader.yaml(SMALL + "vary: {network.activation: [relu, tanh], loss: [l2]}\n");
    var document = new LinkedHashMap<String, Object>(new TreeMap<>(written.document()));

    var sorted = ExperimentReader.document(document);

    assertThat(sorted.id()).isEqualTo(written.id());
    assertThat(sorted.variants()).isEqualTo(written.variants());
  }

  @Test
  void idDependsOnWhatIsWrittenButNotOnHow() {
    var plain = ExperimentReader.yaml(SMALL + "budget: 5\n").id();

    assertThat(ExperimentReader.yaml("# why\n" + SMALL + "'budget':   5.0\n").id())
        .isEqualTo(plain)
        .matches("small-[0-9a-f]{8}");
    assertThat(ExperimentReader.yaml(SMALL + "budget: 6\n").id()).isNotEqualTo(plain);
  }

  @Test
  void wordsOfYamlElevenAreWords() {
    assertThat(ExperimentReader.yaml(SMALL + "title: no\n").title()).isEqualTo("no");
    assertThat(ExperimentReader.yaml(SMALL + "title: 12:30:45\n").title()).isEqualTo("12:30:45");
  }

  @Test
  void anchorsSaveWriting() {
    var yaml =
        SMALL.replace("[binary]", "[{binary: &it {name: a}}]") + "target: {head: a, loss: 1}\n";

    assertThat(ExperimentReader.yaml(yaml).variants().get(0).training().targets())
        .containsExactly(new TargetSpec(TargetSpec.Metric.LOSS, "a", 1));
  }

  @Test
  void numbersAreWrittenShort() {
    assertThat(List.of(0.1, 1.0, 1e-4, 1e-7, 123456.789, 1e22, 0.1 + 0.2, 2e-3))
        .extracting(Numbers::text)
        .containsExactly(
            "0.1", "1", "0.0001", "1E-7", "123456.789", "1E+22", "0.30000000000000004", "0.002");
  }

  @Test
  void submissionCarriesTheDocument() {
    var small = ExperimentReader.yaml(SMALL);

    var submitted = small.submitted();

    assertThat(submitted.experiment()).isEqualTo(small.id());
    assertThat(ExperimentReader.document(submitted.document())).isEqualTo(small);
  }
}
