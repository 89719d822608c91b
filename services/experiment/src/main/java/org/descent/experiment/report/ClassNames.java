package org.descent.experiment.report;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.descent.contracts.spec.HeadSpec;

/**
 * What classes are called: as the data say, or by their numbers.
 *
 * @param byTarget the names of the classes 0, 1, … of a target
 */
record ClassNames(Map<String, List<String>> byTarget) {
  /** Those of the data of {@code findings}. */
  static ClassNames of(Findings findings) {
    return new ClassNames(
        findings.evaluated().values().stream()
            .findFirst()
            .map(trial -> trial.training().dataset().classes())
            .orElse(Map.of()));
  }

  /** Of each class that {@code head} says. */
  List<String> of(HeadSpec head) {
    return IntStream.range(0, head.classes()).mapToObj(k -> of(head, k)).toList();
  }

  /** Of class {@code k}. */
  String of(HeadSpec head, int k) {
    var names = byTarget.getOrDefault(head.target(), List.of());
    return k >= 0 && k < names.size() ? names.get(k) : Integer.toString(k);
  }
}
