package org.descent.experiment.results;

import java.util.List;
import java.util.Optional;
import org.descent.experiment.claim.Assertion;
import org.descent.experiment.claim.Assertion.Bounds;
import org.descent.experiment.results.ExperimentResult.TrialResult;
import org.descent.experiment.results.ExperimentResult.VariantResult;
import org.descent.experiment.results.ExperimentResult.Verdict;

/** Every single trial lies between numbers: one that does not is enough. */
record ClaimedTrials(Assertion.Every claim, Times times) {
  /**
   * How many trials were looked at.
   *
   * @param trials that there are
   * @param seen of which it is known where they lie
   * @param violated that lie elsewhere
   */
  record Count(int trials, int seen, int violated) {
    /**
     * Of a claim on {@code planned} trials.
     *
     * @param complete whether all have ended
     */
    Verdict verdict(int planned, boolean complete) {
      return Claims.verdict(violated > 0, complete && seen == planned);
    }

    String words() {
      return violated
          + " of "
          + seen
          + " trials lie elsewhere"
          + (seen < trials ? ", of " + (trials - seen) + " nobody knows" : "")
          + (seen == 0
              ? ""
              : "; of all seeds at most "
                  + Numbers.percent(PublishedRuns.share(violated, seen).high())
                  + " do, with 95 % confidence");
    }
  }

  Count count(List<VariantResult> variants) {
    int trials = 0;
    int violated = 0;
    int seen = 0;
    for (var variant : variants) {
      trials += variant.trials().size();
      var bounds = claim.limits().of(variant.settings());
      for (var trial : variant.trials()) {
        var inside = inside(variant, trial, bounds);
        seen += inside.isPresent() ? 1 : 0;
        violated += inside.isPresent() && !inside.get() ? 1 : 0;
      }
    }
    return new Count(trials, seen, violated);
  }

  /** Whether a trial lies within the bounds; empty where nobody knows. */
  private Optional<Boolean> inside(VariantResult variant, TrialResult trial, Bounds bounds) {
    if (!claim.metric().timed()) {
      return TrialMetrics.of(trial, claim.metric()).map(bounds::contains);
    }
    return times
        .of(claim.metric(), variant, trial)
        .flatMap(
            o -> {
              boolean least = bounds.contains(o.reached() ? o.after() + 1.0 : o.iterations() + 1.0);
              boolean most =
                  bounds.contains(o.reached() ? o.iterations() : Double.POSITIVE_INFINITY);
              return least == most ? Optional.of(least) : Optional.empty();
            });
  }
}
