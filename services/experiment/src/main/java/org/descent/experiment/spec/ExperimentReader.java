package org.descent.experiment.spec;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.descent.experiment.Experiment;

/** Reads experiments from files, from text and from trees. */
public final class ExperimentReader {
  private ExperimentReader() {}

  /**
   * All experiments of {@code files}, in order, with {@code settings} applied.
   *
   * @throws InvalidExperiment with everything that is wrong with them
   */
  public static List<Experiment> files(List<Path> files, List<Setting> settings) {
    throw new UnsupportedOperationException("not yet");
  }

  /**
   * The one experiment in {@code text}.
   *
   * @throws InvalidExperiment with everything that is wrong with it
   */
  public static Experiment yaml(String text) {
    throw new UnsupportedOperationException("not yet");
  }

  /**
   * The experiment that {@code document} describes.
   *
   * @throws InvalidExperiment with everything that is wrong with it
   */
  public static Experiment document(Map<String, Object> document) {
    throw new UnsupportedOperationException("not yet");
  }
}
