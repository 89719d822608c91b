package org.descent.standalone.results;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.descent.experiment.results.ExperimentResult;
import org.descent.experiment.results.Numbers;
import org.descent.experiment.results.SearchResult;
import org.descent.standalone.table.Paragraph;

/** What a search has come to, for the terminal. */
final class SearchLines {
  /** The most variants in the table of a search. */
  static final int SHOWN = 10;

  private static final String INDENT = "  ";

  private SearchLines() {}

  /** The result with only those variants that lead, the best first. */
  static ExperimentResult leading(ExperimentResult result) {
    var search = result.search();
    if (search == null) {
      return result;
    }
    var leading = search.leading(SHOWN).stream().map(result.variants()::get).toList();
    return new ExperimentResult(
        result.id(),
        result.name(),
        result.title(),
        result.state(),
        result.reason(),
        result.dataset(),
        leading.isEmpty() ? result.variants() : leading,
        result.claims(),
        search,
        result.base());
  }

  /** A few lines; none where nothing is searched. */
  static List<String> of(ExperimentResult result, int width) {
    var lines = new ArrayList<String>();
    var search = result.search();
    if (search == null) {
      return lines;
    }
    for (var arm : search.arms()) {
      var where = arm.label().isEmpty() ? "" : arm.label() + ": ";
      lines.addAll(
          Paragraph.lines(
              INDENT + "search   ",
              where
                  + "%d variants by %s; %s"
                      .formatted(
                          arm.variants().size(),
                          search.strategy(),
                          String.join("; ", search.objectives())),
              width));
      if (arm.best() != null) {
        lines.addAll(Paragraph.lines(INDENT + "best     ", where + best(result, arm), width));
      }
      if (!arm.front().isEmpty()) {
        var front =
            arm.front().stream()
                .map(ordinal -> result.variants().get(ordinal).told())
                .collect(Collectors.joining("; "));
        lines.addAll(Paragraph.lines(INDENT + "front    ", where + front, width));
      }
      if (!arm.importance().isEmpty()) {
        var matters =
            arm.importance().stream()
                .map(
                    m ->
                        "%s %s [%s - %s]"
                            .formatted(
                                m.parameter(),
                                Numbers.share(m.share()),
                                Numbers.share(m.low()),
                                Numbers.share(m.high())))
                .collect(Collectors.joining(", "));
        lines.addAll(Paragraph.lines(INDENT + "matters  ", where + matters, width));
      }
    }
    return lines;
  }

  private static String best(ExperimentResult result, SearchResult.Arm arm) {
    var text = new StringBuilder(result.variants().get(arm.best()).told());
    var headline = arm.headline();
    if (headline == null) {
      return text.toString();
    }
    text.append(": ").append(number(headline.inSearch())).append(" in the search");
    text.append("; from %d fresh seeds ".formatted(headline.trials()));
    text.append(headline.atLeast() ? "at least " : "").append(number(headline.value()));
    if (headline.low() != null) {
      text.append(" [%s - %s]".formatted(number(headline.low()), number(headline.high())));
    }
    return text.toString();
  }

  private static String number(Double value) {
    return value == null ? "nothing that can be used" : Numbers.significant(value, 4);
  }
}
