package org.descent.experiment.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.descent.experiment.results.SearchSummary;
import org.descent.experiment.results.SearchTrace;
import org.descent.experiment.results.SearchTrace.Tried;

/** How a search came along, what it found where, and what it cost. */
final class SearchFigures {
  /** The most places of a grid that are drawn. */
  private static final int MOST_ARMS = 6;

  private final Findings findings;
  private final Optional<SearchTrace> trace;

  SearchFigures(Findings findings) {
    this.findings = findings;
    this.trace = findings.search().map(SearchSummary::trace);
  }

  /** The figures; none where nothing was searched or heard of. */
  List<Figure> all() {
    var figures = new ArrayList<Figure>();
    var arms =
        trace.stream()
            .flatMap(t -> t.arms().stream())
            .filter(arm -> arm.variants().stream().anyMatch(Tried::usable))
            .limit(MOST_ARMS)
            .toList();
    for (var arm : arms) {
      if (trace.get().objectives().size() > 1) {
        figures.add(new SearchFront(findings).of(arm));
      } else {
        figures.add(new SearchProgress(findings).of(arm));
      }
      new SearchRungs(findings).of(arm).ifPresent(figures::add);
      new SearchRungs(findings).beliefs(arm).ifPresent(figures::add);
      new SearchImportance(findings).of(arm).ifPresent(figures::add);
      figures.add(new SearchSlices(findings).of(arm));
      new SearchPairs(findings).of(arm).ifPresent(figures::add);
    }
    new SearchBudget(findings).of(arms).ifPresent(figures::add);
    return figures;
  }
}
