package org.descent.experiment.results;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.descent.contracts.event.Classification;
import org.descent.contracts.event.TrialEvaluated;
import org.descent.experiment.EndMetric;
import org.descent.experiment.results.ExperimentResult.ClassesResult;

/** What is told of classes in results. */
final class ClassResults {
  private ClassResults() {}

  /** By split. */
  static Map<String, List<ClassesResult>> of(TrialEvaluated evaluated) {
    var splits = new LinkedHashMap<String, List<ClassesResult>>();
    for (var split : EndMetric.SPLITS) {
      var classes = evaluated.classes().get(split);
      if (classes != null) {
        splits.put(split, classes.stream().map(ClassResults::of).toList());
      }
    }
    return splits;
  }

  private static ClassesResult of(Classification said) {
    boolean told = said.confusion().length > 0;
    return new ClassesResult(
        said.head(),
        told ? said.confused() : null,
        told ? recalls(said) : null,
        said.within(),
        said.calibrationError(),
        said.uncertain(),
        said.wrong(),
        said.typical());
  }

  private static List<Double> recalls(Classification said) {
    var recalls = new ArrayList<Double>();
    for (double recall : said.recalls()) {
      recalls.add(Double.isNaN(recall) ? null : recall);
    }
    return recalls;
  }
}
