package org.descent.experiment.results;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import org.descent.contracts.Ids;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.event.DatasetPrepared;
import org.descent.contracts.event.End;
import org.descent.contracts.event.EvaluationEvent;
import org.descent.contracts.event.Metrics;
import org.descent.contracts.event.ReportPublished;
import org.descent.contracts.event.TrialEvaluated;
import org.descent.contracts.event.TrialFailed;
import org.descent.contracts.event.TrialTrained;
import org.descent.contracts.spec.ParameterLayout;
import org.descent.contracts.spec.Split;
import org.descent.contracts.spec.TargetSpec;
import org.descent.experiment.EndMetric;
import org.descent.experiment.Experiment;
import org.descent.experiment.Variant;
import org.descent.experiment.results.ExperimentResult.Best;
import org.descent.experiment.results.ExperimentResult.Dataset;
import org.descent.experiment.results.ExperimentResult.Divergence;
import org.descent.experiment.results.ExperimentResult.HeadMetrics;
import org.descent.experiment.results.ExperimentResult.ProvenanceResult;
import org.descent.experiment.results.ExperimentResult.Reached;
import org.descent.experiment.results.ExperimentResult.SplitMetrics;
import org.descent.experiment.results.ExperimentResult.Summary;
import org.descent.experiment.results.ExperimentResult.TrialResult;
import org.descent.experiment.results.ExperimentResult.VariantResult;
import org.descent.experiment.statistics.VariantSummaries;
import org.descent.experiment.statistics.VariantSummaries.Ending;

/**
 * Makes an experiment's result of what is known of it.
 *
 * @param ends by trial id
 * @param planned ids of all trials that are known
 * @param complete whether all of them have ended, and there will be no more
 */
record ResultTree(
    Experiment experiment,
    Optional<DatasetPrepared> dataset,
    Map<String, EvaluationEvent> ends,
    Curves curves,
    Set<String> planned,
    boolean complete) {
  /**
   * The result.
   *
   * @param search null if it searches nothing
   */
  ExperimentResult build(State state, Optional<String> reason, SearchResult search) {
    var variants = experiment.variants().stream().map(this::variant).toList();
    return new ExperimentResult(
        experiment.id(),
        experiment.name(),
        experiment.title(),
        state,
        reason.orElse(null),
        dataset.map(ResultTree::data).orElse(null),
        variants,
        new Claims(this, variants, search).all(),
        search,
        experiment.base().isEmpty() ? null : experiment.base());
  }

  /** Ends of {@code variant}'s trials, in the experiment's order of seeds. */
  List<EvaluationEvent> ends(Variant variant) {
    return experiment.seeds().stream()
        .map(seed -> ends.get(Ids.trial(experiment.id(), variant.ordinal(), seed)))
        .filter(Objects::nonNull)
        .toList();
  }

  /** How many trials of {@code variant} are known, ended or not. */
  private int trials(Variant variant) {
    return (int)
        experiment.seeds().stream()
            .map(seed -> Ids.trial(experiment.id(), variant.ordinal(), seed))
            .filter(planned::contains)
            .count();
  }

  private VariantResult variant(Variant variant) {
    var trials = ends(variant).stream().map(this::trial).toList();
    return new VariantResult(
        variant.ordinal(),
        variant.label(),
        variant.settings(),
        variant.training().iterations(),
        variant.reported().isPresent() ? variant.reported().getAsInt() : null,
        parameters(variant),
        summary(variant),
        trials,
        variant.training().targets().stream().map(ResultTree::inWords).toList(),
        PublishedMetrics.of(variant.published(), trials));
  }

  private static String inWords(TargetSpec target) {
    return TargetTimes.metric(target) + " " + InvalidSpec.written(target.value());
  }

  private Summary summary(Variant variant) {
    var endings =
        ends(variant).stream()
            .map(e -> new Ending(e.end(), curves.iterations(e), after(e), heldBack(e)))
            .toList();
    var summary = VariantSummaries.of(variant, trials(variant), endings);
    return new Summary(summary.trials(), summary.ends(), summary.quantiles());
  }

  /** What is published when every trial has ended; costs nothing for the length of curves. */
  ReportPublished report() {
    var summaries =
        experiment.variants().stream()
            .map(
                variant -> {
                  var summary = summary(variant);
                  return new ReportPublished.VariantSummary(
                      variant.ordinal(),
                      variant.label(),
                      variant.settings(),
                      summary.trials(),
                      summary.ends(),
                      summary.quantiles());
                })
            .toList();
    return new ReportPublished(experiment.id(), experiment.name(), summaries);
  }

  /** Null where the shape is not known or the network does not fit it. */
  private Integer parameters(Variant variant) {
    try {
      return dataset
          .map(d -> ParameterLayout.of(variant.training().network(), d.shape()).size())
          .orElse(null);
    } catch (InvalidSpec e) {
      return null; // such an experiment is rejected; its result must still be told
    }
  }

  TrialResult trial(EvaluationEvent end) {
    var best = best(end.trial());
    if (end instanceof TrialEvaluated evaluated) {
      var training = evaluated.training();
      var disagreements = CurveEnd.disagreements(evaluated, curves);
      return new TrialResult(
          end.trial(),
          end.seed(),
          training.end(),
          switch (training.end()) {
            case CONVERGED -> training.iterations();
            default -> null;
          },
          training.iterations(),
          splits(evaluated),
          best,
          disagreements.isEmpty(),
          disagreements,
          evaluated.lines().isEmpty() ? null : accuracy(evaluated) == 1,
          training.seconds(),
          training.cohort(),
          training.model().toString(),
          null,
          provenance(evaluated),
          training.end() == End.DIVERGED ? divergence(training) : null,
          inOrder(evaluated.averaged()),
          training.end() == End.CONVERGED ? training.after() : null,
          training.end() == End.CONVERGED ? TargetTimes.epochs(training) : null,
          training.end() == End.CONVERGED ? TargetTimes.examples(training) : null,
          training.processorSeconds(),
          stopped(training),
          bestOn(end.trial()),
          reached(training),
          ClassResults.of(evaluated),
          fold(end),
          training.from().isEmpty() ? null : training.from(),
          instruments(end.trial()),
          evaluated.landscapes().stream().map(LandscapeResults::of).toList());
    }
    return new TrialResult(
        end.trial(),
        end.seed(),
        end.end(),
        null,
        curves.iterations(end),
        Map.of(),
        best,
        null,
        List.of(),
        null,
        null,
        end.cohort(),
        null,
        end instanceof TrialFailed failed ? failed.reason() : null,
        null,
        null,
        Map.of(),
        null,
        null,
        null,
        null,
        null,
        bestOn(end.trial()),
        List.of(),
        Map.of(),
        fold(end),
        null,
        instruments(end.trial()),
        List.of());
  }

  /** The fold that validates the trial; null where there are none. */
  private Integer fold(EvaluationEvent end) {
    return experiment.split().folds() == 0
        ? null
        : Integer.valueOf(experiment.split().fold(end.seed()));
  }

  private static boolean heldBack(EvaluationEvent end) {
    return end instanceof TrialEvaluated evaluated && evaluated.training().paused();
  }

  private static String stopped(TrialTrained training) {
    if (training.paused()) {
      return TrialResult.HELD_BACK + " after " + training.iterations() + " iterations";
    }
    return training.stopped().isEmpty() ? null : training.stopped();
  }

  private Divergence divergence(TrialTrained training) {
    float[] curve = curves.values(training.trial(), "loss");
    float loss =
        curve.length == training.iterations()
            ? curve[curve.length - 1]
            : (float) training.claimed().loss();
    var what = training.divergence().isEmpty() ? what(training) : training.divergence();
    return new Divergence(what, Float.toString(loss));
  }

  /** What diverged in a trial whose trainer does not say. */
  private static String what(TrialTrained training) {
    var claimed = training.claimed();
    var head = claimed.heads().stream().filter(h -> !Double.isFinite(h.loss())).findFirst();
    double loss = head.map(Metrics.Head::loss).orElse(claimed.loss());
    return head.map(h -> h.name() + ".loss").orElse("loss")
        + " became "
        + (Double.isNaN(loss) ? "NaN" : "infinite")
        + " at iteration "
        + training.iterations();
  }

  /** Accuracy on the training split; NaN if it was not measured. */
  static double accuracy(TrialEvaluated evaluated) {
    var train = evaluated.splits().get("train");
    return train == null ? Double.NaN : train.accuracy();
  }

  /** When each of several targets was reached first. */
  private List<Reached> reached(TrialTrained training) {
    var targets = training.training().targets();
    return targets.size() < 2
        ? List.of()
        : targets.stream()
            .map(target -> TargetTimes.reached(curves, training.trial(), target, inWords(target)))
            .toList();
  }

  /** What each of its instruments found last. */
  private Map<String, Double> instruments(String trial) {
    var last = new LinkedHashMap<String, Double>();
    for (var metric : curves.instruments(trial)) {
      float[] values = curves.measured(trial, metric);
      double value = values[values.length - 1];
      last.put(metric, Double.isFinite(value) ? value : null);
    }
    return last;
  }

  private Map<String, Best> bestOn(String trial) {
    var best = new LinkedHashMap<String, Best>();
    for (var split : Split.values()) {
      int[] at = curves.measuredAt(trial, split.word() + ".loss");
      float[] loss = curves.measured(trial, split.word() + ".loss");
      var found = best(loss, curves.measured(trial, split.word() + ".accuracy"), i -> at[i]);
      if (found != null) {
        best.put(split.word(), found);
      }
    }
    return best;
  }

  private static Integer after(EvaluationEvent end) {
    return end instanceof TrialEvaluated evaluated ? evaluated.training().after() : null;
  }

  private Best best(String trial) {
    return best(curves.values(trial, "loss"), curves.values(trial, "accuracy"), i -> i + 1);
  }

  /**
   * @param iteration of an index
   */
  private static Best best(float[] loss, float[] accuracy, IntUnaryOperator iteration) {
    int lowest = -1;
    int highest = -1;
    for (int i = 0; i < Math.min(loss.length, accuracy.length); i++) {
      if (Float.isFinite(loss[i]) && (lowest < 0 || loss[i] < loss[lowest])) {
        lowest = i;
      }
      if (Float.isFinite(accuracy[i]) && (highest < 0 || accuracy[i] > accuracy[highest])) {
        highest = i;
      }
    }
    if (lowest < 0 && highest < 0) {
      return null;
    }
    return new Best(
        lowest < 0 ? null : decimal(loss[lowest]),
        lowest < 0 ? null : Integer.valueOf(iteration.applyAsInt(lowest)),
        highest < 0 ? null : decimal(accuracy[highest]),
        highest < 0 ? null : Integer.valueOf(iteration.applyAsInt(highest)));
  }

  private ProvenanceResult provenance(TrialEvaluated evaluated) {
    var provenance = evaluated.training().provenance();
    return new ProvenanceResult(
        experiment.submission().substring(experiment.submission().lastIndexOf('-') + 1),
        evaluated.training().dataset().dataset(),
        evaluated.seed(),
        provenance.build(),
        provenance.tensorflow(),
        provenance.device(),
        provenance.engine(),
        provenance.generator());
  }

  private static Dataset data(DatasetPrepared prepared) {
    return new Dataset(
        prepared.dataset(),
        prepared.sha256(),
        prepared.rows().toString(),
        prepared.shape(),
        prepared.train(),
        prepared.validation(),
        prepared.test(),
        prepared.files(),
        prepared.preparation(),
        prepared.classes(),
        prepared.folds().stream().map(ResultTree::data).toList());
  }

  /**
   * What is infinite for the trainer may be a number in the evaluator's doubles: of a trial that
   * diverged the trainer's account stands.
   */
  private static Map<String, SplitMetrics> splits(TrialEvaluated evaluated) {
    var found = new LinkedHashMap<>(evaluated.splits());
    if (evaluated.training().end() == End.DIVERGED) {
      found.put("train", evaluated.training().claimed());
    }
    return inOrder(found);
  }

  private static Map<String, SplitMetrics> inOrder(Map<String, Metrics> bySplit) {
    var splits = new LinkedHashMap<String, SplitMetrics>();
    for (var split : EndMetric.SPLITS) {
      var metrics = bySplit.get(split);
      if (metrics != null) {
        splits.put(split, metrics(metrics));
      }
    }
    return splits;
  }

  private static SplitMetrics metrics(Metrics metrics) {
    var heads = new ArrayList<HeadMetrics>();
    for (var head : metrics.heads()) {
      heads.add(new HeadMetrics(head.name(), finite(head.loss()), finite(head.accuracy())));
    }
    return new SplitMetrics(finite(metrics.loss()), finite(metrics.accuracy()), heads);
  }

  private static Double finite(double value) {
    return Double.isFinite(value) ? Double.valueOf(value) : null;
  }

  /** The double with the same shortest decimal as {@code value}: 0.9 stays 0.9. */
  private static double decimal(float value) {
    return Double.parseDouble(Float.toString(value));
  }
}
