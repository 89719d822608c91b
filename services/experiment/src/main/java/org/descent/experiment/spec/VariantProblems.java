package org.descent.experiment.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Problems of variants, told once however many variants have them. */
final class VariantProblems {
  private final Map<Problem, List<String>> labels = new LinkedHashMap<>();
  private int variants;

  void add(String label, Problems problems) {
    variants++;
    problems.all().forEach(p -> labels.computeIfAbsent(p, key -> new ArrayList<>()).add(label));
  }

  boolean many() {
    return labels.size() >= Problems.MOST;
  }

  /** Those that not all variants share are told with the first variant that has them. */
  void tell(Problems problems, boolean single) {
    labels.forEach(
        (problem, of) ->
            problems.add(
                single || of.size() == variants
                    ? problem
                    : new Problem(
                        problem.file(),
                        problem.line(),
                        problem.path(),
                        problem.message() + " (variant " + of.get(0) + ")")));
  }
}
