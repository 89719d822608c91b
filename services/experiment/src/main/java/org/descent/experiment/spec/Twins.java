package org.descent.experiment.spec;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.descent.contracts.spec.DataSpec;
import org.descent.contracts.spec.EffectiveTraining;
import org.descent.contracts.spec.LandscapeSpec;
import org.descent.contracts.spec.PreparationSpec;
import org.descent.contracts.spec.SplitSpec;
import org.descent.contracts.spec.SurfaceSpec;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.experiment.Experiment;
import org.descent.experiment.data.DataSources;

/** Experiments of two names that are one. */
final class Twins {
  private Twins() {}

  /** What results depend on. */
  private record Work(
      DataSpec data,
      SplitSpec split,
      List<PreparationSpec> preparation,
      Set<Long> seeds,
      Set<Look> variants) {
    static Work of(Experiment experiment) {
      var known = DataSources.known(experiment.data()).forTraining(experiment.split());
      return new Work(
          experiment.data(),
          experiment.split(),
          experiment.preparation(),
          new HashSet<>(experiment.seeds()),
          experiment.variants().stream()
              .map(variant -> Look.of(variant.training(), known))
              .collect(Collectors.toSet()));
    }
  }

  /** A training and what is looked at in it. */
  private record Look(
      EffectiveTraining training,
      List<Integer> snapshots,
      SurfaceSpec surface,
      List<LandscapeSpec> landscapes) {
    static Look of(TrainingSpec training, EffectiveTraining.Data data) {
      return new Look(
          EffectiveTraining.of(training, data),
          training.snapshots(),
          training.surface(),
          training.landscapes());
    }
  }

  /** Notes each experiment that would train again what another one trains. */
  static void check(List<Experiment> experiments, List<Tree.Mapping> trees, Problems problems) {
    if (experiments.size() == 1) {
      return;
    }
    var seen = new HashMap<Work, String>();
    for (int i = 0; i < experiments.size(); i++) {
      var name = experiments.get(i).name();
      var earlier = seen.putIfAbsent(Work.of(experiments.get(i)), name);
      if (earlier != null) {
        problems.add(
            trees.get(i).at("name").place(),
            "name",
            name + " trains the same as " + earlier + ", expected other data, variants or seeds");
      }
    }
  }
}
