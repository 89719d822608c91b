package org.descent.experiment.results;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.descent.experiment.claim.Assertion;
import org.descent.experiment.claim.Group;
import org.descent.experiment.claim.StatedClaim;
import org.descent.experiment.results.ExperimentResult.Claim;
import org.descent.experiment.results.ExperimentResult.Comparison;
import org.descent.experiment.results.ExperimentResult.VariantResult;
import org.descent.experiment.results.ExperimentResult.Verdict;
import org.descent.experiment.statistics.Adjustment;

/**
 * What an experiment's file claims, checked. Whatever is asked of several variants has to come out
 * as claimed of each, and its p-values are adjusted together (Holm 1979).
 *
 * @param times when trials came to what is asked for
 * @param planned number of each variant's trials
 * @param complete whether all of them have ended
 */
record StatedClaims(List<VariantResult> variants, Times times, int planned, boolean complete) {
  Claim check(StatedClaim claim) {
    var others = claim.assertion().others();
    if (!others.isEmpty()) {
      return new Claim(
          claim.id(),
          claim.statement(),
          Verdict.NOT_RESOLVED,
          ClaimsBeside.absent(others),
          List.of(),
          List.of(),
          claim.text());
    }
    return claim.assertion() instanceof Assertion.Every every
        ? counted(claim, every)
        : tested(claim, findings(claim.assertion()));
  }

  private List<VariantResult> of(Group group) {
    return variants.stream().filter(v -> group.has(v.settings())).toList();
  }

  private List<Finding> findings(Assertion assertion) {
    if (assertion instanceof Assertion.Smaller smaller) {
      return new ClaimedOrder(smaller, times).findings(of(smaller.first()), of(smaller.second()));
    }
    if (assertion instanceof Assertion.Within within) {
      return new ClaimedMedian(within, times).findings(of(within.group()));
    }
    if (assertion instanceof Assertion.Share share) {
      return new ClaimedShare(share).findings(of(share.group()));
    }
    if (assertion instanceof Assertion.Peak peak) {
      return new ClaimedPeak(peak, times).findings(of(peak.group()));
    }
    if (assertion instanceof Assertion.Slope slope) {
      return new ClaimedSlope(slope, times).findings(of(slope.group()));
    }
    throw new IllegalArgumentException("nobody can check " + assertion);
  }

  private Claim counted(StatedClaim claim, Assertion.Every every) {
    var spokenOf = of(every.group());
    var count = new ClaimedTrials(every, times).count(spokenOf);
    return new Claim(
        claim.id(),
        claim.statement(),
        count.verdict(planned * spokenOf.size(), complete),
        count.words());
  }

  private Claim tested(StatedClaim claim, List<Finding> findings) {
    return tested(claim.id(), claim.statement(), "", findings, List.of(), complete);
  }

  /**
   * What tests say of a claim.
   *
   * @param text if it is to be told
   * @param complete whether all trials that it speaks of have ended
   */
  static Claim tested(
      String id,
      String statement,
      String text,
      List<Finding> findings,
      List<String> confounders,
      boolean complete) {
    double[] adjusted =
        Adjustment.holm(findings.stream().mapToDouble(f -> f.comparison().p()).toArray());
    var comparisons = new ArrayList<Comparison>();
    for (int i = 0; i < adjusted.length; i++) {
      comparisons.add(findings.get(i).comparison().adjusted(adjusted[i]));
    }
    return new Claim(
        id,
        statement,
        complete ? Verdict.of(comparisons) : Verdict.NOT_RESOLVED,
        findings.isEmpty()
            ? "no trials to look at"
            : IntStream.range(0, adjusted.length)
                .mapToObj(i -> findings.get(i).words().apply(adjusted[i]))
                .collect(Collectors.joining(Claim.AND)),
        comparisons,
        confounders,
        text);
  }
}
