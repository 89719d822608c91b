package org.descent.experiment.results;

import java.util.List;
import org.descent.experiment.claim.Assertion;
import org.descent.experiment.claim.ClaimText;
import org.descent.experiment.claim.Group;
import org.descent.experiment.results.ExperimentResult.Claim;
import org.descent.experiment.results.ExperimentResult.VariantResult;

/** Claims that speak of other experiments, checked where the results of those stand beside. */
public final class ClaimsBeside {
  private final List<ExperimentResult> all;

  private ClaimsBeside(List<ExperimentResult> all) {
    this.all = all;
  }

  /** The same results, in which what could not be checked of one alone is checked among all. */
  public static List<ExperimentResult> checked(List<ExperimentResult> all) {
    var beside = new ClaimsBeside(all);
    return all.stream()
        .map(own -> own.claiming(own.claims().stream().map(c -> beside.check(c, own)).toList()))
        .toList();
  }

  /** What is said of a claim that speaks of experiments which are not there. */
  static String absent(List<String> names) {
    return "is checked where results of " + String.join(" and ", names) + " stand beside";
  }

  private Claim check(Claim claim, ExperimentResult own) {
    if (claim.text().isEmpty()) {
      return claim;
    }
    var smaller = (Assertion.Smaller) ClaimText.read(claim.text());
    var first = of(smaller.first(), own);
    var second = of(smaller.second(), own);
    if (first.size() != 1 || second.size() != 1) {
      return claim; // there is none of that name, or it could be another
    }
    var order = new ClaimedOrder(smaller, new Times(new Curves()));
    var findings =
        order.findings(
            variants(smaller.first(), first.get(0)), variants(smaller.second(), second.get(0)));
    boolean complete =
        first.get(0).state() == State.COMPLETE && second.get(0).state() == State.COMPLETE;
    return StatedClaims.tested(
        claim.id(),
        claim.statement(),
        claim.text(),
        findings,
        confounders(first.get(0), second.get(0)),
        complete);
  }

  private List<ExperimentResult> of(Group group, ExperimentResult own) {
    return group.foreign()
        ? all.stream().filter(each -> each.name().equals(group.experiment())).toList()
        : List.of(own);
  }

  private static List<VariantResult> variants(Group group, ExperimentResult of) {
    return Winners.spokenOf(of.variants(), of.search()).stream()
        .filter(variant -> group.has(variant.settings()))
        .map(variant -> variant.called(name(variant, of)))
        .toList();
  }

  private static String name(VariantResult variant, ExperimentResult of) {
    return variant.settings().isEmpty() ? of.name() : of.name() + " (" + variant.told() + ")";
  }

  /** Results know of the data alone what else is different. */
  private static List<String> confounders(ExperimentResult one, ExperimentResult other) {
    boolean known = one.dataset() != null && other.dataset() != null;
    return known && !one.dataset().sha256().equals(other.dataset().sha256())
        ? List.of("two sets of data, of " + one.name() + " and of " + other.name())
        : List.of();
  }
}
