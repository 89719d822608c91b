package org.descent.experiment.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.descent.contracts.event.Classification;
import org.descent.contracts.event.TrialEvaluated;
import org.descent.experiment.EndMetric;
import org.descent.experiment.Variant;

/**
 * What the networks of an experiment say of classes on the last split that has examples: test, else
 * validation, else train. Of two classes only what was not trained on is told: of the others
 * accuracy says all.
 */
record Classes(Findings findings) {
  /** Those of the trial's heads that are told of, on {@link #split}. */
  List<Classification> of(TrialEvaluated trial) {
    return split(trial).stream()
        .flatMap(split -> trial.classes().get(split).stream().filter(c -> told(split, c)))
        .toList();
  }

  /** The last of the splits of which the trial's heads say classes. */
  static Optional<String> split(TrialEvaluated trial) {
    return EndMetric.SPLITS.stream()
        .filter(trial.classes()::containsKey)
        .reduce((first, second) -> second);
  }

  private static boolean told(String split, Classification said) {
    return said.classes() > 2 || !split.equals("train");
  }

  /** What the variant's trials say, by head, in the order of the seeds. */
  Map<String, List<Classification>> byHead(Variant variant) {
    var byHead = new LinkedHashMap<String, List<Classification>>();
    for (var trial : findings.trials(variant)) {
      for (var said : of(trial)) {
        byHead.computeIfAbsent(said.head(), head -> new ArrayList<>()).add(said);
      }
    }
    return byHead;
  }

  /** What the classes of the head called {@code name} are called. */
  List<String> names(Variant variant, String name) {
    return variant.training().network().heads().stream()
        .filter(head -> head.name().equals(name))
        .findFirst()
        .map(ClassNames.of(findings)::of)
        .orElseThrow();
  }

  /** The split of all of them; empty where nothing is told. */
  Optional<String> split() {
    return findings.evaluated().values().stream()
        .filter(trial -> !of(trial).isEmpty())
        .findFirst()
        .flatMap(Classes::split);
  }
}
