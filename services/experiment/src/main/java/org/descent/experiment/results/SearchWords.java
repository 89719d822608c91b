package org.descent.experiment.results;

import java.util.List;
import java.util.function.IntFunction;
import org.descent.experiment.results.SearchResult.Arm;

/** What a search has come to, for people. */
public final class SearchWords {
  private SearchWords() {}

  /** A sentence or two for each place of the grid. */
  static List<String> of(SearchResult search, IntFunction<String> label) {
    return search.arms().stream().map(arm -> sentence(search, arm, label)).toList();
  }

  /**
   * In one or two sentences.
   *
   * @param label of a variant, by its ordinal
   */
  public static String sentence(SearchResult search, Arm arm, IntFunction<String> label) {
    var text = new StringBuilder();
    text.append(arm.label().isEmpty() ? "" : arm.label() + ": ");
    text.append(
        "%d variants were proposed by %s to %s. "
            .formatted(
                arm.variants().size(),
                search.strategy(),
                String.join(" and to ", search.objectives())
                    .replaceFirst("^iterations", "minimise iterations")));
    if (arm.best() != null) {
      text.append("The best is " + label.apply(arm.best()) + ".");
    }
    var headline = arm.headline();
    if (headline != null && headline.value() != null) {
      text.append(
          " From %d fresh seeds, which the search never saw, it comes to %s%s%s; in the search it had %s."
              .formatted(
                  headline.trials(),
                  headline.atLeast() ? "at least " : "",
                  Numbers.significant(headline.value(), 4),
                  headline.low() == null
                      ? ""
                      : " (95 %% interval of the mean %s to %s)"
                          .formatted(
                              Numbers.significant(headline.low(), 4),
                              Numbers.significant(headline.high(), 4)),
                  Numbers.significant(headline.inSearch(), 4)));
    }
    return text.toString();
  }
}
