package org.descent.experiment.plan;

import java.util.HashMap;
import java.util.stream.Collectors;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.EffectiveTraining;
import org.descent.experiment.Experiment;
import org.descent.experiment.Variant;

/** Whether trials that are told apart differ, now that their data is at hand. */
final class Differences {
  private Differences() {}

  static void check(Experiment experiment, Examples train) {
    var data = EffectiveTraining.Data.of(train.shape(), train.count());
    var seen = new HashMap<EffectiveTraining, Variant>();
    for (var variant : experiment.variants()) {
      var earlier = seen.putIfAbsent(EffectiveTraining.of(variant.training(), data), variant);
      if (earlier != null) {
        throw new InvalidSpec(told(earlier, variant, data));
      }
    }
    InvalidSpec.unless(
        experiment.seeds().size() <= experiment.split().ways()
            || seen.keySet().stream().anyMatch(EffectiveTraining::seeded),
        "seeds: %s of them train the same network, expected %s: parameters start as constants and"
            + " batches are full",
        experiment.seeds().size(),
        experiment.split().ways());
  }

  private static String told(Variant one, Variant other, EffectiveTraining.Data data) {
    var axes =
        other.settings().keySet().stream()
            .filter(axis -> !other.settings().get(axis).equals(one.settings().get(axis)))
            .collect(Collectors.joining(", "));
    return String.format(
        "vary: variants %s and %s (%s) train the same network: %s",
        one.label(),
        other.label(),
        axes,
        EffectiveTraining.reason(one.training(), other.training(), data)
            .orElse("they mean the same"));
  }
}
