package org.descent.experiment.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.descent.contracts.event.End;
import org.descent.contracts.event.ReportPublished.Quantile;
import org.descent.contracts.spec.Loss;
import org.descent.experiment.results.ExperimentResult.VariantResult;
import org.descent.experiment.results.Numbers;
import org.descent.experiment.spec.ValueWords;
import org.descent.experiment.statistics.Median;

/**
 * What the trials of an experiment show, and what they do not, in sentences that follow from them.
 */
record ChapterWords(Findings findings) {
  private static final double MIDDLE = 0.5;

  /** Of more variants than these the fastest is told to be so by luck as well. */
  private static final int MANY = 8;

  /** From the best to the worst; a median beyond the budget comes last. */
  private static final Comparator<VariantResult> FASTEST =
      Comparator.comparing((VariantResult v) -> !median(v).orElseThrow().reached())
          .thenComparing(v -> median(v).orElseThrow().iterations());

  /** What the experiment asks. */
  String question() {
    var varied = varied();
    var what = listed(varied);
    if (findings.result().search() != null) {
      var wanted = String.join(" and ", findings.result().search().objectives());
      return "Which "
          + (varied.isEmpty() ? "variants" : what)
          + (varied.size() == 1 ? " does" : " do")
          + " best, where the aim is to "
          + wanted.replaceFirst("^iterations to target", "need the fewest iterations to the target")
          + "?";
    }
    var of =
        hasTarget()
            ? "the iterations that training needs to its target"
            : "loss and accuracy within "
                + Numbers.iterations(findings.experiment().budget())
                + " iterations";
    if (varied.isEmpty()) {
      return "How far do "
          + counted(findings.experiment().seeds().size(), "seed")
          + " differ in "
          + of
          + "?";
    }
    return "What " + (varied.size() == 1 ? "does " : "do ") + what + " change about " + of + "?";
  }

  private List<String> varied() {
    return findings.experiment().variants().stream()
        .limit(1)
        .flatMap(v -> v.settings().keySet().stream())
        .map(ValueWords::axis)
        .toList();
  }

  private static String listed(List<String> words) {
    int last = words.size() - 1;
    return last < 1
        ? String.join("", words)
        : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
  }

  /** Empty while nothing has ended. */
  List<String> shown() {
    var told = new ArrayList<String>();
    if (findings.result().search() != null) {
      return List.of(); // its table says it
    }
    int converged = ended(End.CONVERGED);
    int observed = converged + ended(End.EXHAUSTED) + ended(End.DIVERGED);
    if (observed == 0 || !hasTarget()) {
      return told;
    }
    told.add(converged + " of " + observed + " trials reached their target.");
    var ranked =
        findings.result().variants().stream()
            .filter(v -> median(v).isPresent())
            .sorted(FASTEST)
            .toList();
    if (!ranked.isEmpty()) {
      told.add(medians(ranked));
    }
    return told;
  }

  /**
   * What medians are, where half of a variant's trials have one: of others nothing is known but
   * that it is more, so that none of them is the slowest.
   *
   * @param ranked one or more, from the best to the worst
   */
  private static String medians(List<VariantResult> ranked) {
    var reached = ranked.stream().filter(v -> median(v).orElseThrow().reached()).toList();
    int beyond = ranked.size() - reached.size();
    if (ranked.size() == 1) {
      return beyond == 0
          ? "Half of all did within " + told(ranked.get(0)) + "."
          : "Half of all or more would need " + told(ranked.get(0)) + ".";
    }
    if (reached.isEmpty()) {
      return "In no variant more than half of them did.";
    }
    var first = reached.get(0);
    var last = reached.get(reached.size() - 1);
    return "In the median "
        + called(first)
        + " took the fewest iterations, "
        + told(first)
        + (beyond > 0
            ? ", and in "
                + counted(beyond, "variant")
                + " half of the trials or more did not get there."
            : ", and " + called(last) + " the most, " + told(last) + ".");
  }

  /** Whether there is anything to be careful with. */
  boolean toldOf() {
    return findings.result().search() != null || !shown().isEmpty();
  }

  /** Reasons to read the figures with care. */
  List<String> notShown() {
    var told = new ArrayList<String>();
    int censored = ended(End.EXHAUSTED) + ended(End.DIVERGED);
    if (hasTarget() && censored > 0) {
      told.add(
          counted(censored, "trial")
              + " ended without reaching the target: what "
              + (censored == 1 ? "it" : "they")
              + " would have needed is known only to be more.");
    }
    int fewest =
        findings.result().variants().stream()
            .mapToInt(v -> v.summary().trials())
            .filter(trials -> trials > 0)
            .min()
            .orElse(0);
    if (fewest > 0 && fewest < Median.NEEDED) {
      told.add(
          counted(fewest, "seed")
              + " a variant bound no median: that takes "
              + Median.NEEDED
              + ". Another seed may change the order of variants.");
    }
    if (losses().size() > 1 && losses().stream().anyMatch(loss -> loss == Loss.L2)) {
      told.add("Losses of different kinds are different quantities; their heights do not compare.");
    }
    var search = findings.result().search();
    if (search != null && search.over()) {
      told.add(
          search.arms().stream().anyMatch(arm -> arm.headline() != null)
              ? "That the best was found by looking at many speaks for it too well; only its fresh seeds, which the search never saw, do not."
              : "The best of many is so by luck as well: from other seeds it will rarely do as well again, and none were kept to see.");
    } else if (search == null && hasTarget() && ranked() > MANY) {
      told.add(
          "The fastest of "
              + ranked()
              + " variants is so by luck as well: from other seeds it will rarely be as fast again.");
    }
    var data = findings.result().dataset();
    if (data != null && data.validation() + data.test() == 0) {
      told.add("Nothing is said of other examples than those that were trained on.");
    }
    return told;
  }

  private long ranked() {
    return findings.result().variants().stream().filter(v -> median(v).isPresent()).count();
  }

  private List<Loss> losses() {
    return findings.experiment().variants().stream()
        .map(v -> v.training().loss())
        .distinct()
        .toList();
  }

  private boolean hasTarget() {
    return findings.experiment().variants().stream()
        .anyMatch(v -> !v.training().targets().isEmpty());
  }

  private int ended(End end) {
    return findings.result().variants().stream()
        .mapToInt(v -> v.summary().ends().getOrDefault(end, 0))
        .sum();
  }

  private static Optional<Quantile> median(VariantResult variant) {
    return variant.summary().quantiles().stream()
        .filter(q -> q.probability() == MIDDLE)
        .findFirst();
  }

  private static String called(VariantResult variant) {
    return variant.told();
  }

  private static String told(VariantResult variant) {
    var median = median(variant).orElseThrow();
    return (median.reached() ? "" : "more than ") + Numbers.iterations(median.iterations());
  }

  private static String counted(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
