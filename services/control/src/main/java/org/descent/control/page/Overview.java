package org.descent.control.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.descent.contracts.event.DataFile;
import org.descent.contracts.event.End;
import org.descent.contracts.event.ReportPublished.Quantile;
import org.descent.experiment.Experiment;
import org.descent.experiment.Variant;
import org.descent.experiment.results.ExperimentStatus;
import org.descent.experiment.results.Ledger;
import org.descent.experiment.spec.ValueWords;
import org.descent.experiment.statistics.VariantSummaries;

/**
 * An experiment in one look.
 *
 * @param targets whether there is a target that trials may come to
 * @param axes names of what varies
 * @param metrics of its curves; empty before the first point has come
 * @param dataset its data, or null while that is being prepared
 * @param search what its search has come to, in sentences; empty where it has none
 * @param editions the same document on other data: what its files held at other times
 * @param revision names what it tells of its variants, for whoever asks again
 * @param variants all, or those that have changed since a revision
 */
public record Overview(
    ExperimentStatus status,
    boolean targets,
    List<String> axes,
    List<String> metrics,
    Dataset dataset,
    List<String> search,
    List<ExperimentStatus> editions,
    String revision,
    List<Row> variants) {
  /**
   * The data, by content; {@code rows} says where it stands in the log, {@code files} what it was
   * read from, if not generated.
   */
  public record Dataset(
      String id,
      String sha256,
      String rows,
      List<Integer> shape,
      int train,
      int validation,
      int test,
      List<DataFile> files) {}

  /**
   * One variant.
   *
   * @param words what the settings' values are called by people, by axis
   * @param examples that an iteration takes; null while nobody knows the data
   * @param secondsAnIteration processor seconds of trainers' threads that one takes, the median
   *     over the trials that have ended; null while none has, or nobody has counted
   * @param reported iterations to convergence published for it elsewhere, or null
   * @param trials planned
   * @param quantiles of iterations to target; empty while no trial has ended
   */
  public record Row(
      int ordinal,
      String label,
      Map<String, String> settings,
      Map<String, String> words,
      int budget,
      Integer examples,
      Double secondsAnIteration,
      Integer reported,
      int trials,
      Map<End, Integer> ends,
      List<Quantile> quantiles) {}

  /** The same with what is known of its status from elsewhere. */
  Overview with(ExperimentStatus status) {
    return new Overview(
        status, targets, axes, metrics, dataset, search, editions, revision, variants);
  }

  /** The same with some of its variants, at a revision. */
  Overview at(String revision, List<Row> variants) {
    return new Overview(
        status, targets, axes, metrics, dataset, search, editions, revision, variants);
  }

  static Overview of(Ledger ledger, List<ExperimentStatus> editions) {
    var experiment = ledger.experiment();
    var trials = new VariantTrials(experiment, ledger);
    return new Overview(
        ledger.status(),
        targets(experiment),
        experiment.variants().stream()
            .limit(1)
            .flatMap(v -> v.settings().keySet().stream())
            .toList(),
        trials.metrics(),
        ledger
            .dataset()
            .map(
                d ->
                    new Dataset(
                        d.dataset(),
                        d.sha256(),
                        d.rows().toString(),
                        d.shape(),
                        d.train(),
                        d.validation(),
                        d.test(),
                        d.files()))
            .orElse(null),
        ledger.searched(),
        editions,
        "",
        experiment.variants().stream().map(v -> row(trials, v)).toList());
  }

  /** A search that has proposed nothing yet is known by its document alone. */
  private static boolean targets(Experiment experiment) {
    return experiment.variants().isEmpty()
        ? !"none".equals(experiment.document().get("target"))
        : experiment.variants().stream().anyMatch(v -> !v.training().targets().isEmpty());
  }

  private static Map<String, String> words(Variant variant) {
    var words = new LinkedHashMap<String, String>();
    variant.settings().forEach((axis, value) -> words.put(axis, ValueWords.of(value)));
    return words;
  }

  private static int examples(Variant variant, int train) {
    var batch = variant.training().batch();
    return batch.full() ? train : Math.min(train, batch.size());
  }

  private static Row row(VariantTrials trials, Variant variant) {
    int planned = trials.seeds(variant).size();
    var seconds = trials.secondsAnIteration(variant);
    var summary = VariantSummaries.of(variant, planned, trials.endings(variant));
    return new Row(
        variant.ordinal(),
        ValueWords.told(variant),
        variant.settings(),
        words(variant),
        variant.training().iterations(),
        trials.ledger().dataset().map(d -> examples(variant, d.train())).orElse(null),
        seconds.isPresent() ? seconds.getAsDouble() : null,
        variant.reported().isPresent() ? variant.reported().getAsInt() : null,
        planned,
        summary.ends(),
        summary.quantiles());
  }
}
