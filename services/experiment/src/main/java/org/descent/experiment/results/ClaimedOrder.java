package org.descent.experiment.results;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.descent.experiment.claim.Assertion;
import org.descent.experiment.results.ExperimentResult.VariantResult;
import org.descent.experiment.statistics.Median;
import org.descent.experiment.statistics.PairedComparison;
import org.descent.experiment.statistics.PairedDifferences;
import org.descent.experiment.statistics.UnpairedComparison;

/** Of two medians one is smaller: sign tests of common seeds, or permutations of ranks. */
record ClaimedOrder(Assertion.Smaller claim, Times times) {
  List<Finding> findings(List<VariantResult> ones, List<VariantResult> others) {
    var findings = new ArrayList<Finding>();
    for (var first : ones) {
      for (var second : others) {
        if ((first != second || !oneMetric()) && comparable(first, second)) {
          var about = about(first, second);
          (claim.paired() ? paired(about, first, second) : unpaired(about, first, second))
              .ifPresent(findings::add);
        }
      }
    }
    return findings;
  }

  private boolean oneMetric() {
    return claim.metric().equals(claim.other());
  }

  private String about(VariantResult first, VariantResult second) {
    if (oneMetric()) {
      return first.label() + " against " + second.label();
    }
    var both = claim.metric().text() + " against " + claim.other().text();
    return first == second
        ? first.label() + ", " + both
        : "%s of %s against %s of %s"
            .formatted(claim.metric().text(), first.label(), claim.other().text(), second.label());
  }

  /** Whether two variants differ in nothing but what the groups say. */
  private boolean comparable(VariantResult first, VariantResult second) {
    return first.settings().entrySet().stream()
        .filter(s -> !claim.first().settings().containsKey(s.getKey()))
        .filter(s -> !claim.second().settings().containsKey(s.getKey()))
        .filter(s -> second.settings().containsKey(s.getKey())) // or it is another experiment's
        .allMatch(s -> s.getValue().equals(second.settings().get(s.getKey())));
  }

  private Optional<Finding> paired(String about, VariantResult first, VariantResult second) {
    if (claim.metric().timed()) {
      var pairs = times.pairs(claim.metric(), first, claim.other(), second);
      if (pairs.isEmpty()) {
        return Optional.empty();
      }
      var comparison = PairedComparison.of(pairs);
      return Optional.of(
          new Finding(
              Evidence.paired(about, comparison, comparison.signTest()),
              adjusted -> about + ": " + Evidence.words(comparison, adjusted)));
    }
    var ones = TrialMetrics.of(first, claim.metric());
    var others = TrialMetrics.of(second, claim.other());
    var seeds = ones.keySet().stream().filter(others::containsKey).toList();
    if (seeds.isEmpty()) {
      return Optional.empty();
    }
    var found =
        PairedDifferences.of(
            seeds.stream().mapToDouble(ones::get).toArray(),
            seeds.stream().mapToDouble(others::get).toArray());
    return Optional.of(
        Finding.of(
            about,
            List.of(found.pairs()),
            difference(),
            found.difference(),
            Median.NEEDED,
            Evidence.SIGN_TEST,
            found.signTest(),
            found.larger() > found.smaller()));
  }

  private Optional<Finding> unpaired(String about, VariantResult first, VariantResult second) {
    if (claim.metric().timed()) {
      var ones = List.copyOf(times.of(claim.metric(), first).values());
      var others = List.copyOf(times.of(claim.other(), second).values());
      if (ones.isEmpty() || others.isEmpty()) {
        return Optional.empty();
      }
      var found = UnpairedComparison.ofIterations(ones, others, claim.factor());
      var effect = Evidence.RATIO + (claim.factor() == 1 ? "" : "; tested against " + factor());
      return Optional.of(Finding.of(Evidence.unpaired(about, effect, found, found.p())));
    }
    var ones = TrialMetrics.all(first, claim.metric());
    var others = TrialMetrics.all(second, claim.other());
    if (ones.length == 0 || others.length == 0) {
      return Optional.empty();
    }
    var found =
        UnpairedComparison.of(
            Arrays.stream(ones).map(value -> claim.factor() * value).toArray(), others);
    return Optional.of(Finding.of(Evidence.unpaired(about, difference(), found, found.p())));
  }

  private String factor() {
    return Finding.text(claim.factor());
  }

  private String difference() {
    return "difference of "
        + claim.metric().text()
        + (oneMetric() ? "" : " and " + claim.other().text())
        + ", second less "
        + (claim.factor() == 1 ? "" : factor() + " times the ")
        + "first";
  }
}
