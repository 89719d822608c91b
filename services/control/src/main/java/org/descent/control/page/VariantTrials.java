package org.descent.control.page;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.descent.contracts.Ids;
import org.descent.contracts.event.EvaluationEvent;
import org.descent.contracts.event.TrialEvaluated;
import org.descent.experiment.Experiment;
import org.descent.experiment.Variant;
import org.descent.experiment.results.Band.Member;
import org.descent.experiment.results.Ledger;
import org.descent.experiment.statistics.SampleMedian;
import org.descent.experiment.statistics.VariantSummaries.Ending;

/** What a ledger says about the trials of an experiment's variants. */
record VariantTrials(Experiment experiment, Ledger ledger) {
  /** Those that the variant is trained from, as far as that is known. */
  List<Long> seeds(Variant variant) {
    return experiment.seeds().stream().filter(s -> ledger.plans(trial(variant, s))).toList();
  }

  /** How the variant's trials have ended, those that have. */
  List<Ending> endings(Variant variant) {
    var endings = new ArrayList<Ending>();
    for (long seed : seeds(variant)) {
      ending(variant, seed).ifPresent(endings::add);
    }
    return endings;
  }

  /** How one of them has ended, if it has. */
  Optional<Ending> ending(Variant variant, long seed) {
    return ledger.end(trial(variant, seed)).map(this::ending);
  }

  /**
   * Processor seconds of trainers' threads that an iteration of the variant takes: the median over
   * those of its trials of which they have been counted.
   */
  OptionalDouble secondsAnIteration(Variant variant) {
    var seconds =
        seeds(variant).stream()
            .flatMap(seed -> ledger.end(trial(variant, seed)).stream())
            .filter(TrialEvaluated.class::isInstance)
            .map(end -> ((TrialEvaluated) end).training())
            .filter(trained -> trained.processorSeconds() != null)
            .mapToDouble(trained -> trained.processorSeconds() / trained.iterations())
            .toArray();
    return seconds.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(SampleMedian.of(seconds).value());
  }

  /** The variant's trials, ended or not. */
  List<Member> members(Variant variant) {
    var members = new ArrayList<Member>();
    for (long seed : seeds(variant)) {
      var trial = trial(variant, seed);
      members.add(new Member(trial, ledger.end(trial).isPresent()));
    }
    return members;
  }

  /**
   * Names of the metrics that variants have, those of each iteration first; empty before the first
   * point of a curve has come.
   */
  List<String> metrics() {
    var each = new LinkedHashSet<String>();
    var measured = new LinkedHashSet<String>();
    for (var variant : experiment.variants()) {
      seeds(variant).stream()
          .map(seed -> trial(variant, seed))
          .filter(trial -> !ledger.curves().metrics(trial).isEmpty())
          .findFirst()
          .ifPresent(
              trial -> {
                each.addAll(ledger.curves().metrics(trial));
                measured.addAll(ledger.curves().measured(trial));
              });
    }
    each.addAll(measured);
    return List.copyOf(each);
  }

  String trial(Variant variant, long seed) {
    return Ids.trial(experiment.id(), variant.ordinal(), seed);
  }

  private Ending ending(EvaluationEvent event) {
    return new Ending(
        event.end(),
        ledger.curves().iterations(event),
        event instanceof TrialEvaluated evaluated ? evaluated.training().after() : null,
        event instanceof TrialEvaluated evaluated && evaluated.training().paused());
  }
}
