package org.descent.experiment.spec;

/**
 * A change to experiments as they are read, for example {@code budget=500} or {@code
 * xor:optimiser.sgd.learningRate=0.5}.
 *
 * @param experiment the name of the one to change, or {@code ""} for all that have such a path
 * @param path for example {@code network.layers[1].dense.units}
 * @param value YAML
 */
public record Setting(String experiment, String path, String value) {
  /**
   * The setting that {@code text}, {@code [experiment:]path=value}, stands for.
   *
   * @throws InvalidExperiment if it is not of that form
   */
  public static Setting parse(String text) {
    throw new UnsupportedOperationException("not yet");
  }
}
