package org.descent.experiment.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.descent.experiment.results.Numbers;
import org.descent.experiment.results.SearchResult;
import org.descent.experiment.results.SearchResult.Matter;
import org.descent.experiment.results.SearchTrace.Arm;
import org.descent.experiment.spec.ValueWords;

/** Which parameters matter. */
final class SearchImportance extends SearchFigure {
  SearchImportance(Findings findings) {
    super(findings);
  }

  Optional<Figure> of(Arm arm) {
    var found = outcome(arm).filter(a -> !a.importance().isEmpty());
    if (found.isEmpty()) {
      return Optional.empty();
    }
    var variance = new HashMap<String, Matter>();
    found.get().variance().forEach(m -> variance.put(m.parameter(), m));
    var rows = new ArrayList<Bars.Row>();
    found.get().importance().stream()
        .sorted(Comparator.comparing(Matter::share).reversed())
        .limit(MOST_PARAMETERS)
        .forEach(m -> rows.add(row(m, variance.get(m.parameter()))));
    var keys = new ArrayList<>(List.of("PED-ANOVA, among the best"));
    if (!variance.isEmpty()) {
      keys.add("functional ANOVA, over the whole space");
    }
    return Optional.of(
        Figure.of(
            title("What matters", arm),
            "PED-ANOVA (Watanabe, Bansal & Hutter 2023): how far the density of a parameter among"
                + " the best tenth of the variants lies from that among all, as a share of what all"
                + " parameters come to. "
                + (variance.isEmpty() ? "" : variance(found.get()))
                + "Whiskers: 95 % intervals over bootstrap samples of the variants. Where a strategy"
                + " went on looking where it had found something, few variants tell of the rest of"
                + " the space, and what was held back counts with what it had come to.",
            new Bars(named("importance of parameters"), keys, rows)));
  }

  private static String variance(SearchResult.Arm arm) {
    var together =
        arm.pairs().stream()
            .limit(3)
            .map(
                p ->
                    ValueWords.axis(p.one())
                        + " with "
                        + ValueWords.axis(p.other())
                        + " "
                        + Numbers.percent(p.share()))
            .toList();
    return "Functional ANOVA (Hutter, Hoos & Leyton-Brown 2014): what share of the variance over the"
        + " whole space a parameter explains alone, by a random forest"
        + (together.isEmpty()
            ? "; no two explain a hundredth or more together. "
            : "; beyond that two together: " + String.join(", ", together) + ". ");
  }

  private static Bars.Row row(Matter one, Matter other) {
    var bars = new ArrayList<Bars.Bar>();
    bars.add(new Bars.Bar(0, one.share(), one.low(), one.high()));
    if (other != null) {
      bars.add(new Bars.Bar(1, other.share(), other.low(), other.high()));
    }
    return new Bars.Row(ValueWords.axis(one.parameter()), bars);
  }
}
