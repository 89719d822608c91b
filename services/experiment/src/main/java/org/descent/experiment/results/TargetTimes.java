package org.descent.experiment.results;

import java.util.List;
import org.descent.contracts.event.TrialTrained;
import org.descent.contracts.spec.TargetSpec;
import org.descent.experiment.results.ExperimentResult.Reached;

/** When targets were reached, in what one likes to count. */
final class TargetTimes {
  private TargetTimes() {}

  /** The metric that a target is about: {@code accuracy}, {@code validation.label.loss}. */
  static String metric(TargetSpec target) {
    return (target.measured() ? target.on().word() + "." : "")
        + (target.head().isEmpty() ? "" : target.head() + ".")
        + (target.metric() == TargetSpec.Metric.ACCURACY ? "accuracy" : "loss");
  }

  /** Examples that the trial's iterations were trained on, its last one included. */
  static long examples(TrialTrained training) {
    var batch = training.training().batch();
    int each = batch.full() ? training.dataset().train() : batch.size();
    return (long) training.iterations() * each;
  }

  /** The trial's iterations in passes through the training split. */
  static double epochs(TrialTrained training) {
    int epoch = training.training().batch().epoch(training.dataset().train());
    return (double) training.iterations() / epoch;
  }

  /**
   * When {@code trial} reached a target first, by its curves.
   *
   * @param words what the target is called
   */
  static Reached reached(Curves curves, String trial, TargetSpec target, String words) {
    var all = target.measured() ? curves.measured(trial) : curves.metrics(trial);
    var metric = known(all, target);
    float[] values =
        target.measured() ? curves.measured(trial, metric) : curves.values(trial, metric);
    int first = 0;
    while (first < values.length && !reaches(target, values[first])) {
      first++;
    }
    if (first == values.length) {
      return new Reached(words, null, null);
    }
    if (!target.measured()) {
      return new Reached(words, first + 1, null);
    }
    int[] at = curves.measuredAt(trial, metric);
    return new Reached(words, at[first], first == 0 ? 0 : at[first - 1]);
  }

  /** Its metric among {@code all}: where there is one head that of the network. */
  private static String known(List<String> all, TargetSpec target) {
    var metric = metric(target);
    var network = metric(new TargetSpec(target.metric(), "", target.value(), target.on()));
    return all.contains(metric) ? metric : network;
  }

  /** Curves are float32: what is as near to the target as that allows has reached it. */
  private static boolean reaches(TargetSpec target, float value) {
    return target.reachedBy(value) || value == (float) target.value();
  }
}
