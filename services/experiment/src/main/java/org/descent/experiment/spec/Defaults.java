package org.descent.experiment.spec;

import java.util.Optional;

/** What holds where an experiment says nothing. */
final class Defaults {
  private static final String TEXT =
      """
      split: {validation: 0, test: 0, seed: 1}
      initialisation: {weights: {truncated-normal: {sigma: 0.1}}, biases: {constant: 0.1}}
      loss: cross-entropy
      optimiser: {sgd: {learningRate: 0.1}}
      batch: full
      budget: 10000
      target: {accuracy: 1}
      snapshots: none
      seeds: 10
      """;

  private static final Tree.Mapping TREE =
      (Tree.Mapping) YamlText.parseArgument(TEXT, "", new Problems());

  private Defaults() {}

  /** The default of a key of an experiment, if it has one. */
  static Optional<Tree> of(String key) {
    return TREE.get(key);
  }

  /** {@code experiment} with every missing key that has a default filled in. */
  static Tree.Mapping fill(Tree.Mapping experiment) {
    var filled = experiment;
    for (var entry : TREE.entries().entrySet()) {
      if (experiment.get(entry.getKey()).filter(t -> !(t instanceof Tree.Empty)).isEmpty()) {
        filled = filled.with(entry.getKey(), entry.getValue());
      }
    }
    return filled;
  }
}
