package org.descent.experiment.plan;

import org.descent.contracts.InvalidSpec;
import org.descent.contracts.data.Examples;
import org.descent.experiment.Experiment;
import org.descent.experiment.data.SourceExamples;
import org.descent.experiment.data.prepare.PreparedExamples;

/** Whether an experiment can be carried out on its data, and shows something there. */
public final class Examination {
  private Examination() {}

  /**
   * Checks that every variant of {@code experiment} can learn from {@code source}, differs from the
   * others on it, and has a target that can be reached.
   *
   * @param fold the one for validation, from 1, where there are folds
   * @return its examples, divided and prepared
   * @throws InvalidSpec naming what does not fit, in a variant or in a file
   */
  public static PreparedExamples of(Experiment experiment, SourceExamples source, int fold) {
    var examples = source.examples();
    Planner.check(
        experiment,
        examples.shape(),
        examples.targets().stream().map(Examples.Target::name).toList());
    var networks =
        experiment.variants().stream().map(v -> v.training().network()).distinct().toList();
    boolean asRead = experiment.preparation().isEmpty() && !source.hasGaps();
    for (var network : networks) {
      source.checkTargets(network);
      if (asRead) {
        source.checkWords(network);
      }
    }
    var prepared = PreparedExamples.of(source, experiment.split(), fold, experiment.preparation());
    if (!asRead) {
      networks.forEach(n -> SourceExamples.checkWords(n, prepared.split().all()));
    }
    Planner.check(experiment, prepared.split());
    return prepared;
  }

  /** The same of the first fold, or of a split without any. */
  public static PreparedExamples of(Experiment experiment, SourceExamples source) {
    return of(experiment, source, 1);
  }
}
