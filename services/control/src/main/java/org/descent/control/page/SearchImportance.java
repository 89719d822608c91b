package org.descent.control.page;

import java.util.List;
import java.util.Map;
import org.descent.experiment.results.SearchResult.Matter;
import org.descent.experiment.results.SearchResult.Pair;
import org.descent.experiment.results.SearchSummary;

/**
 * What matters in one place of the grid.
 *
 * @param settings of that place, by axis; empty where nothing else varies
 * @param importance of each parameter by PED-ANOVA, shares of what all matter
 * @param variance that each explains alone by functional ANOVA, a share of all
 * @param pairs what two explain together beyond each alone, the largest first
 */
public record SearchImportance(
    Map<String, String> settings,
    List<Matter> importance,
    List<Matter> variance,
    List<Pair> pairs) {
  static List<SearchImportance> of(SearchSummary search) {
    return search.result(false).arms().stream()
        .map(
            arm ->
                new SearchImportance(arm.settings(), arm.importance(), arm.variance(), arm.pairs()))
        .toList();
  }
}
