package org.descent.experiment.results;

import java.util.List;
import java.util.stream.Stream;
import org.descent.experiment.VariantSearch;
import org.descent.experiment.results.ExperimentResult.Claim;
import org.descent.experiment.results.ExperimentResult.VariantResult;
import org.descent.experiment.results.ExperimentResult.Verdict;

/**
 * What the study asserts about experiments of this kind, checked against what came of this one.
 *
 * @param search null where nothing is searched
 */
record Claims(ResultTree tree, List<VariantResult> variants, SearchResult search) {
  Claims {
    variants = variants.stream().map(v -> v.called(v.told())).toList();
  }

  /** The claims that apply, in the order of the study. */
  List<Claim> all() {
    return Stream.of(
            SurfaceClaims.of(tree),
            PublishedRuns.claims(variants, tree.complete()),
            PublishedMetrics.claims(variants, tree.complete()),
            stated())
        .flatMap(List::stream)
        .toList();
  }

  /** What its file says. */
  private List<Claim> stated() {
    var experiment = tree.experiment();
    int planned = experiment.search().map(VariantSearch::fresh).orElse(experiment.seeds().size());
    var stated =
        new StatedClaims(
            Winners.spokenOf(variants, search), new Times(tree.curves()), planned, tree.complete());
    return experiment.claims().stream().map(stated::check).toList();
  }

  /** Of a claim on every case: one is enough to contradict it, and all are needed to hold. */
  static Verdict verdict(boolean violated, boolean allSeen) {
    if (violated) {
      return Verdict.CONTRADICTED;
    }
    return allSeen ? Verdict.HOLDS : Verdict.NOT_RESOLVED;
  }
}
