package org.descent.experiment.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Everything a user may get wrong, and the line he is told. */
class InvalidExperimentsTest {
  private static final String HEAD = "apiVersion: descent/v1\nkind: Experiment\nname: e\n";

  /** On lines 4 and 5. */
  private static final String XOR =
      HEAD + "data: xor\nnetwork: {layers: [{dense: {units: 2}}], heads: [binary]}\n";

  private static List<String> problems(String yaml) {
    var thrown = catchThrowableOfType(InvalidExperiment.class, () -> ExperimentReader.yaml(yaml));
    assertThat(thrown).as("accepted: %s", yaml).isNotNull();
    assertThat(thrown.problems()).allSatisfy(InvalidExperimentsTest::saysItsPathOnce);
    return thrown.problems().stream().map(Problem::toString).toList();
  }

  /** The message goes on where the path ends: {@code target.accuracy: 1.1, expected …}. */
  private static void saysItsPathOnce(Problem problem) {
    for (var step : problem.path().split("[.\\[\\]]+")) {
      if (!step.isEmpty() && !List.of("dense", "conv2d").contains(step)) {
        assertThat(problem.message())
            .as("%s", problem)
            .doesNotMatch("(?s)(the )?" + Pattern.quote(step) + "[: ].*");
      }
    }
  }

  /** What grew with the square of their lengths took minutes. */
  @Test
  @Timeout(60)
  void longTextsCostLittle() {
    var digits = "9".repeat(900_000);
    assertThat(problems(XOR + "budget: " + digits + "\n"))
        .singleElement()
        .asString()
        .startsWith("line 6: budget: 999")
        .hasSizeLessThan(300);
    assertThat(problems(XOR + "budget: 1" + "0".repeat(900_000) + "e-900000\n")).hasSize(1);
    assertThat(problems(XOR + "x".repeat(120_000) + ": 1\n")).hasSize(1);
  }

  @Test
  void whatATerminalObeysIsNoText() {
    for (var control : List.of("\\e[2J", "\\0", "\\u202e", "\\x9b")) {
      assertThat(problems(XOR + "title: \"a" + control + "\"\n"))
          .singleElement()
          .asString()
          .contains("title: 'a")
          .doesNotContain("\u001b", "\0", "\u202e", "\u009b");
    }
  }

  /** One line added to a valid experiment, as line 6. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          budgte: 5                                 | budgte: unknown key, did you mean budget?
          budget: 0                                 | budget: 0, expected a whole number from 1 to 10000000
          budget: 1.5                               | budget: 1.5, expected a whole number from 1 to 10000000
          budget: many                              | budget: many, expected a whole number from 1 to 10000000
          seeds: 0                                  | seeds: 0, expected a whole number from 1 to 100000
          seeds: []                                 | seeds: [], expected at least one seed
          seeds: [1, 2, 1]                          | seeds[2]: 1 is listed twice, expected distinct seeds
          seeds: [-1]                               | seeds[0]: -1, expected a whole number from 0 to 9007199254740991
          optimiser: {sgd: {learningRate: -0.1}}    | optimiser.sgd.learningRate: -0.1, expected a number above 0
          optimiser: {sgd: {learningRate: fast}}    | optimiser.sgd.learningRate: fast, expected a number
          optimiser: sgd                            | optimiser.sgd: learningRate is missing
          optimiser: {sdg: {learningRate: 1}}       | optimiser: sdg is unknown, did you mean sgd?
          optimiser: {sgd: {lr: 1, learningRate: 1}} | optimiser.sgd.lr: unknown key, expected learningRate
          optimiser: {momentum: {learningRate: 1, momentum: 1}} | optimiser.momentum.momentum: 1, expected 0 or more and below 1
          optimiser: [1]                            | optimiser: [1], expected exactly one of sgd, momentum, adam, nesterov, rmsprop, adagrad, adamax, adamw, nadamw, lion, rprop, muon
          loss: l3                                  | loss: l3 is unknown, did you mean l2?
          loss: logistic                            | loss: logistic is unknown, expected one of l2, cross-entropy, l1, huber, hinge, l2-logits
          batch: 0                                  | batch: 0, expected a whole number from 1
          batch: some                               | batch: some, expected full, a number of examples, or {size, measure}
          batch: 5                                  | batch: 5 examples, expected at most the 4 to train on
          target: {accuracy: 1.1}                   | target.accuracy: 1.1, expected above 0 and at most 1
          target: {accuracy: 1, loss: 1}            | target: {accuracy: 1, loss: 1}, expected either accuracy or loss; a list can hold several targets
          update: {average: 1}                      | update.average: 1, expected above 0 and below 1
          update: {average: 0}                      | update.average: 0, expected above 0 and below 1
          update: {average: 0.99999999}             | update.average: 0.99999999 becomes 1, expected above 0 and below 1 (training computes in float32)
          update: {average: much}                   | update.average: much, expected a number
          update: {schedule: {warmUp: 10001}}       | update: schedule: warmUp 10001, expected at most the budget of 10000 iterations
          update: {schedule: {course: {step: {every: 10000}}}} | update: schedule: a step 10000 iterations after the warm-up, expected one within the budget of 10000 iterations
          update: {schedule: {course: {piecewise: {from: [10, 20000], factors: [0.5, 0.1]}}}} | update: schedule: a step 20000 iterations after the warm-up, expected one within the budget of 10000 iterations
          update: {schedule: {warmUp: 9000, course: {step: {every: 1001}}}} | update: schedule: a step 1001 iterations after the warm-up, expected one within the budget of 10000 iterations
          update: {momentum: {warmUp: 3}}           | update.momentum: the optimiser has no momentum to be scheduled
          update: {averaging: 0.9}                  | update.averaging: unknown key, did you mean average?
          target: {head: labl, accuracy: 1}         | target: there is no head named labl
          target: {accuracy: 1, on: validation}     | target.on: there is no validation split, expected train; split: {validation: 0.2} would make one
          target: {accuracy: 1, on: traim}          | target.on: traim is unknown, did you mean train?
          measure: {every: 0}                       | measure.every: 0, expected a whole number from 1
          measure: {every: 10000, on: train}        | measure.every: 10000 iterations, expected fewer than the budget of 10000
          measure: {every: {epochs: 0}}             | measure.every.epochs: 0, expected a number above 0
          measure: {every: {epochs: 10000}}         | measure: every 10000 epochs, which are 10000 iterations, expected fewer than the budget of 10000
          measure: {every: often}                   | measure.every: often, expected a whole number from 1
          measure: {on: test}                       | measure.on: there is no test split, expected train; split: {test: 0.2} would make one
          measure: {on: [train, tset]}              | measure.on[1]: tset is unknown, did you mean test?
          measure: {on: [train, train]}             | measure.on: [train, train], expected each split once
          measure: {on: []}                         | measure.on: [], expected some of train
          measure: often                            | measure: often, expected a map of every, on
          patience: 0                               | patience: 0, expected a whole number from 1 to 10000000
          patience: {metric: loss}                  | patience: measurements is missing
          patience: {measurements: 3, on: test}     | patience.on: there is no test split, expected train; split: {test: 0.2} would make one
          patience: {measurements: 3, minimum-improvement: -1} | patience.minimum-improvement: -1, expected a number of 0 or more
          patience: {measurements: 3, metric: loss, head: labl} | patience: there is no head named labl
          snapshots: [5, 3]                         | snapshots: 3 stands after 5, expected ascending iterations
          snapshots: {every: 1}                     | snapshots.every: 10000 snapshots, expected at most 1000
          snapshots: {evry: 1}                      | snapshots: evry is unknown, did you mean every?
          surface: {}                               | surface: the network has 9 parameters, expected one weight and one bias
          split: {test: 1}                          | split.test: 1, expected 0 or more and below 1
          initialisation: {weights: {normal: {sigma: 0}}} | initialisation.weights.normal.sigma: 0, expected a number above 0
          initialisation: {weights: zero}           | initialisation.weights: zero is unknown, did you mean zeros?
          initialisation: {weights: xavier}         | initialisation.weights: xavier is unknown, expected one of constant, uniform, normal, truncated-normal, zeros, glorot-uniform, glorot-normal, he-uniform, he-normal, lecun-uniform, lecun-normal, fan-in-uniform, orthogonal, identity
          initialisation: {weights: {he-normal: {gain: 0}}} | initialisation.weights.he-normal.gain: 0, expected a number above 0
          initialisation: {weights: {orthogonal: {gain: -1}}} | initialisation.weights.orthogonal.gain: -1, expected a number above 0
          initialisation: {weights: {lecun-normal: {gain: 1e-46}}} | initialisation.weights.lecun-normal.gain: 1E-46 becomes 0, expected a number above 0 (training computes in float32)
          initialisation: {biases: identity}        | initialisation.biases: identity, expected one of the others: biases are no matrix
          initialisation: {biases: orthogonal}      | initialisation.biases: orthogonal, expected one of the others: biases are no matrix
          vary: {data: [xor]}                       | vary.data: cannot vary, expected one of network, initialisation, loss, optimiser, update, batch, budget, target, patience
          vary: {los: [l2]}                         | vary.los: cannot vary, did you mean loss?
          vary: {loss: l2}                          | vary.loss: l2, expected a list
          vary: {loss: {name: a, values: l2}}       | vary.loss.values: l2, expected a list
          vary: {loss: {values: [l2]}}              | vary.loss: name is missing
          vary: {loss: {name: source, values: [l2]}} | vary.loss.name: source is a key of reported, expected another name
          vary: {loss: {name: a, value: l2}}        | vary.loss: {name: a, value: l2}, expected a list
          vary: {loss: {name: batch, values: [l2, cross-entropy]}, batch: [full, 2]} | vary: two axes are called batch, expected distinct names
          vary: {loss: []}                          | vary.loss: [], expected at least one value
          vary: {loss: [l2, l2]}                    | vary.loss[1]: l2 is listed twice, expected distinct values
          vary: {loss: [l2, l3]}                    | loss: l3 is unknown, did you mean l2? (variant l3)
          vary: {'network.layers[1].dense.units': [1]} | vary.network.layers[1].dense.units: network.layers has 1 items, counted from [0]
          vary: {'network.layers.x': [1]}           | vary.network.layers.x: network.layers is a list, which has no x
          vary: {optimiser: [sgd], optimiser.sgd.learningRate: [1]} | vary.optimiser.sgd.learningRate: overlaps with vary.optimiser
          vary: {'network..x': [1]}                 | vary.network..x: is not a path, expected for example network.layers[1].dense.units
          reported: [{iterations: 5, loss: l2}]     | reported[0].loss: unknown key, expected one of iterations, trainLoss, trainAccuracy, validationLoss, validationAccuracy, testLoss, testAccuracy, rounded, source
          reported: [{source: A 2024}]              | reported[0]: tells no number, expected one of iterations, trainLoss, trainAccuracy, validationLoss, validationAccuracy, testLoss, testAccuracy
          reported: [{trainAccuracy: 94}]           | reported[0].trainAccuracy: 94, expected a share from 0 to 1
          reported: [{trainLoss: -1}]               | reported[0].trainLoss: -1, expected a finite number from 0 on
          reported: [{testAccuracy: 0.94}]          | reported[0].testAccuracy: there are no examples for it, expected a split with test above 0
          reported: [{trainLoss: 1, rounded: 0}]    | reported[0].rounded: 0, expected a number above 0, for example 0.01
          reported: [{iterations: 1, rounded: 1}]   | reported[0].rounded: there is no metric that would be rounded
          vary: {loss: [{name: a b, value: l2}, {name: a b, value: cross-entropy}]} | vary.loss[1]: a b is the name of two values, expected distinct names
          vary: {loss: [{name: a, value: l2}, {name: b, value: l2}]} | vary.loss[1]: l2 is listed twice, expected distinct values
          vary: {loss: [{name: ' a', value: l2}]}   | vary.loss[0].name:  a, expected up to 40 letters, digits, spaces and . _ + -, not a space first
          vary: {loss: [{name: 3, value: l2}]}      | vary.loss[0].name: 3, expected a text; put it in quotes
          reported: [{iterations: 5}, {iterations: 6}] | reported[1]: is reported twice for {}
          budget: "20"                              | budget: the text "20", expected a whole number from 1 to 10000000; take away the quotes
          budget: '1e3'                             | budget: the text "1e3", expected a whole number from 1 to 10000000; take away the quotes
          seeds: "3"                                | seeds: the text "3", expected a whole number from 1 to 100000; take away the quotes
          seeds: ["3"]                              | seeds[0]: the text "3", expected a whole number from 0 to 9007199254740991; take away the quotes
          batch: "2"                                | batch: the text "2", expected full, a number of examples, or {size, measure}; take away the quotes
          batch: {size: "2"}                        | batch.size: the text "2", expected a whole number from 1; take away the quotes
          optimiser: {sgd: {learningRate: "0.1"}}   | optimiser.sgd.learningRate: the text "0.1", expected a number; take away the quotes
          snapshots: ["1"]                          | snapshots[0]: the text "1", expected a whole number from 1 to 10000000; take away the quotes
          target: {loss: "0.1"}                     | target.loss: the text "0.1", expected a number; take away the quotes
          split: {test: "0.5"}                      | split.test: the text "0.5", expected a number; take away the quotes
          initialisation: {biases: {constant: ".1"}} | initialisation.biases.constant: the text ".1", expected a number; take away the quotes
          optimiser: {sgd: {learningRate: 1e39}}    | optimiser.sgd.learningRate: 1E39 becomes Infinity, expected a number above 0 (training computes in float32)
          optimiser: {sgd: {learningRate: 1e-46}}   | optimiser.sgd.learningRate: 1E-46 becomes 0, expected a number above 0 (training computes in float32)
          optimiser: {sgd: {learningRate: 1e-40}}   | optimiser.sgd.learningRate: 1E-40 becomes 0, expected a number above 0 (training computes in float32)
          optimiser: {adam: {learningRate: 1, beta1: 0.99999999}} | optimiser.adam.beta1: 0.99999999 becomes 1, expected 0 or more and below 1 (training computes in float32)
          initialisation: {weights: {uniform: {low: 0.3, high: 0.30000000000000004}}} | initialisation.weights.uniform.low: 0.3, expected a finite number below high (0.3) (training computes in float32)
          initialisation: {weights: {constant: 1e39}} | initialisation.weights.constant: 1E39 becomes Infinity, expected a finite number (training computes in float32)
          target: {loss: 1e39}                      | target.loss: 1E39 becomes Infinity, expected a finite number (training computes in float32)
          target: {accuracy: 1e-46}                 | target.accuracy: 1E-46 becomes 0, expected above 0 and at most 1 (training computes in float32)
          target: {accuracy: 0}                     | target.accuracy: 0, expected above 0 and at most 1
          target: {accuracy: -1}                    | target.accuracy: -1, expected above 0 and at most 1
          target: {loss: -1}                        | target.loss: -1, expected 0 or more, as every loss is
          snapshots: [20000]                        | snapshots: all of them lie beyond the budget
          split: {seed: 3}                          | split.seed: 3 splits nothing, expected validation, test or folds
          split: {shuffle: false}                   | split.shuffle: false splits nothing, expected validation, test or folds
          split: {test: 0.5, shuffle: false, seed: 2} | split.seed: 2 shuffles nothing, since shuffle is false
          prepare: standardize                      | prepare: standardize is unknown, did you mean standardise?
          prepare: {standardise: {each: row}}       | prepare.standardise.each: row is unknown, expected one of feature, channel, all
          prepare: [{min-max: {low: 1}}]            | prepare[0].min-max.low: 1, expected a finite number below high (1)
          prepare: [scale]                          | prepare[0].scale: it changes nothing, expected a number to subtract or to divide by
          prepare: [{scale: {divide: 0}}]           | prepare[0].scale.divide: 0, expected a finite number other than 0
          prepare: [{scale: {divide: 1e39}}]        | prepare[0].scale.divide: 1E39 becomes Infinity, expected a finite number other than 0 (training computes in float32)
          prepare: {standardise: {}, min-max: {}}   | prepare: {min-max: {}, standardise: {}}, expected exactly one of standardise, min-max, scale, label-noise, permute
          prepare: {label-noise: 1.5}               | prepare.label-noise: rate 1.5, expected 0 to 1
          prepare: {label-noise: {rate: -0.1}}      | prepare.label-noise.rate: -0.1, expected 0 to 1
          prepare: label-noise                      | prepare.label-noise: rate is missing
          prepare: {label-noise: "0.1"}             | prepare.label-noise: the text "0.1", expected a number; take away the quotes
          prepare: {label-noise: {rate: 0.1, target: lable}} | prepare.label-noise: the data has no target lable, expected label
          prepare: {label-noise: {rate: 0.1, among: some}} | prepare.label-noise.among: some is unknown, expected one of all, others
          split: {folds: 1}                         | split.folds: 1, expected a whole number from 2 to 100
          split: {folds: 5, validation: 0.1}        | split.validation: 0.1 beside folds, expected none: each fold is for validation in turn
          split: {folds: 4}                         | seeds: folds 1 to 4 are validated by [3, 3, 2, 2] of them, expected as many each, as with 12 seeds: seed s takes fold 1 + (s - 1) mod 4
          split: {stratified: true}                 | split.stratified: true splits nothing, expected validation, test or folds
          split: {test: 0.5, stratified: lable}     | split.stratified: the data has no target lable, expected label
          split: {test: 0.5, stratified: 2}         | split.stratified: 2, expected a text; put it in quotes
          vary: {prepare: [standardise]}            | vary.prepare: cannot vary, expected one of network, initialisation, loss, optimiser, update, batch, budget, target, patience
          title: 5                                  | title: 5, expected a text; put it in quotes
          data: xor                                 | data: is written twice, first on line 4
          <<: {a: b}                                | merge keys (<<) are not allowed
          ? [a]                                     | a key must be a word
          """)
  void isToldOnOneLine(String line, String told) {
    assertThat(problems(XOR + line + "\n")).containsExactly("line 6: " + told);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {heads: []}                                   | network: a network needs at least one head
          {layers: []}                                  | network: heads is missing
          {layers: [dens], heads: [binary]}             | network.layers[0]: dens is unknown, did you mean dense?
          {layers: [{dense: {units: 0}}], heads: [binary]} | network.layers[0].dense.units: 0, expected 1 to 65536
          {layers: [{dense: {units: 2, initialisation: {biases: orthogonal}}}], heads: [binary]} | network.layers[0].dense.initialisation.biases: orthogonal, expected one of the others: biases are no matrix
          {layers: [{dense: {units: 2, initialisation: {weight: zeros}}}], heads: [binary]} | network.layers[0].dense.initialisation.weight: unknown key, did you mean weights?
          {layers: [{dense: {units: 2, initialisation: zeros}}], heads: [binary]} | network.layers[0].dense.initialisation: zeros, expected a map of weights, biases
          {layers: [{embedding: {vocabulary: 2, width: 2, initialisation: {biases: zeros}}}, flatten], heads: [binary]} | network.layers[0].embedding.initialisation: of biases, expected of weights alone: an embedding has no biases
          {layers: [dense], heads: [binary]}            | network.layers[0].dense: units is missing
          {layers: [{conv2d: {filters: 1, kernel: 3}}], heads: [binary]} | network.layers[0]: conv2d: its input has shape [2], expected [height, width] or [height, width, channels]
          {activation: relo, heads: [binary]}           | network.activation: relo is unknown, did you mean relu?
          {heads: [binary, binary]}                     | network.heads: two heads are named label
          {heads: [{binary: {target: lable}}]}          | network.heads[0]: the data has no target lable, expected label
          {heads: [{binary: {name: layer0}}]}           | network.heads[0].binary.name: layer0, expected a letter, then letters, digits, - or _, at most 40, and not layerN
          {heads: [{regression: {target: label}}]}      | network.heads[0].regression: tolerance is missing
          {heads: [{multi-class: {classes: 1}}]}        | network.heads[0].multi-class.classes: 1, expected 2 to 65536
          {heads: [{regression: {target: label, tolerance: 1, smoothing: 0.1}}]} | network.heads[0].regression.smoothing: unknown key, expected one of tolerance, name, target, targets, weight
          {heads: [{binary: {smoothing: 1}}]}           | network.heads[0].binary.smoothing: 1, expected 0 or more and below 1
          {heads: [{multi-class: {classes: 2, smoothing: -0.1}}]} | network.heads[0].multi-class.smoothing: -0.1, expected 0 or more and below 1
          {heads: [{multi-label: {targets: [label, label]}}]} | network.heads[0].multi-label.targets: label stands there twice
          {heads: [{multi-label: {targets: []}}]}       | network.heads[0].multi-label.targets: [], expected one or more
          {heads: [multi-label]}                        | network.heads[0].multi-label: targets is missing
          {heads: [{multi-label: {targets: label}}]}    | network.heads[0].multi-label.targets: label, expected a list
          {heads: [{multi-label: {targets: [label, x]}}]} | network.heads[0]: the data has no target x, expected label
          {heads: [{regression: {targets: [label, label], tolerance: 1}}]} | network.heads[0].regression.targets: label stands there twice
          {heads: [{regression: {targets: [], tolerance: 1}}]} | network.heads[0].regression.targets: [], expected one or more
          {heads: [{regression: {targets: [label], target: label, tolerance: 1}}]} | network.heads[0].regression.target: label stands beside targets, expected one of the two
          {heads: [{regression: {targets: [label], tolerance: 0}}]} | network.heads[0].regression.tolerance: 0, expected above 0 for a regression head
          {heads: [{binary: {weight: -1}}]}             | network.heads[0].binary.weight: -1, expected a number above 0
          """)
  void networkThatCannotBe(String network, String told) {
    assertThat(problems(HEAD + "data: xor\nnetwork: " + network + "\n"))
        .containsExactly("line 5: " + told);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {random: {images: 10}}         | data.random: positives 11, expected 0 to the number of images (10)
          {random: {images: 0}}          | data.random.images: 0, expected 1 to 1000000
          {line: {imges: 4}}             | data.line.imges: unknown key, did you mean images?
          {xor: 3}                       | data.xor: 3, expected nothing here
          {csv: {file: a, targets: [y], features: [a, y]}} | data.csv.features[1]: y is a target, expected another column
          {csv: {file: a, targets: [y, y]}} | data.csv.targets[1]: y is listed twice, expected distinct columns
          {csv: {file: a, targets: [1]}} | data.csv.targets[0]: 1, expected a text; put it in quotes
          {point: {x: 1e39, y: 1}}       | data.point.x: 1E39 becomes Infinity, expected a finite number (training computes in float32)
          {point: {x: "1", y: 1}}        | data.point.x: the text "1", expected a number; take away the quotes
          {csv: {file: a, targets: []}}  | data.csv.targets: [], expected at least one column
          {linear: {strengths: []}}      | data.linear.strengths: [], expected 1 to 12 numbers
          {linear: {strengths: [1, -1]}} | data.linear.strengths: [1.0, -1.0], expected numbers above 0
          {modular-addition: {modulus: 1}} | data.modular-addition.modulus: 1, expected 2 to 256
          {parity: {examples: 10, bits: 2}} | data.parity: most 3, expected 1 to 2
          {teacher: {examples: 10, inputs: 2, hidden: [0]}} | data.teacher.hidden: 0, expected 1 to 1024
          {encoder: {bits: 1}}           | data.encoder.bits: 1, expected 2 to 256
          {npy: {images: a}}             | data.npy: labels is missing
          mnist                          | data: mnist is unknown, expected one of random, line, detection, mnist1d, xor, point, linear, modular-addition, parity, teacher, encoder, npy, npz, csv, parquet, idx, cifar10, cifar100, images, parts
          {point: {x: 1, y: 2}}          | data.point.y: 2, expected 0 to 1
          """)
  void dataThatCannotBe(String data, String told) {
    var problem = problems(HEAD + "data: " + data + "\nnetwork: {heads: [binary]}\n");

    assertThat(problem).hasSize(1);
    assertThat(problem.get(0)).startsWith("line 4: ");
    assertThat(problem.get(0).substring(8)).isEqualTo(told);
  }

  @Test
  void networkThatDoesNotFitTheDataIsTold() {
    var yaml =
        HEAD + "data: {line: {}}\nnetwork:\n  layers:\n  - dense: {units: 2}\n  heads: [binary]\n";

    assertThat(problems(yaml))
        .containsExactly(
            "line 7: network.layers[0]: dense: its input has shape [16, 16], expected one"
                + " axis; put a flatten before it");
  }

  @Test
  void binaryHeadOnNumbersIsTold() {
    var yaml = HEAD + "data: {point: {x: 1, y: 0.5}}\nnetwork:\n  heads:\n  - binary\n";

    assertThat(problems(yaml))
        .containsExactly(
            "line 7: network.heads[0]: the values of label are not only 0 and 1, as a"
                + " binary head without a tolerance expects");
    var labels =
        HEAD
            + "data: {detection: {}}\nnetwork:\n  layers: [flatten]\n  heads:\n"
            + "  - multi-label: {targets: [label, width]}\n";
    assertThat(problems(labels))
        .containsExactly(
            "line 8: network.heads[0]: the values of width are not only 0 and 1, as a multi-label"
                + " head without a tolerance expects");
  }

  @Test
  void lossesThatDoNotFitAreTold() {
    var neuron = HEAD + "data: {point: {x: 1, y: 1}}\nnetwork: {heads: [binary]}\n";
    assertThat(problems(neuron + "loss: hinge\nsurface: {}\n"))
        .containsExactly("line 7: surface: the loss is hinge, expected l2 or cross-entropy");
    assertThat(problems(neuron.replace("binary", "{binary: {smoothing: 0.5}}") + "surface: {}\n"))
        .containsExactly(
            "line 6: surface: the head smooths labels by 0.5, expected one that does not");
    assertThat(problems(neuron.replace("binary", "{binary: {tolerance: 0.5}}") + "loss: hinge\n"))
        .containsExactly(
            "line 6: loss: hinge is for labels of 0 or 1, and head label has a tolerance");
  }

  @Test
  void averagesThatDoNotFitARecordAreTold() {
    // 256 · 256 · 31 + 31 + 31 + 1 = 2 031 679 parameters
    var yaml =
        HEAD
            + "data: {random: {side: 256}}\nupdate: {average: 0.9}\n"
            + "network: {layers: [flatten, {dense: {units: 31}}], heads: [binary]}\n";

    assertThat(problems(yaml))
        .containsExactly(
            "line 5: update: 0 snapshots and the end, of 2031679 parameters and as many averages"
                + " each, make 4063358 numbers, expected at most 4000000");
  }

  @Test
  void snapshotsThatDoNotFitARecordAreTold() {
    // 256 · 256 · 30 + 30 + 30 + 1 = 1 966 141 parameters
    var yaml =
        HEAD
            + "data: {random: {side: 256}}\nsnapshots: [1, 2]\n"
            + "network: {layers: [flatten, {dense: {units: 30}}], heads: [binary]}\n";

    assertThat(problems(yaml))
        .containsExactly(
            "line 5: snapshots: 2 and the end, of 1966141 parameters each, make 5898423"
                + " numbers, expected at most 4000000");
  }

  @Test
  void allProblemsAreToldAtOnce() {
    var yaml =
        """
        apiVersion: descent/v2
        kind: Experimnt
        name: No Good
        data: {line: {images: none}}
        network:
          layers:
            - dense: {unts: 4}
            - conv2d: {filters: x, kernel: [1, 2, 3]}
        optimiser: {adam: {beta1: 2}}
        """;

    assertThat(problems(yaml))
        .containsExactly(
            "line 1: apiVersion: descent/v2 is unknown, did you mean descent/v1?",
            "line 2: kind: Experimnt is unknown, did you mean Experiment?",
            "line 3: name: No Good, expected up to 60 of the characters a-z, 0-9 and -",
            "line 4: data.line.images: none, expected a whole number",
            "line 7: network.layers[0].dense.unts: unknown key, did you mean units?",
            "line 7: network.layers[0].dense: units is missing",
            "line 8: network.layers[1].conv2d.filters: x, expected a whole number",
            "line 8: network.layers[1].conv2d.kernel: [1, 2, 3], expected a side, or [height, width]",
            "line 5: network: heads is missing",
            "line 9: optimiser.adam: learningRate is missing");
  }

  @Test
  void everythingThatIsMissingIsTold() {
    assertThat(problems("title: nothing else\n"))
        .containsExactly(
            "line 1: apiVersion is missing",
            "line 1: kind is missing",
            "line 1: name is missing",
            "line 1: data is missing",
            "line 1: network is missing");
  }

  @Test
  void tooManyTrialsAreToldBeforeTheyAreListed() {
    var axis = IntStream.rangeClosed(1, 200).mapToObj(i -> "" + i).collect(Collectors.joining(","));
    var three = "vary: {budget: [" + axis + "], optimiser.sgd.learningRate: [" + axis + "]}\n";

    assertThat(problems(XOR + three))
        .containsExactly(
            "line 6: vary: 40000 variants with 10 seeds each, expected at most 100000 trials");
    assertThat(problems(XOR + "seeds: 99999999999999999999\n"))
        .containsExactly(
            "line 6: seeds: 100000000000000000000, expected a whole number from 1 to 100000");
  }

  @Test
  void gridThatOverflowsALongIsTold() {
    var values =
        IntStream.rangeClosed(1, 100).mapToObj(i -> "" + i).collect(Collectors.joining(","));
    var paths =
        IntStream.range(0, 12)
            .mapToObj(i -> "  network.layers[" + i + "].dense.units: [" + values + "]\n")
            .collect(Collectors.joining());

    assertThat(problems(XOR + "vary:\n" + paths)) // 100^12
        .containsExactly(
            "line 6: vary: more than 10^18 variants with 10 seeds each, expected at most 100000"
                + " trials");
  }

  @Test
  void problemThatEveryVariantHasIsToldOnce() {
    assertThat(problems(XOR + "budget: 0\nvary: {loss: [l2, cross-entropy]}\n"))
        .containsExactly("line 6: budget: 0, expected a whole number from 1 to 10000000");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''              | 'nothing, expected a map with apiVersion, kind, name, data, …'
          just words      | 'line 1: just words, expected a map with apiVersion, kind, name, data, …'
          'a: [1'         | "line 1: is not YAML: expected ',' or ']', but got <stream end>"
          'a: b: c'       | 'line 1: is not YAML: mapping values are not allowed here'
          '!!java.net.URL x' | 'line 1: the tag tag:yaml.org,2002:java.net.URL is not allowed here, nor is any'
          'a: !!int 5'    | 'line 1: a: the tag tag:yaml.org,2002:int is not allowed here, nor is any'
          'a: !mine {}'   | 'line 1: a: the tag !mine is not allowed here, nor is any'
          'a: *b'         | 'line 1: is not YAML: found undefined alias b'
          """)
  void textThatIsNoExperiment(String text, String told) {
    assertThat(problems(text)).containsExactly(told.replaceAll("^\"|\"$", ""));
  }

  @Test
  void controlCharactersAreTold() {
    assertThat(problems("a: \u0001"))
        .containsExactly("is not YAML: the character U+0001 is not allowed in it");
  }

  @Test
  void twoDocumentsAreTold() {
    assertThat(problems("a: 1\n---\nb: 2\n"))
        .containsExactly("line 2: is not YAML: but found another document");
  }

  @Test
  void textAboveTheLimitIsTold() {
    assertThat(problems("a: " + "x".repeat(1_000_000)))
        .containsExactly("has 1000003 characters, expected at most 1000000");
  }

  @Test
  void aliasBombIsRefusedOnOneLine() {
    var wide = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    var deep = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 30; i++) {
      var all = ("*a" + (i - 1) + ", ").repeat(9) + "*a" + (i - 1);
      wide.append("a").append(i).append(": &a").append(i).append(" [").append(all).append("]\n");
      var two = "*a" + (i - 1) + ", *a" + (i - 1);
      deep.append("a").append(i).append(": &a").append(i).append(" [").append(two).append("]\n");
    }

    assertThat(problems(wide.toString()))
        .containsExactly(
            "is not accepted: Number of aliases for non-scalar nodes exceeds the specified max=50");
    assertThat(problems(deep.substring(0, deep.indexOf("a24:"))))
        .containsExactly("has more than 50000 values, those that aliases repeat included");
  }

  @Test
  void aliasOfItselfIsRefused() {
    assertThat(problems("a: &a [*a]\n"))
        .singleElement()
        .asString()
        .isEqualTo("line 1: is nested more than 40 deep");
  }

  @Test
  void deepNestingIsRefused() {
    assertThat(problems("[".repeat(5000)))
        .containsExactly("is not accepted: Nesting Depth exceeded max 40");
  }

  @Test
  void documentsAreCheckedLikeFilesButHaveNoLines() {
    var thrown =
        catchThrowableOfType(
            InvalidExperiment.class,
            () ->
                ExperimentReader.document(
                    Map.of(
                        "apiVersion", "descent/v1",
                        "kind", "Experiment",
                        "name", "e",
                        "data", "xor",
                        "network", Map.of("heads", List.of("binary")),
                        "seeds", 0)));

    assertThat(thrown).hasMessage("seeds: 0, expected a whole number from 1 to 100000");
    assertThat(thrown.problems())
        .containsExactly(
            new Problem("", 0, "seeds", "0, expected a whole number from 1 to 100000"));
  }

  @Test
  void manyBadVariantsAreToldUpToALimit() {
    var values =
        IntStream.rangeClosed(1, 5000).mapToObj(i -> "-" + i).collect(Collectors.joining(","));

    assertThat(problems(XOR + "vary: {optimiser.sgd.learningRate: [" + values + "]}\n"))
        .hasSize(Problems.MOST)
        .first()
        .isEqualTo(
            "line 6: optimiser.sgd.learningRate: -1, expected a number above 0 (variant -1)");
  }

  @Test
  void documentOfUnknownTypesIsRefused() {
    var thrown =
        catchThrowableOfType(
            InvalidExperiment.class,
            () -> ExperimentReader.document(Map.of("data", List.of(new StringBuilder("x")))));

    assertThat(thrown).hasMessage("data[0]: StringBuilder is no value of a document");
  }
}
