package org.descent.experiment.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.descent.contracts.event.CohortPlanned;
import org.descent.contracts.event.DatasetPrepared;
import org.descent.contracts.spec.BatchSpec;
import org.descent.contracts.spec.EffectiveTraining;
import org.descent.experiment.Experiment;
import org.descent.experiment.Variant;

/** What is in order with an experiment, but whoever runs it should know. */
public final class Remarks {
  private static final int NAMED = 3;

  private Remarks() {}

  /**
   * The remarks about {@code experiment} on {@code dataset}, a sentence each; those that not all
   * variants share say which.
   *
   * @param cohorts as planned
   * @param record the most bytes of a record of the log
   */
  public static List<String> of(
      Experiment experiment, DatasetPrepared dataset, List<CohortPlanned> cohorts, long record) {
    int together = cohorts.stream().mapToInt(cohort -> cohort.trials().size()).max().orElse(0);
    List<Function<Variant, Optional<String>>> kinds =
        List.of(
            variant -> luck(variant, dataset),
            variant -> leftOut(variant, dataset),
            variant -> oneTrial(experiment, variant, dataset),
            variant ->
                Looks.of(variant.training(), dataset.shape(), dataset.train()).map(Looks::toString),
            variant -> Looks.around(variant.training(), dataset.train()),
            variant -> fromTheStart(variant, dataset, record, together));
    var remarks = new ArrayList<String>();
    for (var kind : kinds) {
      experiment.variants().stream()
          .filter(variant -> kind.apply(variant).isPresent())
          .collect(Collectors.groupingBy(variant -> kind.apply(variant).get()))
          .forEach((remark, of) -> remarks.add(remark + labels(of, experiment.variants().size())));
    }
    return remarks;
  }

  private static Optional<String> luck(Variant variant, DatasetPrepared dataset) {
    var batch = variant.training().batch();
    boolean partly =
        batch.measure() == BatchSpec.Measure.BATCH
            && !batch.full()
            && batch.size() < dataset.train();
    boolean judged = variant.training().targets().stream().anyMatch(t -> !t.measured());
    return partly && judged
        ? Optional.of(
            "targets are measured on the "
                + counted(batch.size(), "example")
                + " of a batch: one that happens to be right counts as convergence; with measure:"
                + " data all "
                + dataset.train()
                + " have to be")
        : Optional.empty();
  }

  private static Optional<String> leftOut(Variant variant, DatasetPrepared dataset) {
    int size = variant.training().batch().size();
    int rest = size == 0 ? 0 : dataset.train() % size;
    return rest == 0
        ? Optional.empty()
        : Optional.of(
            "batches of "
                + size
                + " leave "
                + rest
                + " of "
                + counted(dataset.train(), "example")
                + " out of each epoch, others each time");
  }

  private static Optional<String> oneTrial(
      Experiment experiment, Variant variant, DatasetPrepared dataset) {
    var data = EffectiveTraining.Data.of(dataset.shape(), dataset.train());
    boolean seeded = EffectiveTraining.of(variant.training(), data).seeded();
    return seeded || experiment.seeds().size() <= experiment.split().ways()
        ? Optional.empty()
        : Optional.of(
            "nothing is drawn from the seed: all "
                + experiment.seeds().size()
                + " trials of a variant are the same");
  }

  private static Optional<String> fromTheStart(
      Variant variant, DatasetPrepared dataset, long record, int together) {
    var footprint = Footprint.of(variant.training(), dataset.shape(), dataset.train());
    long kept = record / footprint.state();
    return kept >= together
        ? Optional.empty()
        : Optional.of(
            "where a trainer dies "
                + (kept == 0 ? "trials" : "all but " + kept + " of the trials that it trains")
                + " begin anew: no more of their states fits a record of the log");
  }

  private static String labels(List<Variant> of, int all) {
    if (of.size() == all) {
      return "";
    }
    var named = of.stream().limit(NAMED).map(Variant::label).collect(Collectors.joining("; "));
    return " (" + named + (of.size() > NAMED ? "; and " + (of.size() - NAMED) + " more" : "") + ")";
  }

  private static String counted(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
