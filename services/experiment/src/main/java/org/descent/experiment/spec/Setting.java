package org.descent.experiment.spec;

import java.util.List;

/**
 * A change to experiments as they are read, for example {@code budget=500} or {@code
 * xor:optimiser.sgd.learningRate=0.5}.
 *
 * @param experiment the name of the one to change, or {@code ""} for all that have such a path
 * @param path for example {@code network.layers[1].dense.units}
 * @param value YAML; data files in it are named relative to the current directory
 */
public record Setting(String experiment, String path, String value) {
  /**
   * The setting that {@code text}, {@code [experiment:]path=value}, stands for.
   *
   * @throws InvalidExperiment if it is not of that form
   */
  public static Setting parse(String text) {
    int equals = text.indexOf('=');
    var left = equals < 0 ? "" : text.substring(0, equals).strip();
    int colon = left.indexOf(':');
    var path = left.substring(colon + 1).strip();
    if (TreePath.parse(path).isEmpty() || colon == 0) {
      throw new InvalidExperiment(
          List.of(
              new Problem(
                  "",
                  0,
                  "",
                  "--set " + text + ": expected [experiment:]path=value, for example budget=500")));
    }
    return new Setting(
        colon < 0 ? "" : left.substring(0, colon).strip(), path, text.substring(equals + 1));
  }

  /** As it is written. */
  @Override
  public String toString() {
    return (experiment.isEmpty() ? "" : experiment + ":") + path + "=" + value;
  }
}
